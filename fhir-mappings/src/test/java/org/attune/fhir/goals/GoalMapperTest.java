package org.attune.fhir.goals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.attune.fhir.Sandbox;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.GapReason;
import org.attune.therapy.Plan;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalMapperTest {

  private static final String CLIENT = "\"subject\":{\"reference\":\"Patient/p1\"}";

  private static String goal(String status, String rest) {
    return "{\"resourceType\":\"Goal\",\"id\":\"g1\",\"lifecycleStatus\":\"%s\",%s%s}"
        .formatted(status, rest, CLIENT);
  }

  private static CareGoal read(String status, String rest) {
    return Sandbox.fact(Sandbox.read(goal(status, rest)), CareGoal.class);
  }

  private static String said(String who, String what) {
    return "{\"url\":\"http://hl7.org/fhir/StructureDefinition/goal-acceptance\",\"extension\":[{\"url\":\"individual\",\"valueReference\":{\"reference\":\"%s\"}},{\"url\":\"status\",\"valueCode\":\"%s\"}]}"
        .formatted(who, what);
  }

  @ParameterizedTest
  @CsvSource({
    "proposed, PROPOSED",
    "planned, PLANNED",
    "accepted, ACCEPTED",
    "active, ACTIVE",
    "on-hold, ON_HOLD",
    "completed, COMPLETED",
    "cancelled, CANCELLED",
    "rejected, REJECTED"
  })
  void a_goal_stands_somewhere_in_its_life(String status, Lifecycle word) {
    assertThat(read(status, "").lifecycle()).isEqualTo(word);
  }

  @Test
  void entered_in_error_withdraws_and_no_status_is_a_gap() {
    assertThat(Sandbox.read(goal("entered-in-error", ""))).isEqualTo(new Reading.Withdrawn<>());
    assertThat(Sandbox.read(goal("maybe", ""))).isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
  }

  @Test
  void who_agreed_is_kept_by_party_and_the_one_who_does_not_is_heard() {
    var extensions =
        "\"extension\":["
            + String.join(
                ",",
                said("Patient/p1", "agree"),
                said("Practitioner/t1", "agree"),
                said("PractitionerRole/r1", "disagree"),
                said("RelatedPerson/x", "perhaps"))
            + "],";
    assertThat(read("active", extensions).acceptances())
        .containsOnly(
            Map.entry(Party.CLIENT, Acceptance.AGREE),
            Map.entry(Party.PRACTITIONER, Acceptance.DISAGREE));
  }

  @Test
  void an_acceptance_without_a_person_or_a_status_does_no_harm() {
    assertThat(
            read(
                    "active",
                    "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/goal-acceptance\"}],")
                .acceptances())
        .isEmpty();
  }

  @Test
  void who_named_it_how_far_it_came_and_since_when() {
    var goal =
        read(
            "active",
            "\"expressedBy\":{\"reference\":\"Patient/p1\"},\"startDate\":\"2026-02-01\",\"statusDate\":\"2026-03\","
                + "\"achievementStatus\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/goal-achievement\",\"code\":\"improving\"}]},");
    assertThat(goal.expressedBy()).isEqualTo(Party.CLIENT);
    assertThat(goal.achievement()).isEqualTo(Achievement.IMPROVING);
    assertThat(goal.start()).isEqualTo(LocalDate.of(2026, 2, 1));
    assertThat(goal.statusDate()).isNull();
  }

  @Test
  void our_own_proposal_is_no_goal_until_somebody_takes_it_up() {
    var ours =
        "\"identifier\":[{\"system\":\"https://attune.org/fhir/finding\",\"value\":\"k.goal\"}],";
    assertThat(Sandbox.read(goal("proposed", ours))).isEqualTo(new Reading.OutOfScope<>());
    assertThat(Sandbox.read(goal("cancelled", ours))).isEqualTo(new Reading.OutOfScope<>());
    assertThat(read("accepted", ours).lifecycle()).isEqualTo(Lifecycle.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "active, plan, true",
    "active, order, true",
    "active, proposal, false",
    "active, option, false",
    "draft, plan, false",
    "on-hold, plan, false",
    "revoked, plan, false",
    "completed, plan, false"
  })
  void a_plan_is_in_force_when_it_is_active_and_more_than_a_proposal(
      String status, String intent, boolean active) {
    assertThat(plan(status, intent, "").active()).isEqualTo(active);
  }

  @Test
  void a_plan_names_its_goals_and_whether_it_is_ours() {
    var plan =
        plan(
            "active",
            "plan",
            "\"goal\":[{\"reference\":\"Goal/g1\"},{\"display\":\"a goal\"}],"
                + "\"identifier\":[{\"system\":\"https://attune.org/fhir/care-plan\",\"value\":\"p1\"}],");
    assertThat(plan.goals()).containsExactly(new Source("Goal", "g1", null));
    assertThat(plan.own()).isTrue();
    assertThat(plan("active", "plan", "").own()).isFalse();
  }

  @Test
  void a_plan_of_unknown_status_is_a_gap() {
    assertThat(Sandbox.read(planText("unknown", "plan", "")))
        .isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
    assertThat(Sandbox.read(planText("entered-in-error", "plan", "")))
        .isEqualTo(new Reading.Withdrawn<>());
  }

  private static Plan plan(String status, String intent, String rest) {
    return Sandbox.fact(Sandbox.read(planText(status, intent, rest)), Plan.class);
  }

  private static String planText(String status, String intent, String rest) {
    return "{\"resourceType\":\"CarePlan\",\"id\":\"c1\",\"status\":\"%s\",\"intent\":\"%s\",%s%s}"
        .formatted(status, intent, rest, CLIENT);
  }
}
