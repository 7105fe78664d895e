package org.attune.fhir.goals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.attune.fhir.Sandbox;
import org.attune.ledger.FactText;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Answer;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.CareGoal.Target;
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

  private static String extensions(String... said) {
    return "\"extension\":[" + String.join(",", said) + "],";
  }

  private static Source to(String type, String id) {
    return new Source(type, id, null);
  }

  @Test
  void each_persons_answer_is_kept_with_their_name_as_a_reference() {
    var goal =
        read(
            "active",
            extensions(
                said("Patient/p1", "agree"),
                said("Practitioner/t1", "agree"),
                said("Practitioner/t2", "pending"),
                said("https://elsewhere.example/fhir/RelatedPerson/x", "disagree")));
    assertThat(goal.answers())
        .containsExactly(
            new Answer(Party.CLIENT, to("Patient", "p1"), Acceptance.AGREE, null),
            new Answer(Party.PRACTITIONER, to("Practitioner", "t1"), Acceptance.AGREE, null),
            new Answer(Party.PRACTITIONER, to("Practitioner", "t2"), Acceptance.PENDING, null),
            new Answer(Party.RELATED_PERSON, null, Acceptance.DISAGREE, null));
    assertThat(goal.acceptances().get(Party.PRACTITIONER)).isEqualTo(Acceptance.PENDING);
  }

  @Test
  void one_who_says_two_things_has_one_answer_and_the_doubt_is_heard() {
    var goal =
        read("active", extensions(said("Patient/p1", "agree"), said("Patient/p1", "disagree")));
    assertThat(goal.answers())
        .containsExactly(new Answer(Party.CLIENT, to("Patient", "p1"), Acceptance.DISAGREE, null));
  }

  @Test
  void how_much_it_matters_to_somebody_is_a_code_and_never_words() {
    var matters =
        said("Patient/p1", "agree")
            .replace(
                "]}",
                ",{\"url\":\"priority\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"urn:p\",\"code\":\"%s\",\"display\":\"d\"}],\"text\":\"t\"}}]}");
    assertThat(read("active", extensions(matters.formatted("high-priority"))).answers())
        .extracting(Answer::priority)
        .containsExactly("urn:p|high-priority");
    assertThat(read("active", extensions(matters.formatted("it matters"))).answers())
        .extracting(Answer::priority)
        .containsExactly((String) null);
  }

  @Test
  void of_addresses_targets_and_outcomes_only_references_codes_and_days_are_read() {
    var goal =
        read(
            "active",
            "\"startDate\":\"2026-01-31\",\"expressedBy\":{\"reference\":\"RelatedPerson/r1\"},"
                + "\"addresses\":[{\"reference\":\"Condition/c1/_history/3\",\"display\":\"d\"},{\"display\":\"d\"},{\"reference\":\"#in\"},{\"reference\":\"urn:uuid:0b9a3f6e-6c5e-4b5e-9d57-1f64b6a5a001\"}],"
                + "\"outcomeReference\":[{\"reference\":\"Observation/o1\"},{\"reference\":\"https://elsewhere.example/fhir/Observation/o2\"}],"
                + "\"target\":["
                + "{\"measure\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"107332-9\",\"display\":\"d\"}],\"text\":\"t\"},\"detailQuantity\":{\"value\":4.5,\"unit\":\"u\"},\"dueDate\":\"2026-06-30\"},"
                + "{\"detailInteger\":4,\"dueDuration\":{\"value\":1,\"system\":\"http://unitsofmeasure.org\",\"code\":\"mo\"}},"
                + "{\"detailQuantity\":{\"value\":5,\"comparator\":\"<\"},\"dueDate\":\"2026-06\"},"
                + "{\"detailString\":\"to sleep\"}],");
    assertThat(goal.expressedBy()).isEqualTo(Party.RELATED_PERSON);
    assertThat(goal.expresser()).isEqualTo(to("RelatedPerson", "r1"));
    assertThat(goal.addresses()).containsExactly(to("Condition", "c1"));
    assertThat(goal.outcomes()).containsExactly(to("Observation", "o1"));
    assertThat(goal.targets())
        .containsExactly(
            new Target(List.of("http://loinc.org|107332-9"), 4.5, LocalDate.of(2026, 6, 30)),
            new Target(List.of(), 4.0, LocalDate.of(2026, 2, 28)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, d, 2026-02-01",
    "2, wk, 2026-02-14",
    "1, a, 2027-01-31",
    "1.5, wk, ",
    "-1, wk, ",
    "12, h, ",
    "99999999, a, "
  })
  void a_time_to_reach_it_in_counts_from_the_start_in_whole_days(
      String value, String unit, LocalDate due) {
    var target =
        "\"target\":[{\"detailInteger\":4,\"dueDuration\":{\"value\":%s,\"system\":\"http://unitsofmeasure.org\",\"code\":\"%s\"}}],"
            .formatted(value, unit);
    assertThat(read("active", "\"startDate\":\"2026-01-31\"," + target).targets())
        .containsExactly(new Target(List.of(), 4.0, due));
    assertThat(read("active", target).targets()).containsExactly(new Target(List.of(), 4.0, null));
  }

  @Test
  void what_a_goal_is_comes_from_its_codes_and_a_code_with_blanks_in_it_is_none() {
    var codes =
        "\"description\":{\"text\":\"t\",\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"1\",\"display\":\"d\"},{\"code\":\"local-1\"},{\"system\":\"urn:x\",\"code\":\"to sleep again\"},{\"system\":\"urn:x\"},{\"system\":\"http://snomed.info/sct\",\"code\":\"1\"}]},";
    assertThat(read("active", codes).codes())
        .containsExactly("http://snomed.info/sct|1", "|local-1");
  }

  @Test
  void a_hostile_note_of_a_goal_is_never_read() {
    var secret = "He said that he would";
    var hostile =
        """
        "note":[{"authorString":"%1$s","text":"%1$s","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/goal-acceptance","valueString":"%1$s"}]}],
        "description":{"text":"%1$s"},"category":[{"text":"%1$s"}],"statusReason":"%1$s",
        "outcomeCode":[{"text":"%1$s"}],"addresses":[{"display":"%1$s"}],
        "target":[{"measure":{"text":"%1$s"},"detailString":"%1$s"}],"""
            .formatted(secret);
    assertThat(FactText.write(read("active", hostile)))
        .isEqualTo(FactText.write(read("active", "")))
        .doesNotContain(secret);
  }

  @Test
  void a_goal_says_which_other_comes_once_it_is_met() {
    assertThat(read("active", extensions(relation("successor", "Goal/g7"))).leadsTo())
        .containsExactly(to("Goal", "g7"));
  }

  @ParameterizedTest
  @CsvSource({"milestone,Goal/g7", "replacement,Goal/g7", "successor,Patient/p1", "successor,#g7"})
  void any_other_relation_of_goals_tells_nothing(String type, String target) {
    assertThat(read("active", extensions(relation(type, target))).leadsTo()).isEmpty();
    var empty = "{\"url\":\"http://hl7.org/fhir/StructureDefinition/goal-relationship\"}";
    assertThat(read("active", extensions(empty)).leadsTo()).isEmpty();
  }

  private static String relation(String type, String target) {
    return "{\"url\":\"http://hl7.org/fhir/StructureDefinition/goal-relationship\",\"extension\":[{\"url\":\"type\",\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/goal-relationship-type\",\"code\":\"%s\"}]}},{\"url\":\"target\",\"valueReference\":{\"reference\":\"%s\"}}]}"
        .formatted(type, target);
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
  void a_plan_tells_for_which_goals_tasks_are_set() {
    var activity =
        "{\"detail\":{\"status\":\"%s\"%s,\"description\":\"words\",\"goal\":[{\"reference\":\"Goal/%s\"}]}}";
    var plan =
        plan(
            "active",
            "plan",
            "\"activity\":["
                + String.join(
                    ",",
                    activity.formatted("not-started", "", "g1"),
                    activity.formatted("scheduled", "", "g2"),
                    activity.formatted("in-progress", "", "g2"),
                    activity.formatted("completed", "", "g3"),
                    activity.formatted("cancelled", "", "g4"),
                    activity.formatted("on-hold", "", "g5"),
                    activity.formatted("scheduled", ",\"doNotPerform\":true", "g6"),
                    "{\"reference\":{\"reference\":\"Task/t1\"}}")
                + "],");
    assertThat(plan.tasksFor()).containsExactly(to("Goal", "g1"), to("Goal", "g2"));
  }

  @Test
  void a_plan_tells_how_it_is_meant_of_what_kind_it_is_and_where_it_belongs() {
    var plan =
        plan(
            "active",
            "order",
            "\"category\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"2\",\"display\":\"d\"}],\"text\":\"t\"}],"
                + "\"partOf\":[{\"reference\":\"CarePlan/c2\"}],\"basedOn\":[{\"reference\":\"CarePlan/c3\"},{\"reference\":\"CarePlan/c2\"}],");
    assertThat(plan.kind()).isEqualTo(Plan.Kind.ORDER);
    assertThat(plan.categories()).containsExactly("http://snomed.info/sct|2");
    assertThat(plan.within()).containsExactly(to("CarePlan", "c2"), to("CarePlan", "c3"));
  }

  @Test
  void a_plan_begins_and_ends_on_days_of_the_hospital() {
    var plan =
        plan(
            "active",
            "plan",
            "\"period\":{\"start\":\"2026-01-31T23:30:00Z\",\"end\":\"2026-06\"},");
    assertThat(plan.from()).isEqualTo(LocalDate.of(2026, 2, 1));
    assertThat(plan.until()).isEqualTo(LocalDate.of(2026, 6, 30));
    assertThat(plan("active", "plan", "").from()).isNull();
  }

  @Test
  void a_plan_that_does_not_say_since_when_it_holds_begins_when_it_was_written_down() {
    var created = "\"created\":\"2026-03-04\",";
    assertThat(plan("active", "plan", created).from()).isEqualTo(LocalDate.of(2026, 3, 4));
    var both = created + "\"period\":{\"start\":\"2026-01\"},";
    assertThat(plan("active", "plan", both).from()).isEqualTo(LocalDate.of(2026, 1, 1));
    var without = "\"created\":\"2026-03-04\",\"period\":{\"end\":\"2026-06\"},";
    assertThat(plan("active", "plan", without).from()).isEqualTo(LocalDate.of(2026, 3, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "completed, 2026-05-31, true, 2026-05-31",
    "revoked, 2026-05-31, true, 2026-05-31",
    "completed, 2026-06-30, true, ",
    "active, 2026-06-30, false, 2026-06-30",
    "on-hold, 2026-06-30, false, 2026-06-30"
  })
  void what_is_over_did_not_end_on_a_day_that_lay_ahead_when_it_was_written(
      String status, String end, boolean ended, LocalDate until) {
    var plan =
        plan(
            status,
            "plan",
            "\"meta\":{\"lastUpdated\":\"2026-06-15T10:00:00Z\"},\"period\":{\"end\":\"%s\"},"
                .formatted(end));
    assertThat(plan.ended()).isEqualTo(ended);
    assertThat(plan.until()).isEqualTo(until);
  }

  @Test
  void the_words_of_a_plan_are_never_read() {
    var secret = "He said that he would";
    var hostile =
        """
        "title":"%1$s","description":"%1$s","note":[{"text":"%1$s"}],"category":[{"text":"%1$s"}],
        "activity":[{"detail":{"status":"scheduled","description":"%1$s","code":{"text":"%1$s"}},"progress":[{"text":"%1$s"}]}],"""
            .formatted(secret);
    assertThat(FactText.write(plan("active", "plan", hostile)))
        .isEqualTo(FactText.write(plan("active", "plan", "")));
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
