package org.attune.validation;

import static org.attune.validation.Chapter.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.attune.detection.statistics.BernoulliCusum;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.Ratings;
import org.attune.instruments.Instruments;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.alignment.GoalAttainment;

/** V1 and V2: numbers that others have published, to the digits they give. */
final class ExactStudy {

  private static final double[] VISCOSITY = {
    34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75,
    33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05
  };
  private static final double[] FEWER = {
    34.05, 34.40, 33.59, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71, 34.03, 34.58,
    34.02, 33.97, 34.05, 34.04, 33.73, 34.05
  };
  private static final double[] TABULAR = {
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34,
    9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84,
    10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52
  };

  private final Chance chance;
  private final Progress progress;
  private final int runs;

  ExactStudy(Chance chance, Progress progress, int runs) {
    this.chance = chance.part("run lengths");
    this.progress = progress;
    this.runs = runs;
  }

  /** One number of ours beside the published one. */
  private static final class Vectors {

    private final List<List<String>> rows = new ArrayList<>();
    private int wrong;

    Vectors add(String what, double ours, double published, double allowed) {
      boolean agrees = Math.abs(ours - published) <= allowed;
      wrong += agrees ? 0 : 1;
      rows.add(
          row(
              what,
              String.format(Locale.ROOT, "%.6f", ours),
              published,
              allowed,
              agrees ? "yes" : "**no**"));
      return this;
    }

    void into(Chapter chapter, String what) {
      chapter.table(List.of("number", "ours", "published", "allowed", "agrees"), rows);
      chapter.target(what, "0 differ", wrong + " of " + rows.size() + " differ", wrong == 0);
    }
  }

  /** Scoring, reliable change and the person's own limit, by the product's own code. */
  Chapter scores() {
    var chapter = new Chapter("V1", "Scores and limits");
    chapter.say(
        "By the product's own code: filled forms through its FHIR reader, limits and sums through",
        "its detectors' mathematics. Where a source gives fewer digits, half a unit of its last",
        "digit is allowed.");
    var vectors = new Vectors();
    new Forms().vectors(vectors::add);
    var limit = PersonLimit.of(ratings(2, 37, 38, 36.5, 37.5, 38, 37), 2);
    var cusum = BernoulliCusum.between(0.12, 0.45);
    vectors
        .add("own limit: mean of 37, 38, 36.5, 37.5, 38, 37", limit.mean(), 37.333333, 1e-4)
        .add("own limit: variance, the service's SD being 2", square(limit.sigma()), 1.98148, 1e-4)
        .add("own limit: standard error", limit.error(), 1.5204, 1e-4)
        .add("own limit: limit", limit.limit(), 34.29, 5e-3)
        .add("own limit: back in range at", limit.back(), 35.81, 5e-3)
        .add("attendance: a miss adds", cusum.onMiss(), 1.322, 5e-4)
        .add("attendance: a kept session takes", cusum.onKept(), -0.470, 5e-4)
        .add("reliable change of the PHQ-9 that is used", reliable("phq-9"), 6, 1e-4)
        .add("reliable change of the GAD-7 that is used", reliable("gad-7"), 4, 1e-4);
    goals(vectors, 63.6931, new double[] {1, 1, 1}, 1, 1, 1);
    goals(vectors, 37.5965, new double[] {-1, -1}, 1, 1);
    goals(vectors, 56.6098, new double[] {2, -1, 0}, 2, 1, 3);
    goals(vectors, 55.6011, new double[] {1, 0, -1, 2}, 4, 3, 2, 1);
    vectors.into(chapter, "scoring, reliable change, own limits, goal attainment");
    return chapter;
  }

  /** By the corrected formula (Turner-Stokes 2009, erratum). */
  private static void goals(
      Vectors vectors, double published, double[] attained, double... weights) {
    vectors.add(
        "goal attainment " + Arrays.toString(attained) + " by " + Arrays.toString(weights),
        GoalAttainment.score(attained, weights),
        published,
        1e-4);
  }

  private static Ratings ratings(double serviceSd, double... all) {
    var ratings = new Ratings(serviceSd);
    for (double rating : all) {
      ratings.add(rating);
    }
    return ratings;
  }

  private static double square(double value) {
    return value * value;
  }

  private static double reliable(String instrument) {
    return new Instruments()
        .byId(new InstrumentId(instrument))
        .map(found -> found.reliableChange())
        .map(change -> change.points())
        .orElse(Double.NaN);
  }

  private static double reliable(double sd, double reliability) {
    return 1.96 * Math.sqrt(2) * sd * Math.sqrt(1 - reliability);
  }

