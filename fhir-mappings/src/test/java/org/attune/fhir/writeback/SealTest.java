package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attune.fhir.Codes;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealTest {

  private static Goal proposed() {
    var goal = new Goal();
    goal.setLifecycleStatus(GoalLifecycleStatus.PROPOSED);
    goal.getDescription().setText("Talk about how the sessions are going");
    goal.getTargetFirstRep().setDue(new DateType("2026-04-03"));
    return goal;
  }

  private static Goal agreed() {
    var goal = proposed();
    goal.setLifecycleStatus(GoalLifecycleStatus.ACTIVE);
    goal.getTargetFirstRep().setMeasure(new CodeableConcept().setText("First step"));
    goal.getTargetFirstRep().setDetail(new StringType("One walk"));
    answers(goal, "Patient/p1", "agree");
    answers(goal, "Practitioner/7", "agree");
    goal.addExtension(Codes.GOAL_REASON_REJECTED, new CodeableConcept().setText("Not now"));
    Seal.set(goal);
    return goal;
  }

  private static void answers(Goal goal, String who, String says) {
    var acceptance = goal.addExtension().setUrl(Codes.GOAL_ACCEPTANCE);
    acceptance.addExtension("individual", new Reference(who));
    acceptance.addExtension("status", new CodeType(says));
  }

  @Test
  void what_was_sealed_before_answers_were_part_of_it_still_holds() {
    var goal = proposed();
    goal.addExtension(Codes.AS_WRITTEN, new StringType("f5c79719824a9dd845172f51cf02b0e9"));
    assertThat(Seal.holds(goal)).isTrue();
  }

  static Stream<Consumer<Goal>> hands() {
    return Stream.of(
        goal ->
            goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE)
                .get(0)
                .getExtensionByUrl("status")
                .setValue(new CodeType("disagree")),
        goal ->
            goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE)
                .get(1)
                .getExtensionByUrl("individual")
                .setValue(new Reference("Practitioner/8")),
        goal -> goal.getTargetFirstRep().setDetail(new StringType("Two walks")),
        goal -> goal.getTargetFirstRep().setMeasure(new CodeableConcept().setText("Steps")),
        goal ->
            goal.getExtensionByUrl(Codes.GOAL_REASON_REJECTED)
                .setValue(new CodeableConcept().setText("Too large")));
  }

  @ParameterizedTest
  @MethodSource("hands")
  void whoever_turns_an_answer_or_a_step_round_breaks_it(Consumer<Goal> hand) {
    var goal = agreed();
    assertThat(Seal.holds(goal)).isTrue();
    hand.accept(goal);
    assertThat(Seal.holds(goal)).isFalse();
  }

  @Test
  void the_order_of_answers_and_the_versions_of_their_references_mean_nothing() {
    var goal = agreed();
    var answers = goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE);
    goal.getExtension().removeAll(answers);
    answers.get(0).getExtensionByUrl("individual").setValue(new Reference("Patient/p1/_history/2"));
    goal.addExtension(answers.get(1));
    goal.addExtension(answers.get(0));
    assertThat(Seal.holds(goal)).isTrue();
  }
}
