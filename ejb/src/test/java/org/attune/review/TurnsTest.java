package org.attune.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Duration PAUSE = Duration.ofSeconds(60);
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Turns turns = new Turns(PAUSE, REST);

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  @Test
  void when_nothing_is_heard_the_next_round_comes_after_the_pause() {
    turns.begin(at(0));
    assertThat(turns.end(at(5))).isEqualTo(PAUSE);
  }

  @Test
  void what_is_heard_in_a_quiet_hour_is_read_at_once() {
    turns.begin(at(0));
    turns.end(at(5));
    assertThat(turns.heard(at(30), at(30))).contains(Duration.ZERO);
  }

  @Test
  void what_is_heard_just_after_a_round_waits_for_the_rest_of_the_rest() {
    turns.begin(at(0));
    turns.end(at(5));
    assertThat(turns.heard(at(6), at(6))).contains(Duration.ofSeconds(1));
  }

  @Test
  void a_hundred_hints_for_the_same_round_set_it_once() {
    turns.begin(at(0));
    turns.end(at(5));
    assertThat(turns.heard(at(30), at(30))).isPresent();
    for (int n = 0; n < 100; n++) {
      assertThat(turns.heard(at(30), at(30))).isEmpty();
    }
  }

  @Test
  void a_hundred_hints_during_a_round_lead_to_one_more_and_then_to_quiet() {
    turns.begin(at(0));
    for (int n = 0; n < 100; n++) {
      assertThat(turns.heard(at(1), at(1))).isEmpty();
    }
    assertThat(turns.end(at(5))).isEqualTo(REST);
    assertThat(turns.begin(at(7))).isTrue();
    assertThat(turns.end(at(9))).isEqualTo(PAUSE);
  }

  @Test
  void a_hint_from_before_the_round_that_runs_needs_no_other() {
    turns.begin(at(10));
    assertThat(turns.heard(at(9), at(11))).isEmpty();
    assertThat(turns.end(at(12))).isEqualTo(PAUSE);
  }

  @Test
  void two_rounds_never_overlap_and_the_second_is_made_up_for() {
    assertThat(turns.begin(at(0))).isTrue();
    assertThat(turns.begin(at(1))).isFalse();
    assertThat(turns.end(at(5))).isEqualTo(REST);
  }

  @Test
  void
      a_round_that_another_node_has_begun_within_the_pause_does_unless_something_was_heard_since() {
    turns.begin(at(0));
    assertThat(turns.wanted()).isEqualTo(at(-60));
    turns.end(at(5));
    turns.heard(at(30), at(31));
    turns.heard(at(40), at(41));
    turns.begin(at(42));
    assertThat(turns.wanted()).isEqualTo(at(40));
  }

  @Test
  void what_was_heard_is_not_forgotten_while_another_node_is_at_it() {
    turns.heard(at(30), at(30));
    turns.begin(at(31));
    assertThat(turns.putOff()).isEqualTo(REST);
    turns.begin(at(33));
    assertThat(turns.wanted()).isEqualTo(at(30));
    assertThat(turns.madeElsewhere(at(33))).isEqualTo(PAUSE);
  }

  @Test
  void a_hint_from_before_a_round_that_was_made_elsewhere_still_counts() {
    turns.begin(at(10));
    turns.madeElsewhere(at(10));
    assertThat(turns.heard(at(9), at(11))).isPresent();
  }
}
