package org.attune.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PendingWriteTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void the_pause_doubles_up_to_an_hour_and_at_least_half_of_it_is_kept() {
    var write = new PendingWrite("a", WriteKind.FLAG, NOW);
    long whole = 15;
    for (int n = 0; n < 12; n++) {
      write.trying(NOW, "node");
      assertThat(write.spreadPause())
          .isBetween(Duration.ofMillis(whole * 500), Duration.ofSeconds(whole));
      whole = Math.min(whole * 2, 3_600);
    }
    assertThat(write.spreadPause()).isGreaterThan(Duration.ofMinutes(29));
  }

  @Test
  void what_failed_together_comes_back_apart() {
    Set<Duration> pauses = new HashSet<>();
    for (int n = 0; n < 100; n++) {
      var write = new PendingWrite("finding" + n, WriteKind.FLAG, NOW);
      write.trying(NOW, "node");
      pauses.add(write.spreadPause());
    }
    assertThat(pauses).hasSizeGreaterThan(90);
  }

  @Test
  void an_EHR_that_asks_us_to_wait_is_obeyed_but_safety_waits_no_longer_than_a_minute() {
    var week = Duration.ofDays(7);
    assertThat(new PendingWrite("a", WriteKind.FLAG, NOW).asked(Duration.ofSeconds(90)))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(new PendingWrite("a", WriteKind.FLAG, NOW).asked(week))
        .isEqualTo(Duration.ofHours(1));
    assertThat(new PendingWrite("a", WriteKind.HANDOVER, NOW).asked(week))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void while_one_node_sends_it_no_other_does_even_if_what_it_tells_changes() {
    var write = new PendingWrite("a", WriteKind.FLAG, NOW);
    write.trying(NOW, "node");

    write.again(NOW.plusSeconds(5));
    assertThat(write.nextAttempt()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));

    write.freeAgain(NOW.plusSeconds(6));
    assertThat(write.nextAttempt()).isEqualTo(NOW.plusSeconds(6));
    write.again(NOW.plusSeconds(7));
    assertThat(write.nextAttempt()).isEqualTo(NOW.plusSeconds(7));
  }
}
