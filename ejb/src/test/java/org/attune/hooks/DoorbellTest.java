package org.attune.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.hooks.Doorbell.Rung;
import org.junit.jupiter.api.Test;

class DoorbellTest {

  private static final HookSecret SECRET = HookSecret.drawn(new SecureRandom());

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger passedOn = new AtomicInteger();
  private boolean somebodyIn = true;

  private final Doorbell doorbell =
      new Doorbell(
          () -> {
            asked.incrementAndGet();
            return SECRET;
          },
          now -> {
            passedOn.incrementAndGet();
            return somebodyIn;
          },
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void who_knows_the_word_is_heard() {
    assertThat(doorbell.ring(SECRET.text())).isEqualTo(Rung.HEARD);
    assertThat(passedOn).hasValue(1);
  }

  @Test
  void a_wrong_word_has_no_effect_at_all() {
    var almost = SECRET.text().substring(1) + "x";
    for (String wrong : Set.of("", "Bearer", almost, SECRET.text() + "x", SECRET.text() + " ")) {
      assertThat(doorbell.ring(wrong)).isEqualTo(Rung.STRANGER);
    }
    assertThat(passedOn).hasValue(0);
  }

  @Test
  void strangers_in_any_number_cost_one_look_into_the_database() {
    for (int n = 0; n < 1_000; n++) {
      doorbell.ring("wrong" + n);
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void where_it_cannot_be_passed_on_the_ehr_is_told_to_try_again() {
    somebodyIn = false;
    assertThat(doorbell.ring(SECRET.text())).isEqualTo(Rung.NOBODY_IN);
  }

  @Test
  void no_two_words_are_alike_and_none_is_shown() {
    var drawn = new HashSet<String>();
    for (int n = 0; n < 100; n++) {
      drawn.add(HookSecret.drawn(new SecureRandom()).text());
    }
    assertThat(drawn).hasSize(100).allMatch(text -> text.matches("[A-Za-z0-9_-]{43}"));
    assertThat(SECRET.toString()).doesNotContain(SECRET.text());
  }
}
