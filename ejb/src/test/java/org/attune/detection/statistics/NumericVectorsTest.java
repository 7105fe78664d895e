package org.attune.detection.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.attune.detection.statistics.RuptureEpisodes.Rule;
import org.attune.instruments.Instruments;
import org.attune.therapy.Instrument;
import org.attune.therapy.Instrument.ReliableChange;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.alignment.GoalAttainment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published numbers and numbers worked by hand. Where a source prints fewer digits, half a unit of
 * its last digit is allowed.
 */
class NumericVectorsTest {

  private static final double[] WORKED = {37, 38, 36.5, 37.5, 38, 37};

  /** Viscosity of batches of a chemical, trial data (Montgomery; as shipped with qcc). */
  private static final double[] VISCOSITY = {
    34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75,
    33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05
  };

  /** The worked example of the tabular CUSUM (Montgomery). */
  static final double[] CUSUM = {
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34,
    9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84,
    10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52
  };

  private static PersonLimit worked() {
    return PersonLimit.of(ratings(2, WORKED), 2);
  }

  private static Ratings ratings(double serviceSd, double... all) {
    var ratings = new Ratings(serviceSd, 40);
    for (double rating : all) {
      ratings.add(rating);
    }
    return ratings;
  }

  static Stream<Arguments> vectors() {
    var limit = worked();
    var viscosity = VISCOSITY;
    var fewer = Oracles.without(3, VISCOSITY);
    return Stream.of(
        vector("person limit: mean", limit::mean, 37 + 1.0 / 3, 1e-9),
        vector(
            "person limit: own variance", () -> ratings(2, WORKED).squares() / 5, 0.3666667, 1e-6),
        vector("person limit: variance", () -> limit.sigma() * limit.sigma(), 1.98148, 5e-6),
        vector("person limit: error", limit::error, 1.5204, 5e-5),
        vector("person limit: limit", limit::limit, 34.29, 5e-3),
        vector("person limit: back at", limit::back, 35.81, 5e-3),
        vector("person limit: z of 31", () -> (limit.mean() - 31) / limit.error(), 4.17, 5e-3),
        vector(
            "person limit: error by its formula",
            limit::error,
            Math.sqrt((4 * 4.0 + 5 * 0.366666666666667) / 9 * 7 / 6),
            1e-9),
        vector("viscosity: centre", () -> Oracles.mean(viscosity), 34.088, 1e-5),
        vector(
            "viscosity: sigma by moving range",
            () -> Oracles.sigmaByMovingRange(viscosity),
            0.5076521,
            1e-5),
        vector(
            "viscosity: lower limit",
            () -> Oracles.mean(viscosity) - 3 * Oracles.sigmaByMovingRange(viscosity),
            32.56504,
            1e-5),
        vector(
            "viscosity: upper limit",
            () -> Oracles.mean(viscosity) + 3 * Oracles.sigmaByMovingRange(viscosity),
            35.61096,
            1e-5),
        vector("viscosity: sigma by c4", () -> Oracles.sigmaUnbiased(viscosity), 0.5769854, 1e-5),
        vector(
            "viscosity: lower limit by c4",
            () -> Oracles.mean(viscosity) - 3 * Oracles.sigmaUnbiased(viscosity),
            32.35704,
            1e-5),
        vector(
            "viscosity: upper limit by c4",
            () -> Oracles.mean(viscosity) + 3 * Oracles.sigmaUnbiased(viscosity),
            35.81896,
            1e-5),
        vector("viscosity without batch 4: centre", () -> Oracles.mean(fewer), 33.98947, 1e-5),
        vector(
            "viscosity without batch 4: sigma",
            () -> Oracles.sigmaByMovingRange(fewer),
            0.4117415,
            1e-5),
        vector(
            "viscosity without batch 4: lower limit",
            () -> Oracles.mean(fewer) - 3 * Oracles.sigmaByMovingRange(fewer),
            32.75425,
            1e-5),
        vector(
            "viscosity without batch 4: upper limit",
            () -> Oracles.mean(fewer) + 3 * Oracles.sigmaByMovingRange(fewer),
            35.2247,
            1e-5),
        vector("tabular CUSUM: 27", () -> cusum(27), 3.35, 1e-5),
        vector("tabular CUSUM: 28", () -> cusum(28), 4.47, 1e-5),
        vector("tabular CUSUM: 29", () -> cusum(29), 5.28, 1e-5),
        vector("tabular CUSUM: 30", () -> cusum(30), 5.30, 1e-5),
        vector("tabular CUSUM, lower side: 29", () -> lowerCusum(29), 5.28, 1e-5),
        vector("tabular CUSUM, lower side: 30", () -> lowerCusum(30), 5.30, 1e-5),
        vector("goals attained: all better", () -> attained("1,1,1", "1,1,1"), 63.6931, 5e-5),
        vector("goals attained: both less", () -> attained("-1,-1", "1,1"), 37.5965, 5e-5),
        vector("goals attained: weighed", () -> attained("2,-1,0", "2,1,3"), 56.6098, 5e-5),
        vector("goals attained: four", () -> attained("1,0,-1,2", "4,3,2,1"), 55.6011, 5e-5),
        vector("EWMA limits: first", () -> Oracles.ewmaHalfWidth(1, 0.4, 2, 1), 0.8, 1e-9),
        vector("EWMA limits: final", () -> Oracles.ewmaHalfWidth(1, 0.4, 2, 999), 1.0, 1e-9),
        vector("EWMA limits: L 3", () -> Oracles.ewmaHalfWidth(2, 0.2, 3, 999), 2.0, 1e-9),
        vector("reliable change: PHQ-9", () -> Oracles.reliableChange(5.6, 0.89), 5.15, 5e-3),
        vector(
            "reliable change: PHQ-9, other r", () -> Oracles.reliableChange(6.1, 0.84), 6.76, 5e-3),
        vector("reliable change: WAI-SR", () -> Oracles.reliableChange(10, 0.91), 8.3, 5e-2),
        vector(
            "sudden gains: measurement error",
            () -> Oracles.measurementError(10.5, 0.961),
            2.073584,
            1e-5),
        vector(
            "sudden gains: error of a difference",
            () -> Oracles.differenceError(10.5, 0.961),
            2.93249,
            1e-5),
        vector(
            "sudden gains: reliable change",
            () -> Oracles.reliableChange(10.5, 0.961),
            5.747681,
            1e-5),
        vector(
            "sudden gains: reliable change, other data",
            () -> Oracles.reliableChange(6.396073, 0.931),
            4.65703,
            1e-5),
        vector("Bernoulli CUSUM: miss", () -> attendance().onMiss(), 1.322, 5e-4),
        vector("Bernoulli CUSUM: kept", () -> attendance().onKept(), -0.470, 5e-4),
        vector(
            "run length: CUSUM h 4, in control",
            () -> Oracles.twoSidedCusumRunLength(0.5, 4, 0),
            167.6838,
            1e-4),
        vector(
            "run length: CUSUM h 4, one side",
            () -> Oracles.cusumRunLength(0.5, 4, 0),
            335.3676,
            1e-4),
        vector(
            "run length: CUSUM h 4, shifted",
            () -> Oracles.twoSidedCusumRunLength(0.5, 4, 1),
            8.383132,
            1e-5),
        vector(
            "run length: CUSUM h 5, in control",
            () -> Oracles.twoSidedCusumRunLength(0.5, 5, 0),
            465.4435,
            1e-4),
        vector(
            "run length: CUSUM h 5, shifted",
            () -> Oracles.twoSidedCusumRunLength(0.5, 5, 1),
            10.37597,
            1e-5),
        vector(
            "run length: EWMA .2, in control",
            () -> Oracles.ewmaRunLength(0.2, 2.86, 0),
            371.1033,
            1e-4),
        vector(
            "run length: EWMA .2, shifted",
            () -> Oracles.ewmaRunLength(0.2, 2.86, 1),
            9.801525,
            1e-5),
        vector(
            "run length: EWMA .1, in control",
            () -> Oracles.ewmaRunLength(0.1, 2.7, 0),
            368.9937,
            1e-4),
        vector(
            "run length: EWMA .1, shifted",
            () -> Oracles.ewmaRunLength(0.1, 2.7, 1),
            9.730012,
            1e-5));
  }

