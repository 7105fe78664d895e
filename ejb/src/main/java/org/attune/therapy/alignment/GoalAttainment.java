package org.attune.therapy.alignment;

import java.time.Instant;
import java.util.List;

/**
 * How far goals were reached, on the scale on which all goals met as expected give 50 (Kiresuk
 * 1968).
 */
public final class GoalAttainment {

  /** What goals reached as expected give. */
  public static final double AS_EXPECTED = 50;

  /** How far the goals of one person are taken to go together. */
  private static final double CORRELATION = 0.3;

  private GoalAttainment() {}

  /**
   * How far goals had been reached together by some moment.
   *
   * @param at when one of them was rated
   * @param score the T score of the latest ratings by then
   * @param goals how many of them had been rated by then
   */
  public record Attained(Instant at, double score, int goals) {}

  /**
   * The T score at each moment at which a goal was rated, the earliest first. A goal weighs what
   * was last told with a rating of it, so that the line moves with ratings alone.
   */
  public static List<Attained> overTime(List<GoalSides> goals) {
    return goals.stream()
        .flatMap(goal -> goal.together().ratings().stream())
        .map(GoalSides.Rating::at)
        .distinct()
        .sorted()
        .map(at -> by(at, goals))
        .filter(each -> !Double.isNaN(each.score()))
        .toList();
  }

  private static Attained by(Instant at, List<GoalSides> goals) {
    var rated =
        goals.stream()
            .map(goal -> goal.together().ratings())
            .filter(all -> all.stream().anyMatch(one -> !one.at().isAfter(at)))
            .toList();
    var attainments = rated.stream().mapToDouble(all -> latest(all, at)).toArray();
    var weights = rated.stream().mapToDouble(GoalAttainment::weight).toArray();
    return new Attained(at, score(attainments, weights), rated.size());
  }

  private static double latest(List<GoalSides.Rating> ratings, Instant by) {
    double latest = 0;
    for (GoalSides.Rating each : ratings) {
      latest = each.at().isAfter(by) ? latest : each.attainment();
    }
    return latest;
  }

  private static double weight(List<GoalSides.Rating> ratings) {
    double weight = 1;
    for (GoalSides.Rating each : ratings) {
      var told = each.weight();
      weight = told == null ? weight : told;
    }
    return weight;
  }

  /**
   * The T score, {@code 50 + 10 Σwx / √(0.7 Σw² + 0.3 (Σw)²)}: the correlation weighs the square of
   * the sum (Turner-Stokes 2009, as corrected in its erratum).
   *
   * @param attainments how far each goal was reached, from -2 to 2
   * @param weights the weight of each goal
   * @return the score; NaN where no goal has any weight
   */
  public static double score(double[] attainments, double[] weights) {
    double attained = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < attainments.length; i++) {
      attained += weights[i] * attainments[i];
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    double spread = Math.sqrt((1 - CORRELATION) * squares + CORRELATION * sum * sum);
    return spread > 0 ? AS_EXPECTED + 10 * attained / spread : Double.NaN;
  }
}
