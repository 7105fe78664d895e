package org.attune.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinishLoadTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final List<Instant> rung = new ArrayList<>();

  @Test
  void when_everything_was_read_the_next_round_is_asked_for_at_once() {
    assertThat(ending(true).process()).isEqualTo("DONE");
    assertThat(rung).containsExactly(NOW);
  }

  @Test
  void as_long_as_there_is_more_to_read_nothing_is_asked_for() {
    assertThat(ending(false).process()).isEqualTo("MORE");
    assertThat(rung).isEmpty();
  }

  private FinishLoad ending(boolean whole) {
    return new FinishLoad(() -> whole, rung::add, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
