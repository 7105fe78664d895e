package org.attune.fhir.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.fhir.CodeSystems;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.responses.Responses;
import org.attune.therapy.ChartFact;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.GapReason;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMapperTest {

  private static final String KEY = "0123456789abcdef".repeat(4);

  /** A response that a therapist tried and documented. */
  private static Task task() {
    var task = new Task();
    task.setId("k1");
    task.setStatus(TaskStatus.COMPLETED);
    task.setCode(concept(Codes.RESPONSE, "st-06"));
    task.setReasonCode(concept(Codes.SIGNAL, "alliance-drop"));
    task.setFor(new Reference("Patient/p1"));
    task.getExecutionPeriod().setEndElement(new DateTimeType("2026-03-02T10:50:00+01:00"));
    return task;
  }

  private static CodeableConcept concept(String system, String... codes) {
    var concept = new CodeableConcept();
    for (String code : codes) {
      concept.addCoding(new Coding(system, code, null));
    }
    return concept;
  }

  private static Reading<List<ChartFact>> read(Task task) {
    return Sandbox.read(Sandbox.CONTEXT.newJsonParser().encodeResourceToString(task));
  }

  private static DocumentedResponse fact(Task task) {
    return Sandbox.fact(read(task), DocumentedResponse.class);
  }

  @Test
  void a_completed_task_tells_what_was_tried_with_whom_when_and_why() {
    var task = task();
    task.setEncounter(new Reference("Encounter/e1"));
    task.setOwner(new Reference("Practitioner/t1"));
    task.getMeta().setVersionId("3").addSecurity().setSystem("s").setCode("R");
    assertThat(fact(task))
        .isEqualTo(
            new DocumentedResponse(
                new Source("Task", "k1", "3"),
                new PatientId("p1"),
                "st-06",
                "alliance-drop",
                null,
                Instant.parse("2026-03-02T09:50:00Z"),
                new Source("Encounter", "e1", null),
                new TherapistId("t1"),
                new Labels(List.of(new SecurityLabel("s", "R")))));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"DRAFT", "REQUESTED", "RECEIVED", "ACCEPTED", "READY", "INPROGRESS", "ONHOLD"})
  void what_is_planned_or_under_way_was_not_tried_yet(TaskStatus status) {
    assertThat(read(task().setStatus(status))).isEqualTo(new Reading.OutOfScope<>());
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"CANCELLED", "REJECTED", "FAILED", "ENTEREDINERROR"})
  void what_was_not_done_after_all_is_withdrawn(TaskStatus status) {
    assertThat(read(task().setStatus(status))).isEqualTo(new Reading.Withdrawn<>());
  }

  @Test
  void no_status_is_a_gap() {
    assertThat(read(task().setStatus(null))).isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"st-51", "ST-06", "", "alliance-drop"})
  void a_code_that_is_none_of_the_fifty_is_none_of_ours(String code) {
    assertThat(read(task().setCode(concept(Codes.RESPONSE, code))))
        .isEqualTo(new Reading.OutOfScope<>());
  }

  @Test
  void any_other_task_is_none_of_ours() {
    assertThat(read(task().setCode(null))).isEqualTo(new Reading.OutOfScope<>());
    assertThat(read(task().setCode(concept("https://hospital.example/tasks", "st-06"))))
        .isEqualTo(new Reading.OutOfScope<>());
    var noSystem = new CodeableConcept().addCoding(new Coding().setCode("st-06"));
    assertThat(read(task().setCode(noSystem))).isEqualTo(new Reading.OutOfScope<>());
    var words = new CodeableConcept().setText("st-06");
    assertThat(read(task().setCode(words))).isEqualTo(new Reading.OutOfScope<>());
  }

  @Test
  void the_hospitals_own_code_may_stand_beside_ours() {
    var code = concept(Codes.RESPONSE, "st-06");
    code.addCoding(new Coding("https://hospital.example/tasks", "st-10", null));
    assertThat(fact(task().setCode(code)).response()).isEqualTo("st-06");
  }

  @Test
  void a_task_of_our_own_is_never_taken_for_something_tried() {
    var byName = task();
    byName.addIdentifier(new Identifier().setSystem(Codes.FINDING).setValue(KEY));
    assertThat(read(byName)).isEqualTo(new Reading.OutOfScope<>());
    var bySeal = task();
    bySeal.addExtension(Codes.AS_WRITTEN, new StringType("digest"));
    assertThat(read(bySeal)).isEqualTo(new Reading.OutOfScope<>());
  }

  @Test
  void two_responses_in_one_task_contradict_each_other() {
    assertThat(read(task().setCode(concept(Codes.RESPONSE, "st-06", "st-10"))))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
  }

  @Test
  void without_an_end_the_record_says_when() {
    var task = task();
    task.setExecutionPeriod(null);
    task.setLastModifiedElement(new DateTimeType("2026-03-04T08:00:00Z"));
    assertThat(fact(task).at()).isEqualTo(Instant.parse("2026-03-04T08:00:00Z"));
    task.setLastModifiedElement(null);
    assertThat(read(task)).isEqualTo(Sandbox.gap(GapReason.NO_TIME));
  }

  @Test
  void a_day_alone_is_not_completed_by_another_moment() {
    var task = task();
    task.getExecutionPeriod().setEndElement(new DateTimeType("2026-03-02"));
    task.setLastModifiedElement(new DateTimeType("2026-03-04T08:00:00Z"));
    assertThat(read(task)).isEqualTo(Sandbox.gap(GapReason.TIME_NOT_EXACT));
  }

  @Test
  void an_end_before_the_start_is_a_gap() {
    var task = task();
    task.getExecutionPeriod().setStartElement(new DateTimeType("2026-03-03T10:00:00Z"));
    assertThat(read(task)).isEqualTo(Sandbox.gap(GapReason.TIME_IMPOSSIBLE));
  }

  @Test
  void nobody_or_somebody_elsewhere_is_a_gap() {
    assertThat(read(task().setFor(null))).isEqualTo(Sandbox.gap(GapReason.NO_PATIENT));
    assertThat(read(task().setFor(new Reference("Group/g1"))))
        .isEqualTo(Sandbox.gap(GapReason.NO_PATIENT));
    assertThat(read(task().setFor(new Reference("https://elsewhere.example/Patient/p1"))))
        .isEqualTo(Sandbox.gap(GapReason.PATIENT_NOT_REFERENCED));
  }

  @Test
  void a_flag_may_be_named_instead_of_the_signal() {
    var focus = task().setReasonCode(null).setFocus(new Reference("Flag/f1"));
    assertThat(fact(focus).detector()).isNull();
    assertThat(fact(focus).flag()).isEqualTo("Flag/f1");
    var reason = task().setReasonCode(null);
    reason.setReasonReference(new Reference(Sandbox.BASE + "/Flag/f1/_history/2"));
    assertThat(fact(reason).flag()).isEqualTo("Flag/f1");
    var named = new Reference().setIdentifier(identifier(Codes.FINDING, KEY));
    assertThat(fact(task().setReasonCode(null).setReasonReference(named)).flag()).isEqualTo(KEY);
  }

  @Test
  void a_signal_that_is_named_needs_no_flag() {
    assertThat(fact(task().setFocus(new Reference("Flag/f1"))).flag()).isNull();
  }

  private static Identifier identifier(String system, String value) {
    return new Identifier().setSystem(system).setValue(value);
  }

  @Test
  void without_a_reason_or_with_two_nobody_guesses() {
    var gap = Sandbox.gap(GapReason.SIGNAL_NOT_NAMED);
    assertThat(read(task().setReasonCode(null))).isEqualTo(gap);
    assertThat(read(task().setReasonCode(new CodeableConcept().setText("alliance-drop"))))
        .isEqualTo(gap);
    assertThat(read(task().setReasonCode(concept(Codes.SIGNAL, "no-such-rule")))).isEqualTo(gap);
    assertThat(read(task().setReasonCode(concept(Codes.SIGNAL, "pace", "alliance-drop"))))
        .isEqualTo(gap);
    var two = task().setReasonCode(null).setFocus(new Reference("Flag/f1"));
    assertThat(read(two.setReasonReference(new Reference("Flag/f2")))).isEqualTo(gap);
  }

  @Test
  void a_reference_that_is_no_flag_of_this_record_names_nothing() {
    var gap = Sandbox.gap(GapReason.SIGNAL_NOT_NAMED);
    for (var reference :
        List.of(
            new Reference("Condition/f1"),
            new Reference("https://elsewhere.example/fhir/Flag/f1"),
            new Reference("#f1"),
            new Reference().setDisplay("Flag/f1"),
            new Reference().setIdentifier(identifier("https://hospital.example", KEY)),
            new Reference().setIdentifier(identifier(Codes.FINDING, KEY + "&_count=9999")))) {
      var task = task().setReasonCode(null).setFocus(reference);
      assertThat(read(task)).as(String.valueOf(reference.getReference())).isEqualTo(gap);
    }
  }

  @Test
  void hostile_words_are_neither_read_nor_in_the_way() {
    var task = task().setDescription("st-10 \u0000<script>'; drop table stored_fact; --");
    task.addNote().setText("because of pace");
    assertThat(fact(task)).isEqualTo(fact(task()));
  }

  @Test
  void a_flag_stands_for_one_signal() {
    assertThat(TaskMapper.signal(new Flag().setCode(concept(Codes.SIGNAL, "pace"))))
        .contains("pace");
    assertThat(TaskMapper.signal(new Flag().setCode(concept("urn:other", "pace")))).isEmpty();
    assertThat(TaskMapper.signal(new Flag())).isEmpty();
  }

  @Test
  void every_response_that_is_offered_can_be_documented() {
    Set<String> offered =
        new Responses().all().stream().map(each -> each.id()).collect(Collectors.toSet());
    assertThat(CodeSystems.codes("response")).hasSize(50).isEqualTo(offered);
    assertThat(CodeSystems.codes("signal")).hasSize(25);
    assertThat(TaskMapper.codes()).contains("https://attune.org/fhir/CodeSystem/response|st-50");
  }
}
