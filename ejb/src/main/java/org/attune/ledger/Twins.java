package org.attune.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.attune.therapy.Booking;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.GapReason;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.Visit;
import org.jspecify.annotations.Nullable;

/**
 * Knows the same record under two ids, as an EHR may hold it after an upgrade: all of its content
 * is the same, to the second and the last number. It counts once.
 */
final class Twins {

  private final Map<Source, GapReason> gaps;
  private final Map<String, Source> replaced = new HashMap<>();

  /**
   * @param gaps where those that do not count are noted
   */
  Twins(Map<Source, GapReason> gaps) {
    this.gaps = gaps;
  }

  List<Booking> bookings(List<Booking> all) {
    return once(
        all,
        each ->
            Arrays.asList(
                each.service(),
                each.start(),
                each.end(),
                each.status(),
                each.reason(),
                each.cancelledAt(),
                each.created(),
                each.therapist(),
                each.modality(),
                each.group()));
  }

  /** Each visit once, naming the booking that counts; bookings come first. */
  List<Visit> visits(List<Visit> all) {
    var renamed = all.stream().map(this::ofTheBookingThatCounts).toList();
    return once(
        renamed,
        each ->
            Arrays.asList(
                each.service(),
                each.booking() == null ? null : each.booking().reference(),
                each.start(),
                each.end(),
                each.status(),
                each.therapist(),
                each.modality(),
                each.group(),
                each.contact()));
  }

  List<ScaleScore> scores(List<ScaleScore> all) {
    return once(
        all,
        each ->
            Arrays.asList(
                each.instrument(),
                each.form(),
                each.at(),
                each.total(),
                each.parts(),
                each.respondent(),
                each.observed()));
  }

  List<CheckIn> checkIns(List<CheckIn> all) {
    return once(
        all,
        each ->
            Arrays.asList(
                each.form(), each.at(), each.ratings(), each.voices(), each.respondent()));
  }

  private Visit ofTheBookingThatCounts(Visit visit) {
    var booking = visit.booking();
    var counts = booking == null ? null : replaced.get(booking.reference());
    return counts == null
        ? visit
        : new Visit(
            visit.source(),
            visit.patient(),
            visit.service(),
            counts,
            visit.episode(),
            visit.start(),
            visit.end(),
            visit.status(),
            visit.therapist(),
            visit.modality(),
            visit.group(),
            visit.contact(),
            visit.labels());
  }

  private <T extends ChartFact> List<T> once(
      List<T> all, Function<T, List<? extends @Nullable Object>> content) {
    var first = new LinkedHashMap<List<? extends @Nullable Object>, T>();
    var kept = new ArrayList<T>();
    for (var fact : all.stream().sorted(Comparator.comparing(ChartFact::source)).toList()) {
      var known = first.putIfAbsent(content.apply(fact), fact);
      if (known == null || known.source().sameResource(fact.source())) {
        kept.add(fact);
      } else {
        gaps.put(fact.source(), GapReason.RECORDED_TWICE);
        replaced.put(fact.source().reference(), known.source());
      }
    }
    return kept;
  }
}
