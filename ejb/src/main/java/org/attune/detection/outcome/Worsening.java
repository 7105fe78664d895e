package org.attune.detection.outcome;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * A worsening that stands at the end of a series: beyond the reliable change (Jacobson and Truax
 * 1991) against the first score and against the best one, twice in a row or once by far.
 *
 * @param series the scores
 * @param onset the score that confirmed it
 * @param best the best score before it
 * @param since every score from the onset on
 * @param reliable the reliable change of the instrument in points
 */
record Worsening(
    ScoreSeries series,
    ScaleScore onset,
    ScaleScore best,
    List<ScaleScore> since,
    double reliable) {

  /**
   * The worsening that stands, if any.
   *
   * @param early scores before this moment only serve for comparison
   * @param rule what counts
   * @param exposure when distress was expected: scores then begin nothing
   */
  static Optional<Worsening> in(
      ScoreSeries series, Instant early, Rule rule, PlannedExposure exposure) {
    var change = series.instrument().reliableChange();
    return change == null
        ? Optional.empty()
        : Optional.ofNullable(walk(series, early, change.points(), rule, exposure));
  }

  /**
   * What counts as a worsening.
   *
   * @param atOnce how many times the reliable change counts at once
   * @param inARow how many scores in a row beyond the reliable change count
   */
  record Rule(double atOnce, int inARow) {}

  private static @Nullable Worsening walk(
      ScoreSeries series, Instant early, double reliable, Rule rule, PlannedExposure exposure) {
    var scores = series.scores();
    int sign = series.instrument().higherIsBetter() ? -1 : 1;
    var first = scores.get(0);
    var best = first;
    int onset = -1;
    var bestAtOnset = first;
    int worseInARow = 0;
    int backInARow = 0;
    for (int i = 1; i < scores.size(); i++) {
      var score = scores.get(i);
      double fromFirst = sign * (score.total() - first.total());
      double fromBest = sign * (score.total() - best.total());
      double worse = Math.min(fromFirst, fromBest);
      backInARow = fromFirst < reliable ? backInARow + 1 : 0;
      if (onset >= 0 && backInARow >= 2) {
        onset = -1;
      }
      boolean counts = !score.at().isBefore(early) && !exposure.explains(score.at());
      worseInARow = worse >= reliable && counts ? worseInARow + 1 : 0;
      if (onset < 0
          && worseInARow > 0
          && (worseInARow >= rule.inARow() || worse >= rule.atOnce() * reliable)) {
        onset = i;
        bestAtOnset = best;
      }
      if (fromBest < 0) {
        best = score;
      }
    }
    return onset < 0
        ? null
        : new Worsening(
            series, scores.get(onset), bestAtOnset, scores.subList(onset, scores.size()), reliable);
  }

  /** The score everything is compared with. */
  ScaleScore first() {
    return series.scores().get(0);
  }

  /** The newest score. */
  ScaleScore latest() {
    return since.get(since.size() - 1);
  }

  /** Scores of the same instrument that could not be compared. */
  List<Signal.Excluded> excluded(TherapyCourse course) {
    var from = first().at();
    return course.scores().stream()
        .filter(series::sameInstrument)
        .filter(score -> score.respondent() != Respondent.THERAPIST)
        .filter(score -> !score.at().isBefore(from))
        .filter(score -> !series.scores().contains(score))
        .map(score -> new Signal.Excluded(score.source(), series.whyNotHere(score)))
        .toList();
  }
}
