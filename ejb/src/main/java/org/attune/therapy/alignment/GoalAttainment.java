package org.attune.therapy.alignment;

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