  private static Arguments vector(
      String name, DoubleSupplier ours, double published, double allowed) {
    return Arguments.of(name, ours, published, allowed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void agrees_with(String name, DoubleSupplier ours, double published, double allowed) {
    assertThat(ours.getAsDouble()).as(name).isCloseTo(published, within(allowed));
  }

  private static double cusum(int values) {
    return Oracles.upperCusum(10, 0.5, CUSUM)[values - 1];
  }

  /** The series mirrored at its target, so that it falls as the published one rises. */
  private static double lowerCusum(int values) {
    var cusum = new LowerCusum(0.5, 5);
    double sum = 0;
    for (int i = 0; i < values; i++) {
      sum = cusum.next(sum, CUSUM[i] - 10);
    }
    return sum;
  }

  private static double attained(String attainments, String weights) {
    return GoalAttainment.score(numbers(attainments), numbers(weights));
  }

  private static double[] numbers(String list) {
    return Stream.of(list.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static BernoulliCusum attendance() {
    return BernoulliCusum.between(0.12, 0.45);
  }

  @Test
  void thirty_one_after_the_worked_example_opens_an_episode_and_thirty_six_repairs_it() {
    var rule = new Rule(2, 3, 1, 1);
    assertThat(RuptureEpisodes.in(rows(31), new double[] {2}, 0, rule))
        .singleElement()
        .matches(RuptureEpisodes.Episode::stands)
        .returns(6, RuptureEpisodes.Episode::onset)
        .returns(RuptureEpisodes.State.OPEN, RuptureEpisodes.Episode::state)
        .returns(RuptureEpisodes.Shape.V, RuptureEpisodes.Episode::shape);
    assertThat(RuptureEpisodes.in(rows(31, 30.5, 32, 36.5, 37.5, 38), new double[] {2}, 0, rule))
        .singleElement()
        .returns(10, RuptureEpisodes.Episode::end)
        .returns(RuptureEpisodes.State.REPAIRED, RuptureEpisodes.Episode::state)
        .returns(RuptureEpisodes.Shape.U, RuptureEpisodes.Episode::shape);
  }

  @ParameterizedTest
  @CsvSource({
    "'31,34.5', PARTLY, U",
    "'31,33', OPEN, U",
    "'34,32,30', OPEN, DRIFT",
    "'31,31,31,31,31,31,37,37', BACK_LATE, LASTING",
    "'31,31,31,31,31,37,37', REPAIRED, U"
  })
  void an_episode_is_named_by_how_it_went(String after, String state, String shape) {
    var episode =
        RuptureEpisodes.in(rows(numbers(after)), new double[] {2}, 0, new Rule(2, 3, 1, 1)).get(0);
    assertThat(episode.state()).hasToString(state);
    assertThat(episode.shape()).hasToString(shape);
  }

  private static double[][] rows(double... after) {
    var rows = new double[WORKED.length + after.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {i < WORKED.length ? WORKED[i] : after[i - WORKED.length]};
    }
    return rows;
  }

  @Test
  void ratings_without_any_variance_take_the_services() {
    var perfect = PersonLimit.of(ratings(2, 40, 40, 40, 40, 40, 40, 40, 40), 2);
    assertThat(perfect.sigma()).isEqualTo(2);
  }

  @Test
  void a_perfect_rating_among_the_earlier_ones_never_makes_the_range_narrower_than_the_services() {
    var cutOff = PersonLimit.of(ratings(2, 40, 40, 39.5, 40, 39.5, 40), 2);
    assertThat(cutOff.sigma()).isEqualTo(2);
    var below = PersonLimit.of(ratings(2, 39.9, 39.9, 39.4, 39.9, 39.4, 39.9), 2);
    assertThat(below.sigma()).isLessThan(2);
  }

  @Test
  void a_perfect_rating_still_lets_ones_own_ratings_make_the_range_wider() {
    var wide = PersonLimit.of(ratings(2, 40, 30, 40, 28, 39), 2);
    assertThat(wide.sigma()).isCloseTo(Math.sqrt((4 * 4 + 139.2) / 8), within(1e-9));
  }

  /** How often a steady client is noticed within twelve sessions, every course of them counted. */
  @ParameterizedTest
  @CsvSource({
    "2, .05, .04", "2, .10, .16", "2, .15, .32", "2, .20, .48", "2, .30, .74",
    "3, .05, .01", "3, .10, .04", "3, .15, .11", "3, .20, .22", "3, .30, .49"
  })
  void the_sums_are_as_specific_as_published(double limit, double missRate, double published) {
    var cusum = attendance();
    double noticed = 0;
    for (int course = 0; course < 1 << 12; course++) {
      double sum = 0;
      double probability = 1;
      boolean alarm = false;
      for (int session = 0; session < 12; session++) {
        boolean missed = (course >> session & 1) == 1;
        probability *= missed ? missRate : 1 - missRate;
        sum = cusum.next(sum, missed);
        alarm |= sum >= limit;
      }
      noticed += alarm ? probability : 0;
    }
    assertThat(noticed).isCloseTo(published, within(0.012));
  }

  @Test
  void a_reliable_change_that_gives_its_figures_follows_from_them() {
    for (var instrument : new Instruments().all()) {
      var change = instrument.reliableChange();
      if (change != null && change.sd() != null && change.reliability() != null) {
        assertThat(change.points())
            .as(instrument.name())
            .isCloseTo(Oracles.reliableChange(change.sd(), change.reliability()), within(0.5));
      }
    }
    assertThat(Map.of("phq-9", 6.0, "gad-7", 4.0))
        .allSatisfy(
            (id, points) ->
                assertThat(new Instruments().byId(new InstrumentId(id)).orElseThrow())
                    .extracting(Instrument::reliableChange)
                    .extracting(ReliableChange::points)
                    .isEqualTo(points));
  }
}
