package org.attune.detection.outcome;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.detection.ScoreSeries;
import org.attune.therapy.ScaleScore;
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
   * @param atOnce how many times the reliable change counts at once
   */
  static Optional<Worsening> in(ScoreSeries series, Instant early, double atOnce) {
    var change = series.instrument().reliableChange();
    return change == null
        ? Optional.empty()
        : Optional.ofNullable(walk(series, early, change.points(), atOnce));
  }

  private static @Nullable Worsening walk(
      ScoreSeries series, Instant early, double reliable, double atOnce) {
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
      worseInARow = worse >= reliable && !score.at().isBefore(early) ? worseInARow + 1 : 0;
      if (onset < 0 && worseInARow > 0 && (worseInARow >= 2 || worse >= atOnce * reliable)) {
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
}
