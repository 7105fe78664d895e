package org.attune.detection.alliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.RuptureEpisodes;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/**
 * A drop that stands, whatever form showed it.
 *
 * @param onset the form with which it began
 * @param at when that was filled in
 * @param wording which text applies
 * @param numbers what was compared
 * @param evidence the forms since then, then the latest ones before
 * @param excluded forms that could not be compared
 */
record Drop(
    Source onset,
    Instant at,
    String wording,
    NavigableMap<String, Double> numbers,
    List<Source> evidence,
    List<Signal.Excluded> excluded) {

  /** The items of the check-in that tell of the working relationship. */
  private static final List<Item> ITEMS =
      List.of(Item.HEARD, Item.TOPICS, Item.PACE, Item.APPROACH, Item.SAFE_TO_DISAGREE);

  /** How many forms before the drop are cited. */
  private static final int CITED_BEFORE = 6;

  /** The drop that stands in a series of scores, if any. */
  static Optional<Drop> inScores(
      ScoreSeries series,
      double serviceSd,
      Instant early,
      RuptureEpisodes.Rule rule,
      TherapyCourse course) {
    var scores = series.scores();
    if (scores.size() <= rule.earlier() || !(serviceSd > 0)) {
      return Optional.empty();
    }
    double sign = series.instrument().higherIsBetter() ? 1 : -1;
    var rows = new double[scores.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {sign * scores.get(i).total()};
    }
    int first = firstAfter(scores, ScaleScore::at, early);
    return standing(RuptureEpisodes.in(rows, new double[] {serviceSd}, first, rule))
        .map(
            episode ->
                new Drop(
                    scores.get(episode.onset()).source(),
                    scores.get(episode.onset()).at(),
                    "flag",
                    numbers(episode, rows, sign),
                    evidence(scores, ScaleScore::source, episode),
                    excluded(series, course)));
  }

  /** The drop of two items or more that stands in a series of check-ins, if any. */
  static Optional<Drop> inCheckIns(
      CheckInSeries series,
      double itemSd,
      Instant early,
      RuptureEpisodes.Rule rule,
      TherapyCourse course) {
    var checkIns = series.checkIns();
    var rows = checkIns.stream().map(Drop::row).toArray(double[][]::new);
    var serviceSd = ITEMS.stream().mapToDouble(item -> itemSd).toArray();
    int first = firstAfter(checkIns, CheckIn::at, early);
    return standing(RuptureEpisodes.in(rows, serviceSd, first, rule))
        .map(
            episode ->
                new Drop(
                    checkIns.get(episode.onset()).source(),
                    checkIns.get(episode.onset()).at(),
                    "flag.items",
                    numbers(episode, rows, 1),
                    evidence(checkIns, CheckIn::source, episode),
                    series.excluded(course)));
  }

  private static double[] row(CheckIn checkIn) {
    var row = new double[ITEMS.size()];
    for (int i = 0; i < row.length; i++) {
      var rating = checkIn.ratings().get(ITEMS.get(i));
      row[i] = rating == null ? Double.NaN : rating;
    }
    return row;
  }

  private static <T> int firstAfter(List<T> forms, Function<T, Instant> at, Instant early) {
    int first = 0;
    while (first < forms.size() && at.apply(forms.get(first)).isBefore(early)) {
      first++;
    }
    return first;
  }

  private static Optional<Episode> standing(List<Episode> episodes) {
    return episodes.isEmpty()
        ? Optional.empty()
        : Optional.of(episodes.get(episodes.size() - 1)).filter(Episode::stands);
  }

  private static NavigableMap<String, Double> numbers(
      Episode episode, double[][] rows, double sign) {
    var onset = rows[episode.onset()];
    int scales = episode.fallen().size();
    var numbers = new TreeMap<String, Double>();
    numbers.put(
        "rating", sign * episode.fallen().stream().mapToDouble(i -> onset[i]).sum() / scales);
    numbers.put("limit", sign * mean(episode, PersonLimit::limit));
    numbers.put("usual", sign * mean(episode, PersonLimit::mean));
    numbers.put("back-at", sign * mean(episode, PersonLimit::back));
    numbers.put("earlier", (double) episode.limits().get(0).earlier());
    numbers.put("scales", (double) scales);
    numbers.put("sessions", (double) rows.length - episode.onset());
    return numbers;
  }

  private static double mean(Episode episode, Function<PersonLimit, Double> figure) {
    return episode.limits().stream().mapToDouble(figure::apply).average().orElseThrow();
  }

  private static <T> List<Source> evidence(
      List<T> forms, Function<T, Source> source, Episode episode) {
    var evidence = new ArrayList<Source>();
    forms.subList(episode.onset(), forms.size()).forEach(form -> evidence.add(source.apply(form)));
    int from = Math.max(0, episode.onset() - CITED_BEFORE);
    forms.subList(from, episode.onset()).forEach(form -> evidence.add(source.apply(form)));
    return evidence;
  }

  private static List<Signal.Excluded> excluded(ScoreSeries series, TherapyCourse course) {
    return course.scores().stream()
        .filter(series::sameInstrument)
        .filter(score -> score.respondent() != Respondent.THERAPIST)
        .filter(score -> !series.scores().contains(score))
        .map(score -> new Signal.Excluded(score.source(), series.whyNotHere(score)))
        .toList();
  }
}
