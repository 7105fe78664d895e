package org.attune.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.attune.findings.FindingKey;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.GoalDecision.Terms;
import org.attune.findings.WhyNot;
import org.attune.therapy.Source;
import org.attune.writeback.Written.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AfterADecisionTest {

  private static final FindingKey KEY = new FindingKey("ab".repeat(32));
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Source GOAL = new Source("Goal", "g1", "2");
  private static final Source TEAMS = new Source("CarePlan", "team", "3");

  private static GoalDecision accepted(@Nullable Source plan, @Nullable String to) {
    return GoalDecision.accepted(
        KEY,
        UUID.randomUUID(),
        new Terms("Sleep", null, LocalDate.of(2026, 4, 1), List.of("Patient/p1"), plan, to, null),
        "Practitioner/7",
        NOW);
  }

  private static Written left(@Nullable Source resource, Edit.@Nullable What what) {
    var edit = what == null ? null : new Edit("name", GOAL, what, true);
    return new Written(resource, Outcome.LEFT_TO_PERSON, edit);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "UPDATED", "UNCHANGED", "WITHOUT_PLAN"})
  void the_plan_comes_after_the_goal_and_whoever_takes_it_up_after_the_plan(Outcome outcome) {
    var decision = accepted(TEAMS, "Practitioner/3");
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, outcome)))
        .contains(WriteKind.PLAN);
    assertThat(decision.goal()).contains(GOAL);
    assertThat(decision.became()).isEqualTo(Became.ON_ITS_WAY);
    assertThat(AfterADecision.next(decision, WriteKind.PLAN, new Written(TEAMS, Outcome.UPDATED)))
        .contains(WriteKind.TAKE_UP);
    assertThat(decision.became()).isEqualTo(Became.DONE);
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, outcome))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "UNCHANGED", "WITHOUT_PLAN"})
  void a_goal_that_was_lost_and_made_again_goes_into_the_plan_once_more(Outcome outcome) {
    var decision = accepted(TEAMS, "Practitioner/3");
    AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.CREATED));
    AfterADecision.next(decision, WriteKind.PLAN, new Written(TEAMS, Outcome.UPDATED));
    var again = new Source("Goal", "g2", "1");
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(again, outcome)))
        .contains(WriteKind.PLAN);
    assertThat(decision.goal()).contains(again);
    assertThat(decision.goalBefore()).contains(GOAL);
    assertThat(AfterADecision.next(decision, WriteKind.PLAN, new Written(TEAMS, Outcome.UPDATED)))
        .contains(WriteKind.TAKE_UP);
    assertThat(decision.became()).isEqualTo(Became.DONE);
  }

  @Test
  void without_a_plan_only_whoever_takes_it_up_hears_of_the_goal_that_was_made_again() {
    for (var to : Arrays.asList(null, "Practitioner/3")) {
      var decision = accepted(null, to);
      AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.CREATED));
      var again = new Written(new Source("Goal", "g2", "1"), Outcome.CREATED);
      assertThat(AfterADecision.next(decision, WriteKind.GOAL, again).isPresent())
          .isEqualTo(to != null);
      assertThat(decision.became()).isEqualTo(Became.DONE);
    }
  }

  @Test
  void a_goal_that_a_person_deleted_is_not_news_of_another() {
    var decision = accepted(TEAMS, null);
    AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.CREATED));
    AfterADecision.next(decision, WriteKind.PLAN, new Written(TEAMS, Outcome.UPDATED));
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, left(GOAL, Edit.What.REJECTED)))
        .isEmpty();
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.MISSING)))
        .isEmpty();
    assertThat(decision.became()).isEqualTo(Became.DONE);
    assertThat(decision.goalBefore()).isEmpty();
  }

  @Test
  void without_a_plan_and_without_anybody_to_take_it_up_the_goal_is_all() {
    var decision = accepted(null, null);
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.UPDATED)))
        .isEmpty();
    assertThat(decision.became()).isEqualTo(Became.DONE);
  }

  @Test
  void a_goal_that_was_accepted_in_the_record_goes_into_the_plan_all_the_same() {
    var decision = accepted(TEAMS, null);
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, left(GOAL, Edit.What.ACCEPTED)))
        .contains(WriteKind.PLAN);
  }

  @ParameterizedTest
  @EnumSource(names = {"REWORDED", "REJECTED", "CLOSED"})
  void what_was_decided_in_the_record_meanwhile_holds_and_nothing_more_is_written(Edit.What what) {
    var decision = accepted(TEAMS, "Practitioner/3");
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, left(GOAL, what))).isEmpty();
    assertThat(decision.became()).isEqualTo(Became.OVERTAKEN);
    assertThat(decision.overtakenBy()).contains(what.name());
  }

  @Test
  void our_own_plan_is_not_taken_for_the_goal() {
    var ownPlan = new Source("CarePlan", "own", "1");
    for (var what : Arrays.asList(null, Edit.What.ACCEPTED)) {
      var decision = accepted(TEAMS, "Practitioner/3");
      assertThat(AfterADecision.next(decision, WriteKind.GOAL, left(ownPlan, what))).isEmpty();
      assertThat(decision.goal()).isEmpty();
      assertThat(decision.became()).isEqualTo(Became.OVERTAKEN);
    }
  }

  @Test
  void where_goals_are_not_kept_a_person_is_asked_and_it_goes_on_once_they_are() {
    var decision = accepted(TEAMS, "Practitioner/3");
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(null, Outcome.AS_CARD)))
        .contains(WriteKind.TAKE_UP);
    assertThat(decision.became()).isEqualTo(Became.BY_HAND);
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.CREATED)))
        .contains(WriteKind.PLAN);
  }

  @ParameterizedTest
  @EnumSource(names = {"AS_CARD", "LEFT_TO_PERSON"})
  void a_plan_that_is_not_written_does_not_keep_the_task_back(Outcome outcome) {
    var decision = accepted(TEAMS, "Practitioner/3");
    AfterADecision.next(decision, WriteKind.GOAL, new Written(GOAL, Outcome.UPDATED));
    assertThat(AfterADecision.next(decision, WriteKind.PLAN, new Written(null, outcome)))
        .contains(WriteKind.TAKE_UP);
    assertThat(decision.became())
        .isEqualTo(outcome == Outcome.AS_CARD ? Became.BY_HAND : Became.OVERTAKEN);
  }

  @Test
  void what_the_EHR_refuses_for_good_is_for_a_hand() {
    var decision = accepted(TEAMS, "Practitioner/3");
    assertThat(AfterADecision.givenUp(decision, WriteKind.TAKE_UP)).isEmpty();
    assertThat(decision.became()).isEqualTo(Became.ON_ITS_WAY);
    assertThat(AfterADecision.givenUp(decision, WriteKind.GOAL)).contains(WriteKind.TAKE_UP);
    assertThat(decision.became()).isEqualTo(Became.BY_HAND);
  }

  @Test
  void what_was_declined_is_done_once_it_is_said_or_a_person_had_said_the_same() {
    assertThat(declinedAfter(new Written(GOAL, Outcome.UPDATED))).isEqualTo(Became.DONE);
    assertThat(declinedAfter(new Written(null, Outcome.UNCHANGED))).isEqualTo(Became.DONE);
    assertThat(declinedAfter(left(GOAL, Edit.What.REJECTED))).isEqualTo(Became.DONE);
    assertThat(declinedAfter(left(GOAL, Edit.What.ACCEPTED))).isEqualTo(Became.OVERTAKEN);
  }

  private static Became declinedAfter(Written written) {
    var decision =
        GoalDecision.declined(KEY, UUID.randomUUID(), WhyNot.NOT_NOW, "Practitioner/7", NOW);
    assertThat(AfterADecision.next(decision, WriteKind.GOAL, written)).isEmpty();
    return decision.became();
  }
}
