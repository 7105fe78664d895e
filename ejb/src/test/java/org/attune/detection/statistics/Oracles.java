package org.attune.detection.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Textbook mathematics to compare with; the product itself needs none of it yet. */
final class Oracles {

  /** The mean range of two normal values, in standard deviations (Montgomery, table VI). */
  private static final double D2 = 1.128;

  private static final int NODES = 80;

  private Oracles() {}

  static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  static double sd(double... values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
            / (values.length - 1));
  }

  /** The standard deviation by the mean moving range of two, {@code MR / d2}. */
  static double sigmaByMovingRange(double... values) {
    double ranges = 0;
    for (int i = 1; i < values.length; i++) {
      ranges += Math.abs(values[i] - values[i - 1]);
    }
    return ranges / (values.length - 1) / D2;
  }

  /** {@code SD / c4(n)}, the unbiased standard deviation. */
  static double sigmaUnbiased(double... values) {
    int n = values.length;
    // c4(n) = sqrt(2/(n-1)) * gamma(n/2) / gamma((n-1)/2); the ratio by its recurrence in n.
    double ratio = n % 2 == 0 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
    for (int i = n % 2 == 0 ? 2 : 3; i < n; i += 2) {
      ratio *= (double) i / (i - 1);
    }
    return sd(values) / (Math.sqrt(2.0 / (n - 1)) * ratio);
  }

  /** Half the width of an EWMA's limits after so many values. */
  static double ewmaHalfWidth(double sigma, double lambda, double limit, int values) {
    return limit
        * sigma
        * Math.sqrt(lambda / (2 - lambda) * (1 - Math.pow(1 - lambda, 2.0 * values)));
  }

  /** The upper tabular CUSUM after each value. */
  static double[] upperCusum(double target, double slack, double... values) {
    var sums = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum = Math.max(0, sum + values[i] - target - slack);
      sums[i] = sum;
    }
    return sums;
  }

  /** The reliable change, {@code 1.96 * sqrt(2) * SD * sqrt(1 - r)} (Jacobson and Truax 1991). */
  static double reliableChange(double sd, double reliability) {
    return 1.96 * differenceError(sd, reliability);
  }

  /** The standard error of a difference of two scores. */
  static double differenceError(double sd, double reliability) {
    return Math.sqrt(2) * measurementError(sd, reliability);
  }

  /** The standard error of measurement. */
  static double measurementError(double sd, double reliability) {
    return sd * Math.sqrt(1 - reliability);
  }

  /**
   * The average run length of a one-sided CUSUM of normal values, by its integral equation (Page
   * 1954) at Gauss-Legendre nodes.
   */
  static double cusumRunLength(double slack, double limit, double shift) {
    var rule = Quadrature.on(0, limit);
    int n = NODES + 1;
    var system = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      double from = i == 0 ? 0 : rule.nodes[i - 1];
      system[i][0] = -normalBelow(slack - from - shift);
      for (int j = 1; j < n; j++) {
        system[i][j] = -rule.weights[j - 1] * normal(rule.nodes[j - 1] + slack - from - shift);
      }
      system[i][i] += 1;
      system[i][n] = 1;
    }
    return solve(system)[0];
  }

  /** Of a CUSUM on both sides: the rates of alarm add up. */
  static double twoSidedCusumRunLength(double slack, double limit, double shift) {
    return 1 / (1 / cusumRunLength(slack, limit, shift) + 1 / cusumRunLength(slack, limit, -shift));
  }

  /** Of an EWMA with its final limits on both sides, started in the middle. */
  static double ewmaRunLength(double lambda, double limit, double shift) {
    double half = limit * Math.sqrt(lambda / (2 - lambda));
    var rule = Quadrature.on(-half, half);
    var system = new double[NODES][NODES + 1];
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        system[i][j] = -ewmaStep(rule.nodes[i], rule.nodes[j], lambda, shift) * rule.weights[j];
      }
      system[i][i] += 1;
      system[i][NODES] = 1;
    }
    var lengths = solve(system);
    double length = 1;
    for (int j = 0; j < NODES; j++) {
      length += ewmaStep(0, rule.nodes[j], lambda, shift) * rule.weights[j] * lengths[j];
    }
    return length;
  }

  private static double ewmaStep(double from, double to, double lambda, double shift) {
    return normal((to - (1 - lambda) * from) / lambda - shift) / lambda;
  }

  private static double normal(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The share of a standard normal below a value, by integrating from the middle. */
  private static double normalBelow(double x) {
    double bound = Math.max(-12, Math.min(12, x));
    return 0.5 + Quadrature.on(0, bound).integral(Oracles::normal);
  }

  private static double[] solve(double[][] rows) {
    int n = rows.length;
    for (int pivot = 0; pivot < n; pivot++) {
      int best = pivot;
      for (int i = pivot + 1; i < n; i++) {
        best = Math.abs(rows[i][pivot]) > Math.abs(rows[best][pivot]) ? i : best;
      }
      var row = rows[best];
      rows[best] = rows[pivot];
      rows[pivot] = row;
      for (int i = pivot + 1; i < n; i++) {
        double factor = rows[i][pivot] / row[pivot];
        for (int j = pivot; j <= n; j++) {
          rows[i][j] -= factor * row[j];
        }
      }
    }
    var solution = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = rows[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= rows[i][j] * solution[j];
      }
      solution[i] = sum / rows[i][i];
    }
    return solution;
  }

  /** Gauss-Legendre nodes and weights on an interval. */
  private static final class Quadrature {

    private final double[] nodes = new double[NODES];
    private final double[] weights = new double[NODES];

    static Quadrature on(double from, double to) {
      var rule = new Quadrature();
      for (int i = 0; i < NODES; i++) {
        double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
        double slope = 1;
        for (int step = 0; step < 50; step++) {
          double before = 1;
          double at = x;
          for (int n = 2; n <= NODES; n++) {
            double next = ((2 * n - 1) * x * at - (n - 1) * before) / n;
            before = at;
            at = next;
          }
          slope = NODES * (x * at - before) / (x * x - 1);
          x -= at / slope;
        }
        rule.nodes[i] = (from + to) / 2 + (to - from) / 2 * x;
        rule.weights[i] = (to - from) / ((1 - x * x) * slope * slope);
      }
      return rule;
    }

    double integral(DoubleUnaryOperator function) {
      double sum = 0;
      for (int i = 0; i < NODES; i++) {
        sum += weights[i] * function.applyAsDouble(nodes[i]);
      }
      return sum;
    }
  }

  static double[] without(int index, double... values) {
    return DoubleStream.concat(
            Arrays.stream(values, 0, index), Arrays.stream(values, index + 1, values.length))
        .toArray();
  }
}
