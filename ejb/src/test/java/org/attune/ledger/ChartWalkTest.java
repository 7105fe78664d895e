package org.attune.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ChartWalkTest {

  private static final LocalTime AT = LocalTime.of(3, 30);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private final ChartWalk walk = new ChartWalk();

  private boolean step(String now) {
    return walk.step(Instant.parse(now), AT, ZONE);
  }

  @Test
  void the_first_walk_begins_in_the_first_night_after_the_first_load() {
    assertThat(step("2026-03-01T12:00:00Z")).isFalse();
    assertThat(step("2026-03-02T02:29:00Z")).isFalse();
    assertThat(step("2026-03-02T02:30:00Z")).isTrue();
  }

  @Test
  void two_nodes_make_one_step_a_minute() {
    step("2026-03-01T12:00:00Z");
    assertThat(step("2026-03-02T02:30:00Z")).isTrue();
    assertThat(step("2026-03-02T02:30:20Z")).isFalse();
    assertThat(step("2026-03-02T02:31:00Z")).isTrue();
  }

  @Test
  void a_walk_goes_on_where_it_was_and_ends_once() {
    step("2026-03-01T12:00:00Z");
    step("2026-03-02T02:30:00Z");
    walk.went("p100", 100, 2, 1);
    assertThat(step("2026-03-02T09:00:00Z")).isTrue();
    assertThat(walk.position()).isEqualTo("p100");
    walk.end(true, Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(step("2026-03-02T09:01:00Z")).isFalse();
    assertThat(step("2026-03-03T02:30:00Z")).isTrue();
    assertThat(walk.position()).isEmpty();
    assertThat(walk.gone()).isZero();
  }

  @Test
  void when_all_of_the_charts_were_asked_for_is_known_and_not_believed_once_it_begins_anew() {
    step("2026-03-01T12:00:00Z");
    var first = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(walk.asked()).contains(first);
    step("2026-03-02T02:30:00Z");
    walk.end(false, Instant.parse("2026-03-02T03:00:00Z"));
    assertThat(walk.asked()).contains(first);
    step("2026-03-03T02:30:00Z");
    walk.end(true, Instant.parse("2026-03-03T03:00:00Z"));
    assertThat(walk.asked()).contains(Instant.parse("2026-03-03T02:30:00Z"));
    walk.beginAnew(Instant.parse("2026-03-03T12:00:00Z"));
    assertThat(walk.asked()).isEmpty();
  }

  @Test
  void a_night_that_was_missed_is_made_up_for() {
    step("2026-03-01T12:00:00Z");
    assertThat(step("2026-03-02T11:00:00Z")).isTrue();
  }
}
