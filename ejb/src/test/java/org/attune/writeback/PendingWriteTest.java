package org.attune.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.attune.therapy.Source;
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
  void what_the_EHR_did_not_take_at_all_takes_no_try_from_what_is_owed_later() {
    for (var owed : List.of(Attribution.OWED, Attribution.UNSURE)) {
      var write = new PendingWrite("a", WriteKind.FLAG, NOW);
      for (int n = 0; n < 7; n++) {
        write.told(Attribution.NOT_TAKEN, NOW);
      }
      for (int n = 0; n < 5; n++) {
        write.told(owed, NOW);
        assertThat(write.attribution()).isEqualTo(owed);
        assertThat(write.stillToTell()).isTrue();
      }
      assertThat(write.nextAttempt()).isEqualTo(NOW.plus(Duration.ofHours(12)));
      write.told(owed, NOW);
      assertThat(write.stillToTell()).isFalse();
    }
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

  /** When it is tried, should the EHR refuse it each time. */
  private static List<Duration> tries(PendingWrite write, int most) {
    var tries = new ArrayList<Duration>();
    var now = NOW;
    for (int n = 0; n < most && write.state() == PendingWrite.State.PENDING; n++) {
      tries.add(Duration.between(NOW, now));
      write.trying(now, "here");
      write.free();
      write.refused("The EHR will not have it.", now);
      now = write.nextAttempt();
    }
    return tries;
  }

  @Test
  void what_is_refused_is_tried_for_more_than_a_day_with_growing_pauses_and_then_given_up() {
    var write = new PendingWrite("a", WriteKind.FLAG, NOW);
    var tries = tries(write, 100);
    assertThat(tries).hasSize(6);
    assertThat(tries.get(1)).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
    assertThat(tries.get(5)).isBetween(Duration.ofHours(25), Duration.ofHours(28));
    for (int n = 2; n < 6; n++) {
      assertThat(tries.get(n).minus(tries.get(n - 1)))
          .isGreaterThan(tries.get(n - 1).minus(tries.get(n - 2)));
    }
    assertThat(write.state()).isEqualTo(PendingWrite.State.DEAD);
    assertThat(write.sentence()).isEqualTo("The EHR will not have it.");
  }

  @Test
  void what_is_refused_by_an_EHR_that_comes_and_goes_has_its_day_all_the_same() {
    var write = new PendingWrite("a", WriteKind.FLAG, NOW);
    for (int n = 0; n < 30; n++) {
      var now = NOW.plus(Duration.ofMinutes(10L * n));
      write.mayPassNow(now);
      assertThat(write.nextAttempt()).isBeforeOrEqualTo(now);
      write.refused("The EHR will not have it.", now);
    }
    assertThat(write.state()).isEqualTo(PendingWrite.State.PENDING);
    write.refused("The EHR will not have it.", NOW.plus(Duration.ofDays(1)));
    assertThat(write.state()).isEqualTo(PendingWrite.State.DEAD);
  }

  @Test
  void what_concerns_safety_is_never_given_up_and_is_tried_each_minute() {
    var tries = tries(new PendingWrite("a", WriteKind.HANDOVER, NOW), 3_000);
    assertThat(tries).hasSize(3_000);
    assertThat(tries.get(2_999)).isEqualTo(Duration.ofMinutes(2_999));
  }

  @Test
  void what_the_EHR_must_hear_anew_was_refused_by_nobody() {
    var write = new PendingWrite("a", WriteKind.FLAG, NOW);
    tries(write, 5);
    assertThat(write.refusals()).isEqualTo(5);
    write.again(NOW);
    assertThat(write.refusals()).isZero();
    assertThat(tries(write, 100)).hasSize(6);
  }

  @Test
  void a_goal_that_came_into_no_plan_is_known_until_it_has_one() {
    var write = new PendingWrite("a", WriteKind.GOAL, NOW);
    assertThat(write.mayLackPlan()).isFalse();
    write.trying(NOW, "here");
    assertThat(write.mayLackPlan()).isTrue();
    var goal = new Source("Goal", "g1", "1");
    write.sent(new Written(goal, Written.Outcome.WITHOUT_PLAN));
    assertThat(write.sentence()).contains("CarePlan");
    write.again(NOW);
    assertThat(write.mayLackPlan()).isTrue();
    write.sent(new Written(goal, Written.Outcome.UPDATED));
    assertThat(write.mayLackPlan()).isFalse();
  }

  private static PendingWrite sent(Attribution told, Instant now) {
    var write = new PendingWrite("a", WriteKind.TASK, now);
    write.trying(now, "here");
    write.sent(new Written(new Source("Task", "t1", "1"), Written.Outcome.CREATED));
    write.told(told, now);
    return write;
  }

  @Test
  void what_is_not_told_of_yet_is_sent_and_told_of_with_growing_pauses_for_a_day() {
    var write = sent(Attribution.OWED, NOW);
    var now = NOW;
    for (int n = 0; n < 5; n++) {
      assertThat(write.state()).isEqualTo(PendingWrite.State.SENT);
      assertThat(write.stillToTell()).isTrue();
      assertThat(write.nextAttempt()).isAfter(now);
      now = write.nextAttempt();
      write.told(Attribution.OWED, now);
    }
    assertThat(now).isAfter(NOW.plus(Duration.ofHours(24)));
    assertThat(write.attribution()).isEqualTo(Attribution.NOT_TAKEN);
    assertThat(write.stillToTell()).isFalse();
    assertThat(write.nextAttempt()).isEqualTo(now.plus(Duration.ofDays(1)));
  }

  @Test
  void what_may_have_been_told_of_is_left_as_it_is_when_nobody_can_tell_for_a_day() {
    var write = sent(Attribution.UNSURE, NOW);
    for (int n = 0; n < 5; n++) {
      assertThat(write.stillToTell()).isTrue();
      write.told(Attribution.UNSURE, NOW);
    }
    assertThat(write.attribution()).isEqualTo(Attribution.TOLD);
  }

  @Test
  void whoever_is_killed_while_sending_leaves_it_unsure_whether_it_is_told_of() {
    var write = sent(Attribution.TOLD, NOW);
    assertThat(write.before(null).attribution()).isEqualTo(Attribution.TOLD);
    write.again(NOW);
    assertThat(write.before(null).attribution()).isEqualTo(Attribution.TOLD);
    write.trying(NOW, "here");
    write.again(NOW);
    assertThat(write.before(null).attribution()).isEqualTo(Attribution.UNSURE);
    var owed = sent(Attribution.OWED, NOW);
    owed.trying(NOW, "here");
    assertThat(owed.before(null).attribution()).isEqualTo(Attribution.OWED);
  }

  @Test
  void what_somebody_made_theirs_is_known_as_theirs_but_for_flags_which_they_close() {
    for (var kind : List.of(WriteKind.TASK, WriteKind.FLAG)) {
      var write = new PendingWrite("a", kind, NOW);
      assertThat(write.theirs()).isEmpty();
      write.sent(new Written(new Source("Task", "t1", "2"), Written.Outcome.LEFT_TO_PERSON));
      assertThat(write.theirs()).contains(true);
      assertThat(write.before(null).theirs()).isEqualTo(kind == WriteKind.TASK);
      write.oursAgain();
      assertThat(write.before(null).theirs()).isFalse();
    }
  }

  @Test
  void what_is_missing_says_so_in_a_sentence_until_it_is_found() {
    var write = new PendingWrite("a", WriteKind.GOAL, NOW);
    var goal = new Source("Goal", "g1", "1");
    write.sent(new Written(goal, Written.Outcome.MISSING));
    assertThat(write.state()).isEqualTo(PendingWrite.State.SENT);
    assertThat(write.missing()).isTrue();
    assertThat(write.sentence()).isEqualTo(PendingWrite.MISSING);
    write.sent(new Written(goal, Written.Outcome.UNCHANGED));
    assertThat(write.missing()).isFalse();
    assertThat(write.sentence()).isNull();
  }

  @Test
  void what_somebody_knows_to_be_lost_is_known_to_be_so_until_it_stands_again() {
    var write = new PendingWrite("a", WriteKind.PLAN, NOW);
    var plan = new Source("CarePlan", "c1", "1");
    write.sent(new Written(plan, Written.Outcome.MISSING));
    assertThat(write.before(null).knownLost()).isFalse();
    write.lost(NOW);
    for (int tries = 0; tries < 2; tries++) {
      write.trying(NOW, "node");
      assertThat(write.before(null).knownLost()).isTrue();
      assertThat(write.missing()).isTrue();
    }
    write.sent(new Written(plan, Written.Outcome.UPDATED));
    assertThat(write.before(null).knownLost()).isFalse();
    assertThat(write.missing()).isFalse();
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
