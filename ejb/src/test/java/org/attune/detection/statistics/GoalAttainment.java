package org.attune.detection.statistics;

import java.util.Arrays;

/** Goals attained, on the scale on which all goals met as expected give 50 (Kiresuk 1968). */
final class GoalAttainment {

  /** How far the goals of one person are taken to go together. */
  private static final double CORRELATION = 0.3;

  private GoalAttainment() {}

  /** The T score of attainments from -2 to 2; the correlation weighs the square of the sum. */
  static double score(double[] attainments, double[] weights) {
    double attained = 0;
    for (int i = 0; i < attainments.length; i++) {
      attained += weights[i] * attainments[i];
    }
    double sum = Arrays.stream(weights).sum();
    double squares = Arrays.stream(weights).map(weight -> weight * weight).sum();
    return 50 + 10 * attained / Math.sqrt((1 - CORRELATION) * squares + CORRELATION * sum * sum);
  }
}
