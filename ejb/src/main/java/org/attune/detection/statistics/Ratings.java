package org.attune.detection.statistics;

/** Ratings of one person, summed up one by one (Welford 1962). */
public final class Ratings {

  private final double serviceSd;
  private final double best;
  private boolean atBest;
  private int count;
  private double mean;
  private double squares;

  /** No ratings yet, in a service where ratings of one person vary by this much. */
  public Ratings(double serviceSd) {
    this(serviceSd, Double.POSITIVE_INFINITY);
  }

  /**
   * No ratings yet.
   *
   * @param serviceSd how much ratings of one person vary in the service
   * @param best the best rating there is; what a person would have rated beyond it cannot be seen
   */
  public Ratings(double serviceSd, double best) {
    this.serviceSd = serviceSd;
    this.best = best;
  }

  /** Takes in one more rating. */
  public void add(double rating) {
    count++;
    atBest |= rating >= best;
    double off = rating - mean;
    mean += off / count;
    squares += off * (rating - mean);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Their mean; 0 while there are none. */
  public double mean() {
    return mean;
  }

  /** The sum of their squared distances from the mean. */
  public double squares() {
    return squares;
  }

  /** Whether one of them is the best there is. */
  public boolean atBest() {
    return atBest;
  }

  /** The service's standard deviation within one person. */
  public double serviceSd() {
    return serviceSd;
  }
}