  /** The rules of others, so that the product is compared with what it says it is compared with. */
  Chapter charts() {
    var chapter = new Chapter("V2", "The rules of others, by their own published numbers");
    chapter.say(
        "The rules that the product is compared with below, checked against the output of qcc",
        "(viscosity of twenty batches), Montgomery's tabular CUSUM, suddengains and spc.");
    var vectors = new Vectors();
    viscosity(vectors, "viscosity", VISCOSITY, 34.088, 0.5076521, 32.56504, 35.61096);
    viscosity(vectors, "without batch 4", FEWER, 33.98947, 0.4117415, 32.75425, 35.2247);
    double c4 = ControlCharts.sigmaUnbiased(VISCOSITY);
    vectors
        .add("viscosity: sigma by c4", c4, 0.5769854, 1e-5)
        .add("viscosity: lower limit by c4", 34.088 - 3 * c4, 32.35704, 1e-5)
        .add("viscosity: upper limit by c4", 34.088 + 3 * c4, 35.81896, 1e-5);
    double sum = 0;
    double[] published = {3.35, 4.47, 5.28, 5.30};
    for (int i = 0; i < TABULAR.length; i++) {
      sum = ControlCharts.cusum(sum, TABULAR[i], 10, 0.5);
      int late = i - (TABULAR.length - published.length);
      if (late >= 0) {
        vectors.add("tabular CUSUM after " + (i + 1), sum, published[late], 1e-5);
      }
    }
    vectors
        .add("suddengains: reliable change", reliable(10.5, 0.961), 5.747681, 1e-5)
        .add("suddengains: of other data", reliable(6.396073, 0.931), 4.65703, 1e-5);
    vectors.into(chapter, "control charts, tabular CUSUM, reliable change");
    runLengths(chapter);
    return chapter;
  }

  private static void viscosity(
      Vectors vectors, String name, double[] batches, double... published) {
    double mean = ControlCharts.mean(batches);
    double sigma = ControlCharts.sigmaByMovingRange(batches);
    vectors
        .add(name + ": centre", mean, published[0], 1e-5)
        .add(name + ": sigma by moving range", sigma, published[1], 1e-5)
        .add(name + ": lower limit", mean - 3 * sigma, published[2], 1e-5)
        .add(name + ": upper limit", mean + 3 * sigma, published[3], 1e-5);
  }

  private void runLengths(Chapter chapter) {
    var rows = new ArrayList<List<String>>();
    int off = 0;
    off += run(rows, "CUSUM k .5, h 4, in control", 167.6838, r -> cusum(r, 4, 0));
    off += run(rows, "CUSUM k .5, h 4, shifted by 1", 8.383132, r -> cusum(r, 4, 1));
    off += run(rows, "CUSUM k .5, h 5, in control", 465.4435, r -> cusum(r, 5, 0));
    off += run(rows, "CUSUM k .5, h 5, shifted by 1", 10.37597, r -> cusum(r, 5, 1));
    off += run(rows, "EWMA .2, L 2.86, in control", 371.1033, r -> ewma(r, 0.2, 2.86, 0));
    off += run(rows, "EWMA .2, L 2.86, shifted by 1", 9.801525, r -> ewma(r, 0.2, 2.86, 1));
    off += run(rows, "EWMA .1, L 2.7, in control", 368.9937, r -> ewma(r, 0.1, 2.7, 0));
    off += run(rows, "EWMA .1, L 2.7, shifted by 1", 9.730012, r -> ewma(r, 0.1, 2.7, 1));
    chapter
        .say("Average run lengths by simulation, " + runs + " runs each, beside those of spc:")
        .table(List.of("chart", "simulated", "standard error", "published", "off by SE"), rows);
    chapter.target(
        "average run lengths", "all within 3 SE", off + " of 8 are further off", off == 0);
  }

  private int run(
      List<List<String>> rows, String name, double published, ToIntFunction<SplittableRandom> one) {
    var part = chance.part(name);
    var lengths =
        progress.over(name, runs, i -> (double) one.applyAsInt(part.course(i))).stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    double mean = ControlCharts.mean(lengths);
    double error = ControlCharts.sd(lengths) / Math.sqrt(lengths.length);
    double off = (mean - published) / error;
    rows.add(
        row(
            name,
            Chapter.number(mean, 3),
            Chapter.number(error, 3),
            published,
            Chapter.number(off, 1)));
    return Math.abs(off) > 3 ? 1 : 0;
  }

  private static int cusum(SplittableRandom random, double limit, double shift) {
    double up = 0;
    double down = 0;
    int length = 0;
    while (up <= limit && down <= limit) {
      double value = random.nextGaussian() + shift;
      up = ControlCharts.cusum(up, value, 0, 0.5);
      down = ControlCharts.cusum(down, -value, 0, 0.5);
      length++;
    }
    return length;
  }

  private static int ewma(SplittableRandom random, double lambda, double limit, double shift) {
    double half = limit * Math.sqrt(lambda / (2 - lambda));
    double smoothed = 0;
    int length = 0;
    while (Math.abs(smoothed) <= half) {
      smoothed = ControlCharts.ewma(smoothed, lambda, random.nextGaussian() + shift);
      length++;
    }
    return length;
  }
}
