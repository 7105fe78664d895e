package org.attune.detection.statistics;

/**
 * A running sum that climbs while ratings lie below their level, so that many small falls show that
 * none of them would show alone (the lower tabular CUSUM, Page 1954).
 *
 * @param slack how far below its level a rating must lie to add anything, in standard deviations
 * @param limit the sum beyond which the decline stands
 */
public record LowerCusum(double slack, double limit) {

  /**
   * The sum after one more rating.
   *
   * @param sum the sum so far
   * @param below how far the rating lies below its level, in standard deviations
   */
  public double next(double sum, double below) {
    return Math.max(0, sum + below - slack);
  }

  /** Whether a decline stands. */
  public boolean beyond(double sum) {
    return sum > limit;
  }
}
