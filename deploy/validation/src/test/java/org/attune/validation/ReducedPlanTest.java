package org.attune.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.attune.detection.Level;
import org.junit.jupiter.api.Test;

/** The heart of the plan on fewer clients, so that a detector that broke turns the build red. */
class ReducedPlanTest {

  private static final Chance CHANCE = new Chance(1);
  private static final Progress SILENT =
      new Progress(new PrintStream(OutputStream.nullOutputStream()));

  @Test
  void a_fall_of_the_rating_is_found_and_steady_clients_are_left_alone() {
    var study = new AllianceStudy(CHANCE, SILENT, 400);
    var trial = study.usual();
    var figures = study.performance(trial, study.judged(trial));
    assertThat(figures.falseAlarms().value()).isBetween(0.010, 0.030);
    assertThat(figures.stableFlagged().value()).isBetween(0.10, 0.27);
    assertThat(figures.hits().get(0).value()).isBetween(0.34, 0.50);
    assertThat(figures.hits().get(1).value()).isBetween(0.66, 0.82);
    assertThat(figures.hits().get(2).value()).isBetween(0.75, 0.90);
    assertThat(figures.truthful().value()).isBetween(0.57, 0.75);
  }

  @Test
  void a_jump_of_misses_is_noticed_and_a_steady_share_is_not() {
    var study = new AttendanceStudy(CHANCE, SILENT, 1000);
    assertThat(study.steady(0.10, 3, Level.REVIEW).value()).isBetween(0.01, 0.06);
    assertThat(study.caught().value()).isGreaterThanOrEqualTo(0.75);
  }

  @Test
  void the_same_seed_gives_the_same_figures() {
    assertThat(reviewed(1)).isEqualTo(reviewed(1)).isNotEqualTo(reviewed(2));
  }

  private static Figure reviewed(long seed) {
    return new AttendanceStudy(new Chance(seed), SILENT, 200).steady(0.3, 3, Level.REVIEW);
  }

  @Test
  void neighbouring_clients_have_nothing_in_common() {
    var first = CHANCE.course(0);
    first.nextLong();
    assertThat(CHANCE.course(1).nextLong()).isNotEqualTo(first.nextLong());
  }
}
