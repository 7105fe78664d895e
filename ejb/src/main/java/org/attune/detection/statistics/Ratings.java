package org.attune.detection.statistics;

/** Ratings of one person, summed up one by one (Welford 1962). */
public final class Ratings {

  private final double serviceSd;
  private int count;
  private double mean;
  private double squares;

  /** No ratings yet, in a service where ratings of one person vary by this much. */
  public Ratings(double serviceSd) {
    this.serviceSd = serviceSd;
  }

  /** Takes in one more rating. */
  public void add(double rating) {
    count++;
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

  /** The service's standard deviation within one person. */
  public double serviceSd() {
    return serviceSd;
  }
}
