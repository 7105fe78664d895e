package org.attune.detection.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The segments of constant mean that fit a series with the least squares (Bai and Perron 2003).
 *
 * @param breaks how many values lie before each break
 * @param squares the residual sum of squares
 * @param bic the information criterion, the breaks and the variance counted as parameters
 */
record Segmentation(List<Integer> breaks, double squares, double bic) {

  /** The segmentation with the least BIC, among any number of breaks that fit. */
  static Segmentation of(int shortest, double... values) {
    return IntStream.range(0, values.length / shortest)
        .mapToObj(breaks -> withBreaks(breaks, shortest, values))
        .min(Comparator.comparingDouble(Segmentation::bic))
        .orElseThrow();
  }

  /** The best segmentation with so many breaks, by dynamic programming. */
  static Segmentation withBreaks(int breaks, int shortest, double... values) {
    int n = values.length;
    var least = new double[breaks + 1][n + 1];
    var last = new int[breaks + 1][n + 1];
    for (int end = shortest; end <= n; end++) {
      least[0][end] = squares(values, 0, end);
    }
    for (int count = 1; count <= breaks; count++) {
      Arrays.fill(least[count], Double.POSITIVE_INFINITY);
      for (int end = (count + 1) * shortest; end <= n; end++) {
        for (int at = count * shortest; at <= end - shortest; at++) {
          double squares = least[count - 1][at] + squares(values, at, end);
          if (squares < least[count][end]) {
            least[count][end] = squares;
            last[count][end] = at;
          }
        }
      }
    }
    double squares = least[breaks][n];
    return new Segmentation(path(last, n), squares, bic(n, squares, breaks));
  }

  private static List<Integer> path(int[][] last, int n) {
    var breaks = new ArrayList<Integer>();
    for (int count = last.length - 1, end = n; count > 0; count--) {
      end = last[count][end];
      breaks.add(0, end);
    }
    return List.copyOf(breaks);
  }

  /** Each segment has a mean and a place to end; the last one's end is taken by the variance. */
  private static double bic(int n, double squares, int breaks) {
    return n * (Math.log(squares) + 1 - Math.log(n) + Math.log(2 * Math.PI))
        + Math.log(n) * 2 * (breaks + 1);
  }

  /** The largest F of one break against none (Andrews 1993), no segment shorter than given. */
  static double largestF(int shortest, double... values) {
    int n = values.length;
    double one = withBreaks(1, shortest, values).squares();
    return (squares(values, 0, n) - one) / (one / (n - 2));
  }

  private static double squares(double[] values, int from, int to) {
    double mean = Arrays.stream(values, from, to).average().orElseThrow();
    return Arrays.stream(values, from, to).map(value -> (value - mean) * (value - mean)).sum();
  }
}
