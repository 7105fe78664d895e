package org.attune.validation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Confidence intervals by drawing whole courses again and again (Efron's percentile bootstrap). */
final class Resampling {

  private static final int DRAWS = 1000;

  private final Chance chance;

  Resampling(Chance chance) {
    this.chance = chance;
  }

  /** The sum of one count of each course over the sum of another. */
  Figure ratio(int courses, IntToDoubleFunction above, IntToDoubleFunction below) {
    var numerators = new double[courses];
    var denominators = new double[courses];
    Arrays.setAll(numerators, above);
    Arrays.setAll(denominators, below);
    var drawn = new double[DRAWS];
    Arrays.parallelSetAll(drawn, draw -> drawn(numerators, denominators, chance.course(draw)));
    Arrays.sort(drawn);
    return new Figure(
        Arrays.stream(numerators).sum() / Arrays.stream(denominators).sum(),
        drawn[DRAWS / 40],
        drawn[DRAWS - 1 - DRAWS / 40]);
  }

  /** The mean of one count of each course. */
  Figure mean(int courses, IntToDoubleFunction each) {
    return ratio(courses, each, course -> 1);
  }

  private static double drawn(double[] above, double[] below, SplittableRandom random) {
    double sum = 0;
    double of = 0;
    for (int i = 0; i < above.length; i++) {
      int course = random.nextInt(above.length);
      sum += above[course];
      of += below[course];
    }
    return sum / of;
  }
}
