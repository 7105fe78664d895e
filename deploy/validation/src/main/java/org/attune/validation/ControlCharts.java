package org.attune.validation;

import java.util.Arrays;

/** Textbook control charts (Montgomery 2013), for the rules the product is compared with. */
final class ControlCharts {

  /** The mean range of two normal values in standard deviations. */
  private static final double D2 = 1.128;

  private ControlCharts() {}

  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  static double sd(double... values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** The standard deviation by the mean range of neighbours. */
  static double sigmaByMovingRange(double... values) {
    double ranges = 0;
    for (int i = 1; i < values.length; i++) {
      ranges += Math.abs(values[i] - values[i - 1]);
    }
    return ranges / (values.length - 1) / D2;
  }

  /** The standard deviation freed of its bias, {@code SD / c4}. */
  static double sigmaUnbiased(double... values) {
    int n = values.length;
    double ratio = n % 2 == 0 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
    for (int i = n % 2 == 0 ? 2 : 3; i < n; i += 2) {
      ratio *= (double) i / (i - 1);
    }
    return sd(values) / (Math.sqrt(2.0 / (n - 1)) * ratio);
  }

  /** The smoothed value after the last one, started in the middle. */
  static double ewma(double start, double lambda, double... values) {
    double smoothed = start;
    for (double value : values) {
      smoothed = lambda * value + (1 - lambda) * smoothed;
    }
    return smoothed;
  }

  /** The standard deviation of the smoothed value after so many values. */
  static double ewmaSigma(double sigma, double lambda, int values) {
    return sigma * Math.sqrt(lambda / (2 - lambda) * (1 - Math.pow(1 - lambda, 2.0 * values)));
  }

  /** The upper sum after one more value. */
  static double cusum(double sum, double value, double target, double slack) {
    return Math.max(0, sum + value - target - slack);
  }
}
