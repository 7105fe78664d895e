package org.attune.fhir.writeback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.attune.fhir.Codes;
import org.attune.fhir.OutsideEyes;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.Edit;
import org.attune.writeback.PlanActivity;
import org.attune.writeback.Proposal.ActivityProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.Suggested;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What could be done about a plan stands in a plan of our own, and is left to people there. */
class PlanActivitiesTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final FindingKey KEY = new FindingKey("cd".repeat(32));
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String TEXT = "Choose together";
  private static final Labels STRICT =
      new Labels(
          List.of(
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")));

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final EhrClient ehr = new EhrClient(settings, FHIR);
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final Capabilities capabilities = new Capabilities(ehr, FHIR, settings, clock);
  private final FhirChartWriter writer = Writers.of(ehr, FHIR, settings, capabilities, clock);

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private static ActivityProposal activity(String text, boolean withdrawn) {
    return activity(text, withdrawn, Labels.NONE);
  }

  private static ActivityProposal activity(String text, boolean withdrawn, Labels labels) {
    return new ActivityProposal(
        KEY,
        CLIENT,
        "plan-blind-spot|4",
        new Suggested(
            PlanActivity.CHOOSE_GOALS,
            text,
            List.of(new Source("Goal", "g1", "2")),
            LocalDate.of(2026, 3, 30)),
        DAY,
        withdrawn,
        new Source("CarePlan", "team", "3"),
        List.of(new Source("QuestionnaireResponse", "q1", "2")),
        labels);
  }

  private Written write(boolean withdrawn) throws Exception {
    return writer.write(activity(TEXT, withdrawn));
  }

  private Written again(Written stood) throws Exception {
    return writer.write(activity(TEXT, false), before(stood));
  }

  private static Before before(Written stood) {
    return new Before(stood.resource(), false, Attribution.TOLD, null, null, false);
  }

  private CarePlan thePlan() {
    assertThat(hospital.all(CarePlan.class)).hasSize(1);
    return hospital.all(CarePlan.class).get(0);
  }

  private CarePlanActivityComponent theActivity() {
    assertThat(thePlan().getActivity()).hasSize(1);
    return thePlan().getActivityFirstRep();
  }

  private CarePlanActivityStatus status() {
    return theActivity().getDetail().getStatus();
  }

  @Test
  void it_is_put_forward_once_in_a_plan_of_our_own_as_the_standard_has_it() throws Exception {
    assertThat(write(false).outcome()).isEqualTo(Outcome.CREATED);
    var plan = thePlan();
    assertThat(plan.getIntent()).isEqualTo(CarePlanIntent.PROPOSAL);
    assertThat(plan.getIdentifierFirstRep().getSystem())
        .isEqualTo("https://attune.org/fhir/care-plan");
    assertThat(plan.getPartOfFirstRep().getReference()).isEqualTo("CarePlan/team");
    var detail = theActivity().getDetail();
    assertThat(detail.getStatus()).isEqualTo(CarePlanActivityStatus.NOTSTARTED);
    assertThat(detail.getCode().getCodingFirstRep().getSystem())
        .isEqualTo("https://attune.org/fhir/CodeSystem/plan-activity");
    assertThat(detail.getCode().getCodingFirstRep().getCode()).isEqualTo("choose-goals");
    assertThat(detail.getCode().getText()).isEqualTo("Choose goals together");
    assertThat(detail.getDescription()).isEqualTo(TEXT);
    assertThat(detail.getGoal()).extracting(Reference::getReference).containsExactly("Goal/g1");
    assertThat(detail.getScheduledPeriod().getStartElement().getValueAsString())
        .isEqualTo("2026-03-02");
    assertThat(detail.getScheduledPeriod().getEndElement().getValueAsString())
        .isEqualTo("2026-03-30");
    assertThat(OutsideEyes.complaints(FHIR.context().newJsonParser().encodeResourceToString(plan)))
        .isEmpty();
    assertThat(write(false).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(thePlan().getMeta().getVersionId()).isEqualTo("1");
  }

  @Test
  void its_provenance_names_our_device_the_rule_and_the_evidence() throws Exception {
    write(false);
    var told = hospital.all(Provenance.class);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).getTargetFirstRep().getReference()).startsWith("CarePlan/");
    assertThat(told.get(0).getPolicy().get(0).getValue()).endsWith("/plan-blind-spot|4");
    assertThat(told.get(0).getAgentFirstRep().getWho().getReference()).startsWith("Device/");
    assertThat(told.get(0).getEntityFirstRep().getWhat().getReference())
        .isEqualTo("QuestionnaireResponse/q1/_history/2");
  }

  @Test
  void it_is_withdrawn_with_its_finding_and_keeps_the_words_in_which_people_saw_it()
      throws Exception {
    write(false);
    assertThat(writer.write(activity("Other words", true)).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(status()).isEqualTo(CarePlanActivityStatus.CANCELLED);
    assertThat(theActivity().getDetail().getStatusReason().getText()).startsWith("No longer");
    assertThat(theActivity().getDetail().getDescription()).isEqualTo(TEXT);
    assertThat(write(true).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(write(false).outcome()).as("the finding is back").isEqualTo(Outcome.UPDATED);
    assertThat(status()).isEqualTo(CarePlanActivityStatus.NOTSTARTED);
    assertThat(theActivity().getDetail().hasStatusReason()).isFalse();
  }

  @Test
  void what_was_never_written_is_not_written_to_be_withdrawn() throws Exception {
    assertThat(write(true)).isEqualTo(new Written(null, Outcome.UNCHANGED));
    assertThat(hospital.all(CarePlan.class)).isEmpty();
  }

  @Test
  void it_stands_beside_the_goals_of_the_same_plan_and_takes_none_of_it_away() throws Exception {
    var goal =
        new GoalProposal(
            new FindingKey("ab".repeat(32)),
            CLIENT,
            "goal-alignment|1",
            "Agree on one goal",
            DAY,
            DAY.plusDays(28),
            false,
            List.of(),
            Labels.NONE);
    writer.write(goal);
    assertThat(write(false).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(thePlan().getGoal()).hasSize(1);
    assertThat(theActivity().getId()).isEqualTo(KEY.value() + ".activity");
    assertThat(writer.write(goal).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource({
    "scheduled,ACCEPTED",
    "completed,ACCEPTED",
    "cancelled,REJECTED",
    "stopped,REJECTED",
    "not-started,REWORDED"
  })
  void what_a_person_made_of_it_is_theirs_and_stays(String status, Edit.What what)
      throws Exception {
    var stood = write(false);
    var theirs = thePlan();
    theirs
        .getActivityFirstRep()
        .getDetail()
        .setStatus(CarePlanActivityStatus.fromCode(status))
        .setDescription("Theirs");
    hospital.put(theirs);
    var written = again(stood);
    assertThat(written.outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    var edit = requireNonNull(written.edit());
    assertThat(edit.what()).isEqualTo(what);
    assertThat(edit.name()).isEqualTo(KEY.value() + ".activity");
    assertThat(edit.sure()).isTrue();
    assertThat(write(true).outcome()).as("nor withdrawn").isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(status().toCode()).isEqualTo(status);
    assertThat(theActivity().getDetail().getDescription()).isEqualTo("Theirs");
  }

  @Test
  void whoever_is_to_do_it_or_noted_how_it_goes_has_made_it_theirs() throws Exception {
    write(false);
    var theirs = thePlan();
    theirs.getActivityFirstRep().getDetail().addPerformer(new Reference("Practitioner/7"));
    hospital.put(theirs);
    assertThat(write(true).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    theirs.getActivityFirstRep().getDetail().getPerformer().clear();
    theirs.getActivityFirstRep().addProgress().setText("Talked about it");
    hospital.put(theirs);
    assertThat(write(true).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  @Test
  void what_a_person_took_out_of_the_plan_is_not_put_back() throws Exception {
    var stood = write(false);
    var theirs = thePlan();
    theirs.getActivity().clear();
    hospital.put(theirs);
    var written = again(stood);
    assertThat(written.outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(requireNonNull(written.edit()).what()).isEqualTo(Edit.What.REJECTED);
    assertThat(thePlan().getActivity()).isEmpty();
  }

  @Test
  void a_plan_that_a_person_deleted_stays_gone_and_one_that_was_lost_is_made_again()
      throws Exception {
    var stood = write(false);
    var id = thePlan().getIdElement().getIdPart();
    hospital.delete("CarePlan", id);
    assertThat(again(stood).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.all(CarePlan.class)).isEmpty();
    hospital.forget("CarePlan/" + id);
    assertThat(again(stood).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(status()).isEqualTo(CarePlanActivityStatus.NOTSTARTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void in_a_plan_that_a_person_closed_nothing_is_written(boolean stoodThere) throws Exception {
    if (stoodThere) {
      write(false);
      hospital.put(thePlan().setStatus(CarePlanStatus.REVOKED));
    } else {
      hospital.put(
          "{\"resourceType\":\"CarePlan\",\"id\":\"own\",\"status\":\"revoked\",\"intent\":\"proposal\",\"subject\":{\"reference\":\"Patient/p1\"},\"identifier\":[{\"system\":\"https://attune.org/fhir/care-plan\",\"value\":\"p1\"}]}");
    }
    var version = thePlan().getMeta().getVersionId();
    assertThat(write(stoodThere).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(thePlan().getMeta().getVersionId()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void what_a_person_did_in_that_very_moment_stays(int conflict) throws Exception {
    hospital.conflict = conflict;
    write(false);
    var theirs = thePlan();
    theirs.getActivityFirstRep().getDetail().setStatus(CarePlanActivityStatus.SCHEDULED);
    hospital.beforeChange = () -> hospital.put(theirs);
    hospital.beforeCommit = () -> hospital.put(theirs);
    assertThat(write(true).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(status()).isEqualTo(CarePlanActivityStatus.SCHEDULED);
  }

  @Test
  void an_answer_that_was_lost_is_found_and_not_repeated() throws Exception {
    settings.with("ehr.timeout-seconds", "1");
    hospital.afterCommit = hospital::waitsUntilAskedAgain;
    assertThat(write(false).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(thePlan().getMeta().getVersionId()).isEqualTo("1");
    assertThat(theActivity().hasId()).isTrue();
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void where_our_marks_are_dropped_it_is_known_by_its_code_and_its_words() throws Exception {
    write(false);
    dropMarks();
    assertThat(write(false).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(write(true).outcome()).isEqualTo(Outcome.UPDATED);
    dropMarks();
    assertThat(write(false).outcome()).as("we withdrew it").isEqualTo(Outcome.UPDATED);
    dropMarks();
    var theirs = thePlan();
    theirs.getActivityFirstRep().getDetail().setDescription("Theirs");
    hospital.put(theirs);
    assertThat(write(true).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(theActivity().getDetail().getDescription()).isEqualTo("Theirs");
  }

  private void dropMarks() {
    var plan = thePlan();
    plan.getActivityFirstRep().setExtension(List.<Extension>of()).setId(null);
    hospital.put(plan);
  }

  @Test
  void the_labels_of_what_it_rests_on_go_with_it() throws Exception {
    write(false);
    assertThat(writer.write(activity(TEXT, false, STRICT)).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(thePlan().getMeta().getSecurity()).extracting(Coding::getCode).containsExactly("R");
    assertThat(hospital.all(Provenance.class))
        .anySatisfy(
            told -> assertThat(told.getMeta().getSecurityFirstRep().getCode()).isEqualTo("R"));
  }

  @Test
  void where_the_record_keeps_no_plans_nothing_is_put_forward() throws Exception {
    hospital.refused.put("POST CarePlan", 405);
    capabilities.look(false);
    assertThat(write(false)).isEqualTo(new Written(null, Outcome.AS_CARD));
  }

  @Test
  void it_is_looked_for_with_many_others_and_what_a_person_changed_is_not_as_it_was_left()
      throws Exception {
    var records = new FhirOwnRecords(ehr, FHIR, settings, capabilities);
    var proposal = activity(TEXT, false);
    assertThat(records.find(List.of(proposal)).of(proposal.name())).isEmpty();
    write(false);
    assertThat(records.find(List.of(proposal)).of(proposal.name())).hasSize(1);
    var theirs = thePlan();
    theirs.getActivityFirstRep().getDetail().setStatus(CarePlanActivityStatus.SCHEDULED);
    hospital.put(theirs);
    assertThat(records.find(List.of(proposal)).of(proposal.name())).isEmpty();
    hospital.once(line -> line.contains("CarePlan"), 403);
    assertThat(records.find(List.of(proposal)).hidden()).containsExactly(proposal.name());
  }

  @Test
  void the_seal_is_in_the_activity_and_not_on_the_plan() throws Exception {
    write(false);
    assertThat(thePlan().hasExtension(Codes.AS_WRITTEN)).isFalse();
    assertThat(theActivity().hasExtension(Codes.AS_WRITTEN)).isTrue();
  }
}
