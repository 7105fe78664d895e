package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.writeback.Edit;
import org.attune.writeback.Edit.What;
import org.attune.writeback.OwnRecords;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirOwnRecordsTest {

  private static final String KEY = "ab".repeat(32);

  private final FhirR4 fhir = new FhirR4();
  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital().with("ehr.base-url", hospital.base());
  private final EhrClient ehr = new EhrClient(settings, fhir);
  private final FhirOwnRecords records =
      new FhirOwnRecords(
          ehr, fhir, settings, new Capabilities(ehr, fhir, settings, Clock.systemUTC()));

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  @Test
  void what_we_wrote_ourselves_is_no_edit_even_when_we_closed_it() throws EhrUnavailable {
    hospital.put(flag("1", FlagStatus.ACTIVE));
    hospital.put(flag("2", FlagStatus.INACTIVE));
    hospital.put(goal(GoalLifecycleStatus.CANCELLED));
    assertThat(records.edits(Instant.EPOCH, true).edits()).isEmpty();
  }

  @Test
  void flags_of_others_are_not_asked_for() throws EhrUnavailable {
    hospital.put(
        "{\"resourceType\":\"Flag\",\"id\":\"x\",\"status\":\"inactive\",\"identifier\":[{\"system\":\"urn:other\",\"value\":\"1\"}]}");
    assertThat(records.edits(Instant.EPOCH, true).edits()).isEmpty();
    assertThat(hospital.asked)
        .contains("GET Flag?identifier=https://attune.org/fhir/finding|&_count=200");
  }

  @Test
  void a_flag_that_a_person_closed_is_told_with_its_name_and_version() throws EhrUnavailable {
    hospital.put(edited(flag("1", FlagStatus.ACTIVE), one -> one.setStatus(FlagStatus.INACTIVE)));
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .singleElement()
        .satisfies(
            edit -> {
              assertThat(edit.name()).isEqualTo(KEY);
              assertThat(edit.what()).isEqualTo(What.CLOSED);
              assertThat(edit.resource().version()).isEqualTo("1");
              assertThat(edit.sure()).isTrue();
            });
  }

  @Test
  void a_flag_that_says_something_else_was_reworded() throws EhrUnavailable {
    hospital.put(edited(flag("1", FlagStatus.ACTIVE), one -> one.getCode().setText("Spoken of.")));
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .extracting(Edit::what)
        .containsExactly(What.REWORDED);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, ACCEPTED", "ACTIVE, ACCEPTED", "PLANNED, ACCEPTED", "ONHOLD, ACCEPTED",
    "COMPLETED, ACCEPTED", "REJECTED, REJECTED", "CANCELLED, REJECTED", "ENTEREDINERROR, REJECTED"
  })
  void what_became_of_a_goal_is_told(GoalLifecycleStatus status, What what) throws EhrUnavailable {
    hospital.put(goal(GoalLifecycleStatus.PROPOSED).setLifecycleStatus(status));
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .singleElement()
        .satisfies(
            edit -> {
              assertThat(edit.what()).isEqualTo(what);
              assertThat(edit.name()).isEqualTo(KEY + ".goal");
            });
  }

  @ParameterizedTest
  @CsvSource({"agree, ACCEPTED", "disagree, REJECTED", "pending, REWORDED"})
  void an_answer_to_a_goal_counts_before_its_status_changes(String answer, What what)
      throws EhrUnavailable {
    var goal = goal(GoalLifecycleStatus.PROPOSED);
    goal.addExtension().setUrl(Codes.GOAL_ACCEPTANCE).addExtension("status", new CodeType(answer));
    hospital.put(goal);
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .extracting(Edit::what)
        .containsExactly(what);
  }

  @ParameterizedTest
  @CsvSource({"goal-acceptance, status", "goal-relationship, type", "goal-relationship, target"})
  void a_goal_that_says_one_thing_twice_is_an_edit_and_stops_nothing(String kind, String part)
      throws EhrUnavailable {
    var goal = goal(GoalLifecycleStatus.ACCEPTED);
    var url = "http://hl7.org/fhir/StructureDefinition/" + kind;
    var twice = goal.addExtension().setUrl(url);
    for (String code : List.of("agree", "disagree")) {
      twice.addExtension(
          part,
          part.equals("type")
              ? new CodeableConcept().setText(code)
              : part.equals("target") ? new Reference("Goal/" + code) : new CodeType(code));
    }
    hospital.put(goal);
    hospital.put(edited(flag("1", FlagStatus.ACTIVE), one -> one.setStatus(FlagStatus.INACTIVE)));
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .extracting(Edit::what)
        .containsExactly(What.CLOSED, What.ACCEPTED);
  }

  @Test
  void what_cannot_be_read_of_one_record_is_passed_over() {
    assertThat(
            FhirOwnRecords.readable(
                () -> {
                  throw new IllegalStateException("some text");
                }))
        .isEmpty();
  }

  @Test
  void an_EHR_that_drops_our_seal_leaves_it_open_who_closed_a_flag() throws EhrUnavailable {
    var flag = flag("1", FlagStatus.INACTIVE);
    flag.setExtension(null);
    hospital.put(flag);
    var open = flag("2", FlagStatus.ACTIVE);
    open.setExtension(null);
    hospital.put(open);
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .singleElement()
        .satisfies(edit -> assertThat(edit.sure()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_was_read_is_not_read_again_and_what_came_a_minute_late_still_is(boolean ignoresDates)
      throws EhrUnavailable {
    hospital.ignoresDates = ignoresDates;
    hospital.put(edited(flag("1", FlagStatus.ACTIVE), one -> one.setStatus(FlagStatus.INACTIVE)));
    var seen = records.edits(Instant.EPOCH, true);
    assertThat(seen.next()).isEqualTo(hospital.now.minusSeconds(60));
    hospital.now = hospital.now.plusSeconds(600);
    hospital.put(
        edited(flag("2", FlagStatus.ACTIVE), one -> one.setStatus(FlagStatus.ENTEREDINERROR)));
    var later = records.edits(seen.next().plusSeconds(120), true);
    assertThat(later.edits()).extracting(edit -> edit.resource().id()).containsExactly("2");
    assertThat(later.next()).isEqualTo(hospital.now.minusSeconds(60));
  }

  @Test
  void every_page_is_read() throws EhrUnavailable {
    settings.with("ehr.page-size", "1");
    for (int n = 0; n < 3; n++) {
      hospital.put(
          edited(flag("" + n, FlagStatus.ACTIVE), one -> one.setStatus(FlagStatus.INACTIVE)));
    }
    assertThat(records.edits(Instant.EPOCH, true).edits()).hasSize(3);
  }

  @Test
  void an_EHR_that_does_not_understand_the_search_is_not_asked_for_more() throws EhrUnavailable {
    hospital.once(line -> line.startsWith("GET Flag"), 400);
    hospital.once(line -> line.startsWith("GET Goal"), 404);
    assertThat(records.edits(Instant.EPOCH, true))
        .isEqualTo(new OwnRecords.Seen(List.of(), Instant.EPOCH));
  }

  @Test
  void an_EHR_that_does_not_answer_is_asked_again() {
    hospital.once(line -> line.startsWith("GET Flag"), 503);
    assertThatThrownBy(() -> records.edits(Instant.EPOCH, true)).isInstanceOf(EhrUnavailable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, COMPLETED",
    "CANCELLED, SET_ASIDE",
    "REJECTED, SET_ASIDE",
    "FAILED, SET_ASIDE",
    "ENTEREDINERROR, SET_ASIDE",
    "INPROGRESS, UNDER_WAY",
    "ACCEPTED, UNDER_WAY",
    "ONHOLD, UNDER_WAY"
  })
  void how_far_people_are_with_what_we_asked_them_for_is_told(TaskStatus status, What what)
      throws EhrUnavailable {
    for (String name : List.of(".task", ".consult", ".goal-task")) {
      hospital.put(task(name).setStatus(status));
      assertThat(records.edits(Instant.EPOCH, true).edits())
          .singleElement()
          .satisfies(
              edit -> {
                assertThat(edit.name()).isEqualTo(KEY + name);
                assertThat(edit.what()).isEqualTo(what);
                assertThat(edit.sure()).isTrue();
                assertThat(edit.owner()).isEqualTo("Practitioner/lead");
              });
    }
  }

  @Test
  void what_we_ended_ourselves_is_no_word_of_anybody_and_what_was_put_back_is() throws Exception {
    hospital.put(task(".task"));
    assertThat(only().what()).isEqualTo(What.UNDER_WAY);
    var ended = task(".task").setStatus(TaskStatus.CANCELLED);
    Seal.set(ended);
    hospital.put(ended);
    assertThat(records.edits(Instant.EPOCH, true).edits()).isEmpty();
  }

  @Test
  void an_EHR_that_drops_our_seal_leaves_it_open_who_ended_a_task_but_only_people_complete_it()
      throws EhrUnavailable {
    var task = task(".task").setStatus(TaskStatus.CANCELLED);
    task.setExtension(null);
    hospital.put(task);
    assertThat(only().sure()).isFalse();
    hospital.put(task.setStatus(TaskStatus.COMPLETED));
    assertThat(only().sure()).isTrue();
  }

  @Test
  void a_task_was_done_when_it_says_so_and_else_when_it_was_kept_and_nobody_guesses_at_a_day()
      throws EhrUnavailable {
    var task = task(".task").setStatus(TaskStatus.COMPLETED);
    hospital.put(task);
    assertThat(only().done()).isEqualTo(hospital.now);
    task.setLastModifiedElement(new DateTimeType("2026-02-28T10:00:00Z"));
    hospital.put(task);
    assertThat(only().done()).isEqualTo("2026-02-28T10:00:00Z");
    task.getExecutionPeriod().setEndElement(new DateTimeType("2026-02-27T10:00:00+01:00"));
    hospital.put(task);
    assertThat(only().done()).isEqualTo("2026-02-27T09:00:00Z");
    task.getExecutionPeriod().setEndElement(new DateTimeType("2026-02-27"));
    hospital.put(task);
    assertThat(only().done()).isNull();
    hospital.put(task.setStatus(TaskStatus.REJECTED));
    assertThat(only().done()).isNull();
  }

  @Test
  void tasks_are_asked_for_with_one_search_and_only_where_there_may_be_any() throws EhrUnavailable {
    records.edits(Instant.EPOCH, false);
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("GET Task"));
    records.edits(Instant.EPOCH, true);
    assertThat(hospital.asked)
        .filteredOn(line -> line.startsWith("GET Task"))
        .containsExactly("GET Task?identifier=https://attune.org/fhir/finding|&_count=200");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 501})
  void an_EHR_that_tells_of_no_tasks_still_tells_of_flags(int status) throws EhrUnavailable {
    hospital.once(line -> line.startsWith("GET Task"), status);
    hospital.put(edited(flag("1", FlagStatus.ACTIVE), one -> one.setStatus(FlagStatus.INACTIVE)));
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .extracting(Edit::what)
        .containsExactly(What.CLOSED);
  }

  @Test
  void an_EHR_that_gives_out_everybodys_tasks_is_not_read_to_their_end() throws EhrUnavailable {
    settings.with("ehr.page-size", "1");
    for (int n = 0; n < 9; n++) {
      var others = new Task().setStatus(TaskStatus.COMPLETED);
      others.addIdentifier().setSystem("urn:other").setValue("" + n);
      others.setId("t" + n);
      hospital.put(others);
    }
    hospital.ignoresIdentifiers = true;
    assertThat(records.edits(Instant.EPOCH, true).edits()).isEmpty();
    assertThat(hospital.asked).hasSize(3);
  }

  @Test
  void a_task_that_cannot_be_read_stops_nothing() throws EhrUnavailable {
    hospital.put(
        "{\"resourceType\":\"Task\",\"id\":\"x\",\"status\":\"finished\",\"owner\":7,\"identifier\":"
            + "[{\"system\":\"https://attune.org/fhir/finding\",\"value\":\"x\"}]}");
    hospital.put(task(".task").setStatus(TaskStatus.COMPLETED));
    assertThat(records.edits(Instant.EPOCH, true).edits())
        .extracting(Edit::what)
        .contains(What.COMPLETED);
  }

  private Edit only() throws EhrUnavailable {
    var edits = records.edits(Instant.EPOCH, true).edits();
    assertThat(edits).hasSize(1);
    return edits.get(0);
  }

  private static Task task(String name) {
    var task =
        new Task().setStatus(TaskStatus.REQUESTED).setOwner(new Reference("Practitioner/lead"));
    task.addIdentifier().setSystem(Codes.FINDING).setValue(KEY + name);
    task.setDescription("Please get in touch.");
    task.setId("t");
    Seal.set(task);
    return task;
  }

  private static Flag flag(String id, FlagStatus status) {
    var flag = new Flag().setStatus(status).setSubject(new Reference("Patient/p1"));
    flag.addIdentifier().setSystem(Codes.FINDING).setValue(KEY);
    flag.getCode().setText("Please check in.");
    flag.setId(id);
    Seal.set(flag);
    return flag;
  }

  private static Flag edited(Flag flag, Consumer<Flag> edit) {
    edit.accept(flag);
    return flag;
  }

  private static Goal goal(GoalLifecycleStatus status) {
    var goal = new Goal().setLifecycleStatus(status).setSubject(new Reference("Patient/p1"));
    goal.addIdentifier().setSystem(Codes.FINDING).setValue(KEY + ".goal");
    goal.getDescription().setText("Talk about how the sessions are going");
    goal.setId("g");
    Seal.set(goal);
    return goal;
  }
}
