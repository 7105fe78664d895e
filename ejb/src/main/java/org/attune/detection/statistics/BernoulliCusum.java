package org.attune.detection.statistics;

/**
 * A running sum that climbs with each miss and sinks with each kept session, never below zero: the
 * log-likelihood ratio of a changed share of misses against the usual one (Reynolds and Stoumbos
 * 1999).
 *
 * @param onMiss what a miss adds, {@code ln(p1/p0)}
 * @param onKept what a kept session adds, {@code ln((1-p1)/(1-p0))}, below zero
 */
public record BernoulliCusum(double onMiss, double onKept) {

  /**
   * The sum tuned to notice that a share of misses rose.
   *
   * @param usual the usual share, above 0 and below {@code changed}
   * @param changed the share to notice, below 1
   */
  public static BernoulliCusum between(double usual, double changed) {
    return new BernoulliCusum(Math.log(changed / usual), Math.log((1 - changed) / (1 - usual)));
  }

  /** The sum after one more session. */
  public double next(double sum, boolean missed) {
    return Math.max(0, sum + (missed ? onMiss : onKept));
  }
}
