package org.attune.detection.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.attune.detection.statistics.RuptureEpisodes.Rule;
import org.junit.jupiter.api.Test;

class UsualRangeTest {

  private static final Rule RULE = new Rule(2, 3, 1, 1);
  private static final double SD = 2;

  @Test
  void below_its_lower_end_is_where_the_rule_begins_to_count() {
    double[] ratings = {37, 38, 36.5, 37.5};
    var usual = UsualRange.of(ratings, SD, Double.NaN, List.of(), RULE).orElseThrow();
    assertThat(episodes(usual.low() - 0.01)).hasSize(1);
    assertThat(episodes(usual.low() + 0.01)).isEmpty();
    assertThat((usual.low() + usual.high()) / 2).isCloseTo(37.25, within(1e-9));
    assertThat(usual.basedOn()).isEqualTo(4);
  }

  private static List<RuptureEpisodes.Episode> episodes(double next) {
    return RuptureEpisodes.in(
        new double[][] {{37}, {38}, {36.5}, {37.5}, {next}}, new double[] {SD}, 0, RULE);
  }

  @Test
  void what_lies_below_it_is_no_part_of_it_while_that_lasts_and_once_it_is_back_the_rest_is() {
    double[] fallen = {37, 38, 36.5, 37.5, 30, 31};
    var before = UsualRange.of(new double[] {37, 38, 36.5, 37.5}, SD, Double.NaN, List.of(), RULE);
    assertThat(UsualRange.of(fallen, SD, Double.NaN, in(fallen), RULE)).isEqualTo(before);
    double[] back = {37, 38, 36.5, 37.5, 30, 37, 38};
    assertThat(UsualRange.of(back, SD, Double.NaN, in(back), RULE).orElseThrow().basedOn())
        .isEqualTo(6);
  }

  private static List<RuptureEpisodes.Episode> in(double... ratings) {
    var rows = new double[ratings.length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new double[] {ratings[row]};
    }
    return RuptureEpisodes.in(rows, new double[] {SD}, 0, RULE);
  }

  @Test
  void of_too_few_ratings_and_of_a_form_that_nobody_has_measured_nothing_is_said() {
    double[] two = {37, Double.NaN, 38};
    assertThat(UsualRange.of(two, SD, Double.NaN, List.of(), RULE)).isEmpty();
    double[] many = {37, 38, 36, 37};
    assertThat(UsualRange.of(many, 0, Double.NaN, List.of(), RULE)).isEmpty();
  }
}
