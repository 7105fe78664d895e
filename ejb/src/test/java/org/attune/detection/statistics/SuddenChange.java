package org.attune.detection.statistics;

import java.util.Arrays;

/**
 * Sudden gains and losses from one session to the next by three criteria (Tang and DeRubeis 1999),
 * where a higher score is worse and a missing one is {@code NaN}.
 */
enum SuddenChange {
  GAIN(1),
  LOSS(-1);

  private static final double LEAST_SHARE = 0.25;
  private static final int WINDOW = 3;

  private final int sign;

  SuddenChange(int sign) {
    this.sign = sign;
  }

  /**
   * Whether each step is sudden, from the second session on to the last but one: {@code 1} yes,
   * {@code 0} no, {@code -} not to be told.
   */
  String in(double leastPoints, double... scores) {
    var steps = new StringBuilder();
    for (int to = 2; to < scores.length - 1; to++) {
      steps.append(at(to, leastPoints, scores));
    }
    return steps.toString();
  }

  private char at(int to, double leastPoints, double... scores) {
    var before = known(scores, to - WINDOW, to);
    var after = known(scores, to, to + WINDOW);
    double change = sign * (scores[to - 1] - scores[to]);
    if (Double.isNaN(change) || before.length < 2 || after.length < 2) {
      return '-';
    }
    return change >= leastPoints
            && change >= LEAST_SHARE * scores[to - 1]
            && standsOut(before, after)
        ? '1'
        : '0';
  }

  private boolean standsOut(double[] before, double[] after) {
    int freedom = before.length + after.length - 2;
    double variance =
        (Math.pow(Oracles.sd(before), 2) * (before.length - 1)
                + Math.pow(Oracles.sd(after), 2) * (after.length - 1))
            / freedom;
    // The source takes the pooled standard deviation itself, not the error of the difference.
    return sign * (Oracles.mean(before) - Oracles.mean(after))
        > criticalT(freedom) * Math.sqrt(variance);
  }

  private static double[] known(double[] scores, int from, int to) {
    return Arrays.stream(scores, Math.max(0, from), Math.min(scores.length, to))
        .filter(score -> !Double.isNaN(score))
        .toArray();
  }

  /** What Student's t exceeds, either way, once in twenty times. */
  static double criticalT(int freedom) {
    double low = 0;
    double high = 1000;
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (within(middle, freedom) < 0.95) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The share of Student's t between {@code -t} and {@code t} (Abramowitz and Stegun 26.7.3-4). */
  private static double within(double t, int freedom) {
    double angle = Math.atan(t / Math.sqrt(freedom));
    double cosine = Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = freedom == 1 ? 0 : term;
    for (int i = odd ? 3 : 2; i < freedom; i += 2) {
      term *= cosine * cosine * (i - 1) / i;
      sum += term;
    }
    return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }
}
