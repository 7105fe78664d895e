package org.attune.detection.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.attune.therapy.alignment.GoalAttainment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that look back on a whole course: its breaks, sudden changes and goals attained. */
class CourseVectorsTest {

  private static final double[] RATINGS = {
    37, 38, 36.5, 37.5, 38, 37, 31, 30.5, 32, 36.5, 37.5, 38
  };

  /** The yearly flow of the Nile at Aswan from 1871 to 1970 (Cobb 1978; as shipped with R). */
  private static final double[] NILE = {
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140,
    995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840,
    874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
    831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821,
    768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
    781, 865, 845, 944, 984, 897, 822, 1010, 771, 676,
    649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
    744, 749, 838, 1050, 918, 986, 797, 923, 975, 815,
    1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
  };

  /** The shortest segment of the Nile: strucchange trims .15 of the series unless told. */
  private static final int TRIMMED = 15;

  /** Points on Beck's inventory that make a change large (Tang and DeRubeis 1999). */
  private static final double LARGE = 7;

  /** The breaks and figures R's strucchange gives. */
  static Stream<Arguments> segmentations() {
    return Stream.of(
        Arguments.of("session ratings", Segmentation.of(3, RATINGS), List.of(6, 9)),
        Arguments.of("the Nile, 1898", Segmentation.of(TRIMMED, NILE), List.of(1898 - 1870)),
        // Thirty values, trimmed by .15 likewise.
        Arguments.of("tabular CUSUM", Segmentation.of(4, NumericVectorsTest.CUSUM), List.of(22)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("segmentations")
  void a_series_breaks_where_published(String name, Segmentation ours, List<Integer> published) {
    assertThat(ours.breaks()).as(name).isEqualTo(published);
  }

  @Test
  void the_figures_of_the_breaks_are_those_published() {
    var ratings = Segmentation.of(3, RATINGS);
    assertThat(ratings.squares()).isCloseTo(4.1667, within(5e-5));
    assertThat(ratings.bic()).isCloseTo(36.2705, within(5e-5));
    assertThat(Segmentation.largestF(TRIMMED, NILE)).isCloseTo(75.92977, within(1e-5));
  }

  @Test
  void a_steady_series_has_no_break() {
    assertThat(Segmentation.of(3, 37, 38, 36.5, 37.5, 38, 37).breaks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, 2.776", "3, 3.182", "2, 4.303"})
  void fewer_scores_need_a_larger_t(int freedom, double published) {
    assertThat(SuddenChange.criticalT(freedom)).isCloseTo(published, within(5e-4));
  }

  /**
   * The first row is published (suddengains); that package's further rows and its sample data are
   * its own and left out. The rest is worked by hand. A loss of less than a quarter of the score
   * has no row: the package lets it pass, and no published row tells which reading is meant.
   */
  @ParameterizedTest(name = "{3}: {1}")
  @CsvSource({
    "LOSS, '10,11,12,30,28,33', 010, as published",
    "GAIN, '10,11,12,30,28,33', 000, a loss is no gain",
    "GAIN, '30,31,30,20,19,20', 010, all criteria hold",
    "LOSS, '30,31,30,20,19,20', 000, a gain is no loss",
    "GAIN, '28,28,28,21,21,21', 010, exactly seven points and a quarter",
    "GAIN, '12,12,12,6,6,6', 000, too few points",
    "LOSS, '12,12,12,18,18,18', 000, too few points",
    "GAIN, '40,41,40,32,32,31', 000, less than a quarter",
    "GAIN, '20,38,30,20,35,12', 000, within the usual ups and downs",
    "LOSS, '20,2,10,20,5,28', 000, within the usual ups and downs",
    "GAIN, '30,24,30,20,13,20', 000, t 2.745 of six scores",
    "GAIN, '30,28,30,20,26,20', 010, t 2.840 of six scores",
    "GAIN, '26,NaN,30,20,14,20', -00, t 3.062 of five scores",
    "GAIN, '25,NaN,30,20,17,20', -10, t 3.423 of five scores",
    "GAIN, '27,NaN,30,20,16,NaN', -0-, t 4.200 of four scores",
    "GAIN, '28,NaN,30,20,16,NaN', -1-, t 4.919 of four scores",
    "GAIN, 'NaN,NaN,30,20,19,20', --0, one score before says nothing"
  })
  void a_sudden_change_meets_all_three_criteria(
      SuddenChange change, String scores, String steps, String why) {
    assertThat(change.in(LARGE, numbers(scores))).as(why).isEqualTo(steps);
  }

  /** The corrected formula (Turner-Stokes, erratum). */
  @ParameterizedTest
  @CsvSource({
    "'1,1,1', '1,1,1', 63.6931",
    "'-1,-1', '1,1', 37.5965",
    "'2,-1,0', '2,1,3', 56.6098",
    "'1,0,-1,2', '4,3,2,1', 55.6011",
    "'0,0,0', '3,1,2', 50"
  })
  void goals_attained_give_the_published_score(
      String attainments, String weights, double published) {
    assertThat(GoalAttainment.score(numbers(attainments), numbers(weights)))
        .isCloseTo(published, within(5e-5));
  }

  private static double[] numbers(String list) {
    return Stream.of(list.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
