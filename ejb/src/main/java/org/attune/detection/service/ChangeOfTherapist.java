package org.attune.detection.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.attune.detection.ScoreSeries;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.Ratings;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** Finds a change of the usual therapist after which the ratings fell below the own range. */
final class ChangeOfTherapist {

  /** This many sessions in a row with one therapist make that one the usual one. */
  private static final int USUAL = 3;

  /** A fall within this time is put down to the change. */
  private static final Duration AFTERWARDS = Duration.ofDays(28);

  private static final int EARLIER = 3;
  private static final double LIMIT = 2.0;
  private static final double SMALLEST_FALL = 1.0;

  private final Instruments instruments;

  ChangeOfTherapist(Instruments instruments) {
    this.instruments = instruments;
  }

  /** Adds every such change whose fall shows at or after a moment. */
  void addTo(List<Cause> causes, TherapyCourse course, ServiceNorms norms, Instant early) {
    TherapistId usual = null;
    TherapistId last = null;
    int inARow = 0;
    for (Session session : course.sessions()) {
      var therapist = session.therapist();
      if (!session.attended() || therapist == null) {
        continue;
      }
      inARow = therapist.equals(last) ? inARow + 1 : 1;
      last = therapist;
      if (usual != null && inARow == 1 && !therapist.equals(usual)) {
        var fall = fall(session, course, norms, early);
        if (fall != null) {
          causes.add(fall);
        }
      }
      usual = inARow >= USUAL ? therapist : usual;
    }
  }

  private @Nullable Cause fall(
      Session change, TherapyCourse course, ServiceNorms norms, Instant early) {
    for (ScoreSeries series : ScoreSeries.acrossTherapists(course, instruments)) {
      double serviceSd = norms.withinPersonSd(series.instrument());
      double sign = series.instrument().higherIsBetter() ? 1 : -1;
      double ceiling =
          norms.measured(series.instrument()) ? sign * series.instrument().best() : Double.NaN;
      var before = new Ratings(serviceSd, ceiling);
      for (ScaleScore score : series.scores()) {
        if (score.at().isBefore(change.start())) {
          before.add(sign * score.total());
        } else if (score.at().isAfter(change.start().plus(AFTERWARDS))
            || before.count() < EARLIER
            || !(serviceSd > 0)) {
          break;
        } else if (!score.at().isBefore(early) && below(sign * score.total(), before)) {
          return cause(change, score, before, sign);
        }
      }
    }
    return null;
  }

  private static boolean below(double rating, Ratings before) {
    return before.mean() - rating >= SMALLEST_FALL
        && rating < PersonLimit.of(before, LIMIT).limit();
  }

  private static Cause cause(Session change, ScaleScore score, Ratings before, double sign) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("rating", score.total());
    numbers.put("limit", sign * PersonLimit.of(before, LIMIT).limit());
    numbers.put("absence", 0.0);
    return new Cause(
        score.at(),
        score.source(),
        "flag.therapist-change",
        numbers,
        List.of(score.source(), change.source()),
        List.of(),
        null);
  }
}
