package org.attune.detection.statistics;

/**
 * The lower end of one person's own range, from their earlier ratings and from how much ratings
 * vary within persons in the whole service (an empirical Bayes estimate: the service counts like
 * {@value #PRIOR} extra degrees of freedom). Where one of the earlier ratings is at the ceiling,
 * the person's own figure may widen the range and never makes it narrower than the service's.
 *
 * @param earlier how many ratings it rests on
 * @param mean their mean
 * @param sigma how much this person's ratings vary
 * @param error the standard error of the next rating, {@code sigma * sqrt(1 + 1/n)}
 * @param limit {@code mean - k * error}
 */
public record PersonLimit(int earlier, double mean, double sigma, double error, double limit) {

  /** Degrees of freedom given to the service's figure. */
  public static final int PRIOR = 4;

  /**
   * The limit for the next rating.
   *
   * @param earlier ratings so far
   * @param k how many standard errors below the mean the limit lies
   */
  public static PersonLimit of(Ratings earlier, double k) {
    double within = earlier.serviceSd() * earlier.serviceSd();
    int n = earlier.count();
    double variance = (PRIOR * within + earlier.squares()) / (PRIOR + n - 1);
    // A rating at the ceiling is cut off there: it does not show that this person varies little.
    boolean cutOff = earlier.squares() == 0 || earlier.atCeiling();
    double sigma = Math.sqrt(cutOff ? Math.max(variance, within) : variance);
    double error = sigma * Math.sqrt(1 + 1.0 / n);
    return new PersonLimit(n, earlier.mean(), sigma, error, earlier.mean() - k * error);
  }

  /** From where on a rating counts as back in range: one standard error below the mean. */
  public double back() {
    return mean - error;
  }
}
