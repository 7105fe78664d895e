package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.findings.WhyNot;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.GoalAnswer.Agreed;
import org.attune.writeback.GoalAnswer.Declined;
import org.attune.writeback.GoalAnswer.Open;
import org.attune.writeback.GoalAnswer.Voice;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.GoalTask;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecidedGoalsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final FindingKey KEY = new FindingKey("ab".repeat(32));
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String CLIENT = "Patient/p1";
  private static final Agreed AGREED =
      new Agreed(
          "Sleep through the night",
          "A walk before supper",
          LocalDate.of(2026, 4, 2),
          List.of(
              new Voice(CLIENT, Acceptance.AGREE), new Voice("Practitioner/7", Acceptance.AGREE)),
          "Practitioner/7",
          DAY);

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final FhirChartWriter writer = writer();

  private FhirChartWriter writer() {
    var ehr = new EhrClient(settings, FHIR);
    var clock = Clock.fixed(NOON, ZoneOffset.UTC);
    return Writers.of(ehr, FHIR, settings, new Capabilities(ehr, FHIR, settings, clock), clock);
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private static GoalProposal goal(GoalAnswer answer) {
    return goal(answer, null);
  }

  private static GoalProposal goal(GoalAnswer answer, @Nullable Source within) {
    return new GoalProposal(
        KEY,
        new PatientId("p1"),
        "goal-alignment|1",
        "Agree on one goal",
        DAY,
        LocalDate.of(2026, 3, 30),
        answer,
        within,
        List.of(new Source("QuestionnaireResponse", "q1", "2")),
        Labels.NONE);
  }

  private Written write(GoalAnswer answer) throws EhrUnavailable, WriteRefused {
    return writer.write(goal(answer));
  }

  private Goal theGoal() {
    assertThat(hospital.all(Goal.class)).hasSize(1);
    return hospital.all(Goal.class).get(0);
  }

  private static List<String> answers(Goal goal, String part) {
    return goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE).stream()
        .map(one -> one.getExtensionByUrl(part).getValue())
        .map(
            value ->
                value instanceof Reference reference
                    ? reference.getReference()
                    : value.primitiveValue())
        .toList();
  }

  private static final Open WITH_STEP = new Open("Choose one step together");

  @Test
  void a_smaller_first_step_is_put_forward_with_it_and_comes_once_to_one_that_has_none()
      throws Exception {
    write(new Open());
    assertThat(theGoal().getTargetFirstRep().hasDetail()).isFalse();
    assertThat(write(WITH_STEP).outcome()).isEqualTo(Outcome.UPDATED);
    var target = theGoal().getTargetFirstRep();
    assertThat(target.getMeasure().getCodingFirstRep().getCode()).isEqualTo("first-step");
    assertThat(target.getDetailStringType().getValue()).isEqualTo("Choose one step together");
    assertThat(target.getDueDateType().getValueAsString()).isEqualTo("2026-03-30");
    assertThat(write(WITH_STEP).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(Seal.holds(theGoal())).isTrue();
    write(new GoalAnswer.Withdrawn());
    assertThat(theGoal().getTargetFirstRep().hasDetail()).as("as people saw it").isTrue();
  }

  @Test
  void a_first_step_that_a_person_reworded_is_theirs() throws Exception {
    write(WITH_STEP);
    var edited = theGoal();
    edited.getTargetFirstRep().setDetail(new StringType("Ring my sister up"));
    hospital.put(edited);
    assertThat(write(WITH_STEP).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(theGoal().getTargetFirstRep().getDetailStringType().getValue())
        .isEqualTo("Ring my sister up");
  }

  @Test
  void a_first_step_on_which_nobody_agreed_does_not_stand_there_as_agreed() throws Exception {
    write(WITH_STEP);
    write(
        new Agreed(
            "Sleep through the night",
            null,
            LocalDate.of(2026, 4, 2),
            AGREED.voices(),
            "Practitioner/7",
            DAY));
    assertThat(theGoal().getTarget()).hasSize(1);
    assertThat(theGoal().getTargetFirstRep().hasDetail()).isFalse();
    assertThat(theGoal().getTargetFirstRep().hasMeasure()).isFalse();
    assertThat(theGoal().getTargetFirstRep().getDueDateType().getValueAsString())
        .isEqualTo("2026-04-02");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void what_people_agreed_on_stands_there_in_their_words_with_who_agreed_and_the_first_step(
      boolean proposedBefore) throws Exception {
    if (proposedBefore) {
      write(new Open());
    }
    assertThat(write(AGREED).outcome())
        .isEqualTo(proposedBefore ? Outcome.UPDATED : Outcome.CREATED);
    var goal = theGoal();
    assertThat(goal.getLifecycleStatus()).isEqualTo(GoalLifecycleStatus.ACTIVE);
    assertThat(goal.getStatusDateElement().getValueAsString()).isEqualTo("2026-03-02");
    assertThat(goal.getDescription().getText()).isEqualTo("Sleep through the night");
    assertThat(answers(goal, "individual")).containsExactly(CLIENT, "Practitioner/7");
    assertThat(answers(goal, "status")).containsExactly("agree", "agree");
    assertThat(goal.getTarget()).hasSize(1);
    var target = goal.getTargetFirstRep();
    assertThat(target.getDue().primitiveValue()).isEqualTo("2026-04-02");
    assertThat(target.getMeasure().getCodingFirstRep().getCode()).isEqualTo("first-step");
    assertThat(target.getDetail().primitiveValue()).isEqualTo("A walk before supper");
    assertThat(Seal.holds(goal)).isTrue();
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void its_provenance_names_the_device_first_and_then_the_person() throws Exception {
    write(new Open());
    write(AGREED);
    assertThat(hospital.all(Provenance.class))
        .anySatisfy(
            told ->
                assertThat(told.getAgent())
                    .extracting(
                        one -> one.getWho().getReference().replaceAll("/.*", ""),
                        one -> one.getType().getCodingFirstRep().getCode())
                    .containsExactly(tuple("Device", "assembler"), tuple("Practitioner", "author")))
        .anySatisfy(told -> assertThat(told.getAgent()).hasSize(1));
  }

  @Test
  void a_client_who_was_not_asked_is_pending_and_a_goal_without_a_step_has_no_measure()
      throws Exception {
    write(
        new Agreed(
            "Sleep",
            null,
            DAY.plusDays(9),
            List.of(
                new Voice(CLIENT, Acceptance.PENDING),
                new Voice("Practitioner/7", Acceptance.AGREE)),
            "Practitioner/7",
            DAY));
    assertThat(answers(theGoal(), "status")).containsExactly("pending", "agree");
    assertThat(theGoal().getTargetFirstRep().hasMeasure()).isFalse();
    assertThat(theGoal().getTargetFirstRep().hasDetail()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(WhyNot.class)
  void what_people_decided_against_is_rejected_with_a_coded_reason(WhyNot why) throws Exception {
    write(new Open());
    assertThat(write(new Declined(why, "Practitioner/7", DAY)).outcome())
        .isEqualTo(Outcome.UPDATED);
    var goal = theGoal();
    assertThat(goal.getLifecycleStatus()).isEqualTo(GoalLifecycleStatus.REJECTED);
    var reason = (CodeableConcept) goal.getExtensionByUrl(Codes.GOAL_REASON_REJECTED).getValue();
    assertThat(reason.getCodingFirstRep().getSystem())
        .isEqualTo("https://attune.org/fhir/CodeSystem/goal-why-not");
    assertThat(reason.getCodingFirstRep().getCode())
        .isEqualTo(why.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    assertThat(goal.getStatusReason()).isEqualTo(reason.getText()).isNotBlank();
    assertThat(answers(goal, "status"))
        .isEqualTo(why == WhyNot.CLIENT_WANTS_OTHERWISE ? List.of("disagree") : List.of());
    assertThat(write(new Declined(why, "Practitioner/7", DAY)).outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void what_was_never_written_is_not_written_to_be_rejected() throws Exception {
    assertThat(write(new Declined(WhyNot.NOT_NOW, "Practitioner/7", DAY)))
        .isEqualTo(new Written(null, Outcome.UNCHANGED));
    assertThat(hospital.all(Goal.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"accepted,ACCEPTED", "rejected,REJECTED", "proposed,REWORDED"})
  void whoever_decided_in_the_record_meanwhile_is_right(String status, Edit.What what)
      throws Exception {
    write(new Open());
    var theirs = theGoal();
    theirs.setLifecycleStatus(GoalLifecycleStatus.fromCode(status));
    theirs.getDescription().setText("Theirs");
    hospital.put(theirs);
    var written = write(AGREED);
    assertThat(written.outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(written.edit()).isNotNull().extracting(Edit::what).isEqualTo(what);
    assertThat(written.resource()).isNotNull().extracting(Source::type).isEqualTo("Goal");
    assertThat(theGoal().getDescription().getText()).isEqualTo("Theirs");
  }

  @Test
  void an_answer_that_somebody_turns_round_afterwards_is_not_turned_back() throws Exception {
    write(AGREED);
    var theirs = theGoal();
    theirs
        .getExtensionsByUrl(Codes.GOAL_ACCEPTANCE)
        .get(0)
        .getExtensionByUrl("status")
        .setValue(new CodeType("disagree"));
    hospital.put(theirs);
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(answers(theGoal(), "status")).containsExactly("disagree", "agree");
  }

  @Test
  void where_our_mark_is_dropped_what_was_agreed_is_known_by_its_words() throws Exception {
    write(new Open());
    dropMarks();
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.UPDATED);
    dropMarks();
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.UNCHANGED);
    var theirs = theGoal();
    theirs.getDescription().setText("Theirs");
    hospital.put(theirs);
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  private void dropMarks() {
    var goal = theGoal();
    goal.setExtension(List.<Extension>of());
    hospital.put(goal);
  }

  @Test
  void an_answer_that_was_lost_is_found_and_not_repeated() throws Exception {
    settings.with("ehr.timeout-seconds", "1");
    write(new Open());
    hospital.afterChange = hospital::waitsUntilAskedAgain;
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(theGoal().getMeta().getVersionId()).isEqualTo("2");
  }

  @Test
  void in_a_plan_of_ours_that_a_person_closed_it_stands_alone() throws Exception {
    hospital.put(
        "{\"resourceType\":\"CarePlan\",\"id\":\"own\",\"status\":\"revoked\",\"intent\":\"proposal\",\"subject\":{\"reference\":\"Patient/p1\"},\"identifier\":[{\"system\":\"https://attune.org/fhir/care-plan\",\"value\":\"p1\"}]}");
    assertThat(write(AGREED).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(theGoal().getLifecycleStatus()).isEqualTo(GoalLifecycleStatus.ACTIVE);
    assertThat(hospital.all(CarePlan.class).get(0).getGoal()).isEmpty();
  }

  @Test
  void a_plan_of_ours_is_part_of_the_teams_where_there_is_one() throws Exception {
    writer.write(goal(new Open(), new Source("CarePlan", "team", "3")));
    assertThat(hospital.all(CarePlan.class).get(0).getPartOf())
        .extracting(Reference::getReference)
        .containsExactly("CarePlan/team");
  }

  @Test
  void whoever_takes_it_up_is_asked_with_the_goal_and_a_day() throws Exception {
    var task =
        new GoalTask(
            KEY.value() + ".goal-task",
            new PatientId("p1"),
            "Practitioner/3",
            "Practitioner/7",
            "Please take it up.",
            NOON,
            NOON.plusSeconds(864_000),
            new Source("Goal", "g1", "2"),
            Labels.NONE);
    assertThat(writer.write(task).outcome()).isEqualTo(Outcome.CREATED);
    var written = hospital.all(Task.class).get(0);
    assertThat(written.getFocus().getReference()).isEqualTo("Goal/g1");
    assertThat(written.getOwner().getReference()).isEqualTo("Practitioner/3");
    assertThat(written.getRequester().getReference()).isEqualTo("Practitioner/7");
    assertThat(written.getFor().getReference()).isEqualTo(CLIENT);
    assertThat(written.getRestriction().getPeriod().getEnd())
        .isEqualTo(java.util.Date.from(NOON.plusSeconds(864_000)));
    assertThat(writer.write(task).outcome()).isEqualTo(Outcome.UNCHANGED);
  }
}
