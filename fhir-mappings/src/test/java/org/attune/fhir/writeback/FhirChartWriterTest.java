package org.attune.fhir.writeback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingKey;
import org.attune.safety.Acceptance;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.FlagThatStood;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.Proposal.TaskProposal;
import org.attune.writeback.Proposal.UnitProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirChartWriterTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final FindingKey KEY = new FindingKey("ab".repeat(32));
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Instant SINCE = Instant.parse("2026-02-20T09:00:00Z");
  private static final Instant RECORDED = Instant.parse("2026-03-02T07:00:00Z");
  private static final Labels RESTRICTED =
      new Labels(
          List.of(
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")));
  private static final List<Source> EVIDENCE =
      List.of(
          new Source("QuestionnaireResponse", "q1", "2"), new Source("Appointment", "a1", null));

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final FhirChartWriter writer = writer();

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirChartWriter writer() {
    var ehr = new EhrClient(settings, FHIR);
    var clock = Clock.fixed(RECORDED, ZoneOffset.UTC);
    return Writers.of(ehr, FHIR, settings, new Capabilities(ehr, FHIR, settings, clock), clock);
  }

  private static FlagProposal flag(String text, @Nullable Instant end) {
    return new FlagProposal(
        KEY.value(),
        KEY,
        CLIENT,
        "alliance-drop|1",
        Category.CLINICAL,
        Level.REVIEW,
        text,
        SINCE,
        end,
        EVIDENCE,
        RESTRICTED);
  }

  @Test
  void why_somebody_set_a_flag_aside_is_told_as_a_code_beside_it_and_nothing_more()
      throws Exception {
    write(flag("Ratings fell", null));
    write(
        new FlagProposal(
            KEY.value(),
            KEY,
            CLIENT,
            "alliance-drop|1",
            Category.CLINICAL,
            Level.REVIEW,
            "Ratings fell",
            SINCE,
            SINCE.plusSeconds(86_400),
            Dismissal.CONTESTED,
            EVIDENCE,
            RESTRICTED));
    assertThat(hospital.all(Flag.class).get(0).getStatus()).isEqualTo(Flag.FlagStatus.INACTIVE);
    var told = hospital.all(Provenance.class);
    assertThat(told).hasSize(2);
    assertThat(told.stream().flatMap(each -> each.getReason().stream()))
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.getCodingFirstRep().getSystem())
                  .isEqualTo("https://attune.org/fhir/CodeSystem/dismissal-reason");
              assertThat(reason.getCodingFirstRep().getCode()).isEqualTo("contested");
            });
  }

  private static GoalProposal goal(boolean withdrawn) {
    return new GoalProposal(
        KEY,
        CLIENT,
        "alliance-drop|1",
        "Talk about how the sessions are going",
        LocalDate.of(2026, 2, 20),
        LocalDate.of(2026, 4, 3),
        withdrawn,
        EVIDENCE,
        RESTRICTED);
  }

  private static TaskProposal task(boolean done) {
    return new TaskProposal(
        KEY,
        CLIENT,
        "client-voice|1",
        "Practitioner/lead",
        "Please get in touch with this client. What could be tried: Ask open questions; Check in"
            + " often.",
        Level.PRIORITY,
        SINCE,
        SINCE.plusSeconds(86_400),
        done,
        EVIDENCE,
        RESTRICTED);
  }

  private Outcome write(Proposal proposal) throws EhrUnavailable, WriteRefused {
    return writer.write(proposal).outcome();
  }

  private Flag theFlag() {
    assertThat(hospital.all(Flag.class)).hasSize(1);
    return hospital.all(Flag.class).get(0);
  }

  @Test
  void a_flag_says_what_the_standard_asks_for() throws EhrUnavailable, WriteRefused {
    var written = writer.write(flag("Please check in.", null));
    assertThat(written.outcome()).isEqualTo(Outcome.CREATED);
    var flag = theFlag();
    assertThat(written.resource())
        .isEqualTo(new Source("Flag", flag.getIdElement().getIdPart(), "1"));
    assertThat(flag.getIdentifierFirstRep().getSystem())
        .isEqualTo("https://attune.org/fhir/finding");
    assertThat(flag.getIdentifierFirstRep().getValue()).isEqualTo(KEY.value());
    assertThat(flag.getStatus()).isEqualTo(Flag.FlagStatus.ACTIVE);
    assertThat(flag.getSubject().getReference()).isEqualTo("Patient/p1");
    assertThat(flag.getCategoryFirstRep().getCodingFirstRep().getSystem())
        .isEqualTo("http://terminology.hl7.org/CodeSystem/flag-category");
    assertThat(flag.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("clinical");
    assertThat(flag.getCode().getText()).isEqualTo("Please check in.");
    assertThat(flag.getCode().getCodingFirstRep().getCode()).isEqualTo("alliance-drop");
    assertThat(flag.getPeriod().getStart().toInstant()).isEqualTo(SINCE);
    assertThat(flag.getPeriod().hasEnd()).isFalse();
    assertThat(flag.getMeta().getSecurityFirstRep().getCode()).isEqualTo("R");
    var priority =
        (CodeableConcept)
            flag.getExtensionByUrl("http://hl7.org/fhir/StructureDefinition/flag-priority")
                .getValue();
    assertThat(priority.getCodingFirstRep().getSystem())
        .isEqualTo("http://hl7.org/fhir/flag-priority-code");
    assertThat(priority.getCodingFirstRep().getCode()).isEqualTo("PM");
    assertThat(flag.getExtensionsByUrl("http://hl7.org/fhir/StructureDefinition/flag-detail"))
        .extracting(detail -> ((Reference) detail.getValue()).getReference())
        .containsExactly("QuestionnaireResponse/q1", "Appointment/a1");
  }

  @Test
  void its_provenance_tells_who_by_which_rule_and_from_which_versions()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    var device = hospital.all(Device.class).get(0);
    var provenance = hospital.all(Provenance.class).get(0);
    assertThat(provenance.getTargetFirstRep().getReference())
        .isEqualTo("Flag/" + theFlag().getIdElement().getIdPart());
    assertThat(provenance.getRecorded().toInstant()).isEqualTo(RECORDED);
    assertThat(provenance.getAgentFirstRep().getWho().getReference())
        .isEqualTo("Device/" + device.getIdElement().getIdPart())
        .isEqualTo(theFlag().getAuthor().getReference());
    assertThat(provenance.getAgentFirstRep().getType().getCodingFirstRep().getCode())
        .isEqualTo("assembler");
    assertThat(provenance.getPolicy())
        .extracting(one -> one.getValue())
        .containsExactly("https://attune.org/fhir/PlanDefinition/alliance-drop|1");
    assertThat(provenance.getEntity())
        .extracting(entity -> entity.getWhat().getReference())
        .containsExactly("QuestionnaireResponse/q1/_history/2", "Appointment/a1");
    assertThat(provenance.getMeta().getSecurityFirstRep().getCode()).isEqualTo("R");
  }

  @Test
  void writing_again_writes_nothing() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.UNCHANGED);
    assertThat(writer().write(flag("Please check in.", null)).outcome())
        .isEqualTo(Outcome.UNCHANGED);
    assertThat(theFlag().getMeta().getVersionId()).isEqualTo("1");
    assertThat(hospital.all(Provenance.class)).hasSize(1);
    assertThat(hospital.all(Device.class)).hasSize(1);
  }

  @Test
  void a_server_that_answers_from_memory_does_not_make_us_write_twice()
      throws EhrUnavailable, WriteRefused {
    hospital.remembersAnswers = true;
    write(flag("Please check in.", null));
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.all(Flag.class)).hasSize(1);
    assertThat(hospital.all(Device.class)).hasSize(1);
  }

  @Test
  void a_flag_is_brought_up_to_date_closed_and_never_deleted() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    assertThat(write(flag("Please check in soon.", null))).isEqualTo(Outcome.UPDATED);
    assertThat(write(flag("Please check in soon.", SINCE.plusSeconds(60))))
        .isEqualTo(Outcome.UPDATED);
    var closed = theFlag();
    assertThat(closed.getStatus()).isEqualTo(Flag.FlagStatus.INACTIVE);
    assertThat(closed.getPeriod().getStart().toInstant()).isEqualTo(SINCE);
    assertThat(closed.getPeriod().getEnd().toInstant()).isEqualTo(SINCE.plusSeconds(60));
    assertThat(write(flag("Please check in soon.", SINCE.plusSeconds(60))))
        .isEqualTo(Outcome.UNCHANGED);
    assertThat(write(flag("Please check in soon.", null))).isEqualTo(Outcome.UPDATED);
    assertThat(theFlag().getStatus()).isEqualTo(Flag.FlagStatus.ACTIVE);
    assertThat(theFlag().getPeriod().hasEnd()).isFalse();
  }

  @Test
  void a_finding_that_ended_before_it_was_written_leaves_no_trace()
      throws EhrUnavailable, WriteRefused {
    var written = writer.write(flag("Please check in.", SINCE.plusSeconds(60)));
    assertThat(written).isEqualTo(new Written(null, Outcome.UNCHANGED));
    assertThat(hospital.all(Flag.class)).isEmpty();
  }

  @Test
  void a_flag_that_a_person_closed_or_changed_is_left_to_that_person()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    hospital.put(theFlag().setStatus(Flag.FlagStatus.INACTIVE));
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(write(flag("Another sentence.", null))).isEqualTo(Outcome.LEFT_TO_PERSON);
    var edited = theFlag().setStatus(Flag.FlagStatus.ACTIVE);
    edited.getCode().setText("Talked about it.");
    hospital.put(edited);
    assertThat(write(flag("Please check in.", SINCE.plusSeconds(60))))
        .isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(theFlag().getCode().getText()).isEqualTo("Talked about it.");
  }

  @Test
  void what_a_person_made_of_it_is_told_when_it_is_left_to_them()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    hospital.put(theFlag().setStatus(Flag.FlagStatus.INACTIVE));
    assertThat(writer.write(flag("Please check in soon.", null)).edit())
        .isEqualTo(
            new Edit(
                KEY.value(),
                new Source("Flag", theFlag().getIdElement().getIdPart(), "2"),
                Edit.What.CLOSED,
                true));
  }

  @Test
  void a_flag_that_a_person_deleted_is_not_made_again_and_counts_as_closed()
      throws EhrUnavailable, WriteRefused {
    var stood = requireNonNull(writer.write(flag("Please check in.", null)).resource());
    hospital.delete("Flag", stood.id());
    var written = writer.write(new FlagThatStood(flag("Please look.", null), stood));
    assertThat(written.outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(written.edit()).isEqualTo(new Edit(KEY.value(), stood, Edit.What.CLOSED, true));
    assertThat(hospital.all(Flag.class)).isEmpty();
  }

  @Test
  void a_flag_that_the_EHR_no_longer_knows_of_is_made_again() throws EhrUnavailable, WriteRefused {
    var lost = new Source("Flag", "of-before-the-backup", "1");
    assertThat(write(new FlagThatStood(flag("Please look.", null), lost)))
        .isEqualTo(Outcome.CREATED);
    assertThat(theFlag().getStatus()).isEqualTo(Flag.FlagStatus.ACTIVE);
  }

  @Test
  void pages_that_lead_in_a_circle_are_not_followed_for_ever() {
    hospital.once(
        new StubEhr.Fault(line -> line.startsWith("GET Flag?identifier"), 200, circle(), Map.of()));
    hospital.circle = circle();
    assertThatThrownBy(() -> write(flag("Please look.", null)))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("in a circle");
  }

  private String circle() {
    return """
    {"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"%s?_circle=1"}],\
    "entry":[{"resource":{"resourceType":"Flag","id":"x"}}]}\
    """
        .formatted(hospital.base());
  }

  @Test
  void after_a_person_closed_a_flag_the_next_is_another_one_and_theirs_is_not_touched()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    hospital.put(theFlag().setStatus(Flag.FlagStatus.INACTIVE));
    var next =
        new FlagProposal(
            KEY.value() + ".2",
            KEY,
            CLIENT,
            "alliance-drop|1",
            Category.CLINICAL,
            Level.REVIEW,
            "Please check in.",
            SINCE.plusSeconds(60),
            null,
            EVIDENCE,
            RESTRICTED);
    assertThat(write(next)).isEqualTo(Outcome.CREATED);
    assertThat(hospital.all(Flag.class))
        .extracting(flag -> flag.getStatus() + " " + flag.getMeta().getVersionId())
        .containsExactly("INACTIVE 2", "ACTIVE 1");
  }

  @Test
  void what_a_server_writes_differently_is_no_persons_change() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    var flag = theFlag();
    flag.getText()
        .setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">made by the server</div>");
    flag.getMeta().addSecurity().setSystem("urn:site").setCode("VIP");
    flag.getPeriod().getStartElement().setValueAsString("2026-02-20T10:00:00+01:00");
    flag.getExtensionsByUrl(Codes.FLAG_DETAIL)
        .forEach(
            detail ->
                detail.setValue(
                    new Reference(
                        hospital.base() + "/" + ((Reference) detail.getValue()).getReference())));
    hospital.put(flag);
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.UNCHANGED);
    assertThat(write(flag("Please check in.", SINCE.plusSeconds(60)))).isEqualTo(Outcome.UPDATED);
    assertThat(theFlag().getMeta().getSecurity())
        .extracting(one -> one.getCode())
        .contains("VIP", "R");
  }

  @Test
  void an_EHR_that_drops_our_seal_leaves_the_words_to_go_by() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    var flag = theFlag();
    flag.setExtension(List.of());
    hospital.put(flag);
    assertThat(write(flag("Please check in.", SINCE.plusSeconds(60)))).isEqualTo(Outcome.UPDATED);
    var closed = theFlag();
    closed.setExtension(List.of());
    hospital.put(closed);
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void somebody_who_was_faster_is_looked_at_before_anything_else(int conflict)
      throws EhrUnavailable, WriteRefused {
    hospital.conflict = conflict;
    write(flag("Please check in.", null));
    hospital.beforeCommit = () -> hospital.put(theFlag().setStatus(Flag.FlagStatus.INACTIVE));
    assertThat(write(flag("Please check in soon.", null))).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(theFlag().getStatus()).isEqualTo(Flag.FlagStatus.INACTIVE);
  }

  @Test
  void a_harmless_change_in_between_is_built_upon() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    hospital.beforeCommit = () -> hospital.put(theFlag());
    assertThat(write(flag("Please check in soon.", null))).isEqualTo(Outcome.UPDATED);
    assertThat(theFlag().getMeta().getVersionId()).isEqualTo("3");
  }

  @Test
  void a_write_whose_answer_was_lost_is_found_and_not_repeated()
      throws EhrUnavailable, WriteRefused {
    settings.with("ehr.timeout-seconds", "1");
    hospital.afterCommit = hospital::waitsUntilAskedAgain;
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.CREATED);
    assertThat(theFlag().getMeta().getVersionId()).isEqualTo("1");
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void an_EHR_that_cannot_now_is_asked_again_later(int status) {
    hospital.once(line -> line.startsWith("POST ") && !line.contains("Device"), status);
    assertThatThrownBy(() -> write(flag("Please check in.", null)))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("" + status)
        .hasMessageContaining(hospital.base())
        .hasMessageNotContaining("p1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void an_EHR_that_will_not_have_it_refuses(int status) {
    hospital.once(line -> line.startsWith("POST ") && !line.contains("Device"), status);
    assertThatThrownBy(() -> write(flag("Please check in.", null)))
        .isInstanceOf(WriteRefused.class)
        .hasMessageContaining("" + status)
        .hasMessageNotContaining("p1");
  }

  @Test
  void a_record_that_others_keep_changing_is_given_up_for_now()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    for (int tries = 0; tries < 4; tries++) {
      hospital.once(line -> line.equals("POST "), 409);
    }
    assertThatThrownBy(() -> write(flag("Please check in soon.", null)))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("409");
  }

  @Test
  void a_device_that_the_EHR_lost_is_made_again() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    var lost = hospital.all(Device.class).get(0).getIdElement().getIdPart();
    hospital.delete("Device", lost);
    hospital.once(line -> line.equals("POST "), 422);
    assertThat(write(goal(false))).isEqualTo(Outcome.CREATED);
    assertThat(hospital.all(Device.class))
        .singleElement()
        .satisfies(device -> assertThat(device.getIdElement().getIdPart()).isNotEqualTo(lost));
  }

  @Test
  void twins_of_parallel_writers_are_taken_back_and_the_oldest_stays()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    var twin = theFlag().copy();
    twin.setId("999999");
    hospital.put(twin);
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.all(Flag.class))
        .extracting(Flag::getStatus)
        .containsExactly(Flag.FlagStatus.ACTIVE, Flag.FlagStatus.ENTEREDINERROR);
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource({"PROMPT, PN", "INFO, PL", "REVIEW, PM", "PRIORITY, PH"})
  void how_pressing_it_is_has_a_code(Level level, String code) throws EhrUnavailable, WriteRefused {
    write(
        new FlagProposal(
            KEY.value(),
            KEY,
            CLIENT,
            "r|1",
            Category.CONTACT,
            level,
            "Text.",
            SINCE,
            null,
            EVIDENCE,
            Labels.NONE));
    Extension priority = theFlag().getExtensionByUrl(Codes.FLAG_PRIORITY);
    assertThat(((CodeableConcept) priority.getValue()).getCodingFirstRep().getCode())
        .isEqualTo(code);
  }

  @Test
  void a_goal_is_proposed_in_a_plan_of_our_own_and_the_teams_plan_is_not_touched()
      throws EhrUnavailable, WriteRefused {
    hospital.put(
        "{\"resourceType\":\"CarePlan\",\"id\":\"team\",\"status\":\"active\",\"intent\":\"plan\",\"subject\":{\"reference\":\"Patient/p1\"}}");
    assertThat(write(goal(false))).isEqualTo(Outcome.CREATED);
    var goal = hospital.all(Goal.class).get(0);
    assertThat(goal.getLifecycleStatus()).isEqualTo(Goal.GoalLifecycleStatus.PROPOSED);
    assertThat(goal.getDescription().getText()).isEqualTo("Talk about how the sessions are going");
    assertThat(goal.getIdentifierFirstRep().getValue()).isEqualTo(KEY.value() + ".goal");
    var own =
        hospital.all(CarePlan.class).stream()
            .filter(CarePlan::hasIdentifier)
            .findFirst()
            .orElseThrow();
    assertThat(own.getIdentifierFirstRep().getSystem())
        .isEqualTo("https://attune.org/fhir/care-plan");
    assertThat(own.getIntent()).isEqualTo(CarePlan.CarePlanIntent.PROPOSAL);
    assertThat(own.getGoal())
        .extracting(Reference::getReference)
        .containsExactly("Goal/" + goal.getIdElement().getIdPart());
    assertThat(hospital.all(CarePlan.class))
        .filteredOn(plan -> plan.getIdElement().getIdPart().equals("team"))
        .extracting(plan -> plan.getMeta().getVersionId())
        .containsExactly("1");
    assertThat(hospital.all(Provenance.class).get(0).getTarget()).hasSize(2);
    assertThat(write(goal(false))).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void a_second_goal_goes_into_the_same_plan() throws EhrUnavailable, WriteRefused {
    write(goal(false));
    var other =
        new GoalProposal(
            new FindingKey("cd".repeat(32)),
            CLIENT,
            "r|1",
            "Another",
            LocalDate.of(2026, 3, 1),
            LocalDate.of(2026, 5, 1),
            false,
            EVIDENCE,
            Labels.NONE);
    assertThat(write(other)).isEqualTo(Outcome.CREATED);
    assertThat(hospital.all(CarePlan.class)).hasSize(1);
    assertThat(hospital.all(CarePlan.class).get(0).getGoal()).hasSize(2);
  }

  @Test
  void a_proposed_goal_that_nobody_touched_is_withdrawn_with_a_word_why()
      throws EhrUnavailable, WriteRefused {
    write(goal(false));
    assertThat(write(goal(true))).isEqualTo(Outcome.UPDATED);
    var goal = hospital.all(Goal.class).get(0);
    assertThat(goal.getLifecycleStatus()).isEqualTo(Goal.GoalLifecycleStatus.CANCELLED);
    assertThat(goal.getStatusReason()).isNotBlank();
    assertThat(write(goal(true))).isEqualTo(Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "agreed"})
  void a_goal_that_somebody_took_up_or_answered_is_theirs(String how)
      throws EhrUnavailable, WriteRefused {
    write(goal(false));
    var goal = hospital.all(Goal.class).get(0);
    if (how.equals("accepted")) {
      goal.setLifecycleStatus(Goal.GoalLifecycleStatus.ACCEPTED);
    } else {
      goal.addExtension()
          .setUrl(Codes.GOAL_ACCEPTANCE)
          .addExtension("status", new CodeType("agree"));
    }
    hospital.put(goal);
    assertThat(write(goal(true))).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoked", "entered-in-error", "mistyped"})
  void in_a_plan_that_a_person_closed_or_whose_status_cannot_be_read_nothing_new_is_proposed(
      String status) throws EhrUnavailable, WriteRefused {
    hospital.put(
        "{\"resourceType\":\"CarePlan\",\"id\":\"own\",\"status\":\"%s\",\"intent\":\"proposal\",\"subject\":{\"reference\":\"Patient/p1\"},\"identifier\":[{\"system\":\"https://attune.org/fhir/care-plan\",\"value\":\"p1\"}]}"
            .formatted(status));
    assertThat(write(goal(false))).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.all(Goal.class)).isEmpty();
  }

  @Test
  void a_task_names_a_person_and_nothing_of_why() throws EhrUnavailable, WriteRefused {
    assertThat(write(task(false))).isEqualTo(Outcome.CREATED);
    var task = hospital.all(Task.class).get(0);
    assertThat(task.getOwner().getReference()).isEqualTo("Practitioner/lead");
    assertThat(task.getPriority()).isEqualTo(Task.TaskPriority.URGENT);
    assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    var everything =
        Sandbox.CONTEXT.newJsonParser().encodeResourceToString(task)
            + Sandbox.CONTEXT
                .newJsonParser()
                .encodeResourceToString(hospital.all(Provenance.class).get(0));
    assertThat(everything).doesNotContain("client-voice", "QuestionnaireResponse");
    assertThat(task.getDescription())
        .isEqualTo(task(false).text())
        .contains("What could be tried: Ask open questions;");
    assertThat(write(task(false))).isEqualTo(Outcome.UNCHANGED);
    assertThat(write(task(true))).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.all(Task.class).get(0).getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({
    "INPROGRESS, UNDER_WAY, true",
    "INPROGRESS, UNDER_WAY, false",
    "COMPLETED, COMPLETED, true",
    "COMPLETED, COMPLETED, false",
    "REJECTED, SET_ASIDE, true"
  })
  void a_task_that_somebody_works_on_or_has_done_is_left_to_them(
      Task.TaskStatus status, Edit.What what, boolean keepsOurSeal)
      throws EhrUnavailable, WriteRefused {
    write(task(false));
    var task = hospital.all(Task.class).get(0).setStatus(status);
    if (!keepsOurSeal) {
      task.setExtension(null);
    }
    hospital.put(task);
    for (boolean over : List.of(false, true)) {
      var written = writer.write(task(over));
      assertThat(written.outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
      assertThat(requireNonNull(written.edit()).what()).isEqualTo(what);
    }
    assertThat(hospital.all(Task.class))
        .singleElement()
        .satisfies(it -> assertThat(it.getStatus()).isEqualTo(status));
  }

  private static UnitProposal unit(boolean done) {
    return new UnitProposal(
        "note.unit",
        "Practitioner/lead",
        "While a therapist was away, sessions did not take place.",
        new Source("Practitioner", "t1", null),
        SINCE,
        done);
  }

  private static HandoverProposal handover(boolean second, boolean asMessage, boolean done) {
    return new HandoverProposal(
        second ? "h.second" : "h.first",
        CLIENT,
        second ? "Practitioner/second" : "Practitioner/first",
        "Please contact this client today.",
        SINCE,
        SINCE.plusSeconds(3600),
        asMessage,
        done,
        RESTRICTED);
  }

  @Test
  void a_note_for_the_unit_names_no_client_is_written_once_and_closed_when_it_ends()
      throws EhrUnavailable, WriteRefused {
    assertThat(write(unit(false))).isEqualTo(Outcome.CREATED);
    assertThat(write(unit(false))).isEqualTo(Outcome.UNCHANGED);
    var task = hospital.all(Task.class).get(0);
    assertThat(task.hasFor()).isFalse();
    assertThat(task.getFocus().getReference()).isEqualTo("Practitioner/t1");
    assertThat(task.getOwner().getReference()).isEqualTo("Practitioner/lead");
    assertThat(Sandbox.CONTEXT.newJsonParser().encodeResourceToString(task))
        .doesNotContain("Patient/");
    assertThat(write(unit(true))).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.all(Task.class).get(0).getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
  }

  @Test
  void a_hand_over_says_nothing_but_whom_to_contact_and_by_when()
      throws EhrUnavailable, WriteRefused {
    assertThat(write(handover(false, false, false))).isEqualTo(Outcome.CREATED);
    assertThat(write(handover(false, false, false))).isEqualTo(Outcome.UNCHANGED);
    var task = hospital.all(Task.class).get(0);
    assertThat(task.getPriority()).isEqualTo(Task.TaskPriority.ASAP);
    assertThat(task.getFor().getReference()).isEqualTo("Patient/p1");
    assertThat(task.getRestriction().getPeriod().getEnd().toInstant())
        .isEqualTo(SINCE.plusSeconds(3600));
    assertThat(
            Sandbox.CONTEXT
                .newJsonParser()
                .encodeResourceToString(hospital.all(Provenance.class).get(0)))
        .doesNotContain("QuestionnaireResponse");
  }

  @Test
  void whether_somebody_took_it_is_read_back_in_one_request() throws Exception {
    var acceptance = new FhirAcceptance(new EhrClient(settings, FHIR));
    var names = List.of("h.first", "h.second");
    write(handover(false, false, false));
    assertThat(acceptance.of(names, false)).isEqualTo(Acceptance.State.WAITING);
    hospital.put(hospital.all(Task.class).get(0).setStatus(Task.TaskStatus.REJECTED));
    int asked = hospital.asked.size();
    assertThat(acceptance.of(names, false)).isEqualTo(Acceptance.State.DECLINED);
    assertThat(hospital.asked).hasSize(asked + 1);
    write(handover(true, false, false));
    assertThat(acceptance.of(names, false)).isEqualTo(Acceptance.State.WAITING);
    hospital.put(hospital.all(Task.class).get(1).setStatus(Task.TaskStatus.ACCEPTED));
    assertThat(acceptance.of(names, false)).isEqualTo(Acceptance.State.TAKEN);
    assertThat(write(handover(true, false, true))).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  @Test
  void a_hand_over_may_go_as_a_message() throws Exception {
    var acceptance = new FhirAcceptance(new EhrClient(settings, FHIR));
    assertThat(write(handover(false, true, false))).isEqualTo(Outcome.CREATED);
    assertThat(write(handover(false, true, false))).isEqualTo(Outcome.UNCHANGED);
    var message = hospital.all(Communication.class).get(0);
    assertThat(message.getRecipientFirstRep().getReference()).isEqualTo("Practitioner/first");
    assertThat(message.getPayloadFirstRep().getContent().primitiveValue())
        .isEqualTo("Please contact this client today.");
    assertThat(acceptance.of(List.of("h.first"), true)).isEqualTo(Acceptance.State.WAITING);
    hospital.put(message.setReceived(Date.from(RECORDED)));
    assertThat(acceptance.of(List.of("h.first"), true)).isEqualTo(Acceptance.State.TAKEN);
    assertThat(write(handover(false, true, true))).isEqualTo(Outcome.LEFT_TO_PERSON);
  }

  @Test
  void words_beside_the_detectors_are_written_in_the_sites_language()
      throws EhrUnavailable, WriteRefused {
    settings.with("write-back.language", "de");
    write(goal(false));
    assertThat(hospital.all(CarePlan.class).get(0).getTitle())
        .isEqualTo("Vorschläge zum gemeinsamen Anschauen");
  }
}
