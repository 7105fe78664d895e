package org.attune.detection.statistics;

/** Ratings of one person, summed up one by one (Welford 1962). */
public final class Ratings {

  private final double serviceSd;
  private final double ceiling;
  private boolean atCeiling;
  private int count;
  private double mean;
  private double squares;

  /** No ratings yet, in a service where ratings of one person vary by this much. */
  public Ratings(double serviceSd) {
    this(serviceSd, Double.NaN);
  }

  /**
   * No ratings yet.
   *
   * @param serviceSd how much ratings of one person vary in the service
   * @param ceiling the best rating there is; what a person would have rated beyond it cannot be
   *     seen. NaN where that is not looked at
   */
  public Ratings(double serviceSd, double ceiling) {
    this.serviceSd = serviceSd;
    this.ceiling = ceiling;
  }

  /** Takes in one more rating. */
  public void add(double rating) {
    count++;
    atCeiling |= rating >= ceiling;
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

  /** Whether one of them is the best there is, where that is looked at. */
  public boolean atCeiling() {
    return atCeiling;
  }

  /** The service's standard deviation within one person. */
  public double serviceSd() {
    return serviceSd;
  }
}
