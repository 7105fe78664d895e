package org.attune.validation;

import java.util.Locale;

/**
 * A figure with its 95 % confidence interval.
 *
 * @param value the estimate
 * @param low the lower end of the interval
 * @param high the upper end
 */
record Figure(double value, double low, double high) {

  private static final double Z = 1.959963984540054;

  /** A share of independent courses, with Wilson's interval. */
  static Figure share(long hits, long of) {
    if (of == 0) {
      return new Figure(Double.NaN, Double.NaN, Double.NaN);
    }
    double p = (double) hits / of;
    double z2 = Z * Z / of;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of));
    return new Figure(p, middle - half, middle + half);
  }

  /** As a percentage. */
  String percent() {
    return String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * value, 100 * low, 100 * high);
  }

  /** For each hundred. */
  String hundred() {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", 100 * value, 100 * low, 100 * high);
  }

  /** As a difference of percentages. */
  String points() {
    return String.format(Locale.ROOT, "%+.1f (%+.1f to %+.1f)", 100 * value, 100 * low, 100 * high);
  }

  /** As a plain number with two decimals. */
  String plain() {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", value, low, high);
  }
}
