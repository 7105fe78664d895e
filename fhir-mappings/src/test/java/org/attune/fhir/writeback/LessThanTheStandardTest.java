package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.FlagInsteadOfTask;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.GoalWithoutPlan;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hospitals whose FHIR servers take less than the standard offers, or lie about it. */
class LessThanTheStandardTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final FindingKey KEY = new FindingKey("ab".repeat(32));
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Instant SINCE = Instant.parse("2026-02-20T09:00:00Z");

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2")
          .with("ehr.flag-recipient", "CareTeam/7");
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private final InstantSource source = () -> now;
  private final EhrClient ehr = new EhrClient(settings, FHIR);
  private final Capabilities capabilities =
      new Capabilities(ehr, FHIR, settings, source.withZone(ZoneOffset.UTC));
  private final FhirChartWriter writer = writer();

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirChartWriter writer() {
    return Writers.of(ehr, FHIR, settings, capabilities, source.withZone(ZoneOffset.UTC));
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
        List.of(new Source("QuestionnaireResponse", "q1", "2")),
        Labels.NONE);
  }

  private static GoalProposal goal() {
    return new GoalProposal(
        KEY,
        CLIENT,
        "alliance-drop|1",
        "Talk about how the sessions are going",
        LocalDate.of(2026, 2, 20),
        LocalDate.of(2026, 4, 3),
        false,
        List.of(),
        Labels.NONE);
  }

  private Written written(Proposal proposal) throws EhrUnavailable, WriteRefused {
    return writer.write(proposal);
  }

  private Outcome write(Proposal proposal) throws EhrUnavailable, WriteRefused {
    return written(proposal).outcome();
  }

  private <T extends org.hl7.fhir.r4.model.Resource> T only(Class<T> type) {
    assertThat(hospital.all(type)).hasSize(1);
    return hospital.all(type).get(0);
  }

  private void aDayLater() {
    now = now.plus(Duration.ofDays(1));
    capabilities.look(false);
  }

  private void takesNoFlags() {
    hospital.refused.put("POST Flag", 405);
    capabilities.look(false);
  }

  @Test
  void where_flags_are_not_taken_the_finding_goes_as_a_task_to_whom_the_site_names()
      throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    var written = written(flag("Please check in.", null));
    assertThat(written.outcome()).isEqualTo(Outcome.AS_TASK);
    var task = only(Task.class);
    assertThat(written.resource())
        .isEqualTo(new Source("Task", task.getIdElement().getIdPart(), "1"));
    assertThat(task.getOwner().getReference()).isEqualTo("CareTeam/7");
    assertThat(task.getFor().getReference()).isEqualTo("Patient/p1");
    assertThat(task.getDescription()).isEqualTo("Please check in.");
    assertThat(task.getIdentifierFirstRep().getValue()).isEqualTo(KEY.value() + ".flag");
    assertThat(hospital.all(Flag.class)).isEmpty();
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.AS_TASK);
    only(Task.class);
  }

  @Test
  void that_task_ends_with_its_finding() throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    write(flag("Please check in.", null));
    assertThat(write(flag("Please check in.", now))).isEqualTo(Outcome.UPDATED);
    assertThat(only(Task.class).getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
  }

  @Test
  void a_task_that_somebody_took_up_is_theirs() throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    write(flag("Please check in.", null));
    hospital.put(only(Task.class).setStatus(Task.TaskStatus.INPROGRESS));
    assertThat(write(flag("Please look.", null))).isEqualTo(Outcome.LEFT_TO_PERSON);
    hospital.refused.clear();
    aDayLater();
    assertThat(write(new FlagInsteadOfTask(flag("Please look.", null))))
        .isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.all(Flag.class)).isEmpty();
  }

  @Test
  void who_closes_a_task_that_stands_for_a_flag_sets_aside_what_it_told()
      throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    write(flag("Please check in.", null));
    hospital.put(only(Task.class).setStatus(Task.TaskStatus.COMPLETED));
    var resource = new Source("Task", only(Task.class).getIdElement().getIdPart(), "2");
    var edit = new Edit(KEY.value(), resource, Edit.What.CLOSED, true);
    assertThat(written(flag("Please look.", null)).edit()).isEqualTo(edit);
    assertThat(
            new FhirOwnRecords(ehr, FHIR, settings, capabilities)
                .edits(Instant.EPOCH, false)
                .edits())
        .containsExactly(edit);
    hospital.refused.clear();
    aDayLater();
    assertThat(written(new FlagInsteadOfTask(flag("Please look.", null))).edit()).isEqualTo(edit);
    assertThat(hospital.all(Flag.class)).isEmpty();
  }

  @Test
  void who_accepts_a_task_that_stands_for_a_flag_has_seen_it() throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    write(flag("Please check in.", null));
    hospital.put(only(Task.class).setStatus(Task.TaskStatus.ACCEPTED));
    assertThat(
            new FhirOwnRecords(ehr, FHIR, settings, capabilities)
                .edits(Instant.EPOCH, false)
                .edits())
        .extracting(Edit::what)
        .containsExactly(Edit.What.ACCEPTED);
  }

  @Test
  void with_nobody_named_nothing_is_written_and_a_card_waits() throws EhrUnavailable, WriteRefused {
    settings.with("ehr.flag-recipient", "");
    takesNoFlags();
    var before = hospital.now;
    assertThat(written(flag("Please check in.", null)))
        .isEqualTo(new Written(null, Outcome.AS_CARD));
    assertThat(write(flag("Please check in.", now))).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.now).isEqualTo(before);
  }

  @Test
  void when_flags_become_possible_the_task_is_closed_and_the_flag_written_once()
      throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    write(flag("Please check in.", null));
    hospital.refused.clear();
    aDayLater();
    var again = new FlagInsteadOfTask(flag("Please check in.", null));
    assertThat(write(again)).isEqualTo(Outcome.CREATED);
    assertThat(only(Flag.class).getStatus()).isEqualTo(Flag.FlagStatus.ACTIVE);
    var task = only(Task.class);
    assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
    assertThat(task.getStatusReason().getText()).contains("stands as a flag");
    assertThat(task.getOwner().getReference()).isEqualTo("CareTeam/7");
    assertThat(write(again)).isEqualTo(Outcome.UNCHANGED);
    only(Flag.class);
  }

  @Test
  void an_EHR_that_fails_in_between_leaves_no_double() throws EhrUnavailable, WriteRefused {
    takesNoFlags();
    write(flag("Please check in.", null));
    hospital.refused.clear();
    aDayLater();
    var again = new FlagInsteadOfTask(flag("Please check in.", null));
    hospital.refused.put("GET Flag", 500);
    assertThatThrownBy(() -> write(again)).isInstanceOf(EhrUnavailable.class);
    hospital.refused.clear();
    assertThat(write(again)).isEqualTo(Outcome.CREATED);
    only(Flag.class);
    assertThat(only(Task.class).getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
  }

  @Test
  void a_flag_from_better_days_is_joined_by_no_task() throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    takesNoFlags();
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.UNCHANGED);
    assertThat(write(flag("Please look.", null))).isEqualTo(Outcome.AS_CARD);
    assertThat(hospital.all(Task.class)).isEmpty();
  }

  @Test
  void the_end_of_a_flag_that_nobody_can_look_for_is_kept_until_it_can_be_said()
      throws EhrUnavailable, WriteRefused {
    write(flag("Please check in.", null));
    hospital.refused.put("GET Flag", 404);
    capabilities.look(false);
    assertThat(write(flag("Please check in.", SINCE))).isEqualTo(Outcome.AS_CARD);
    hospital.refused.clear();
    aDayLater();
    assertThat(write(flag("Please check in.", SINCE))).isEqualTo(Outcome.UPDATED);
    assertThat(only(Flag.class).getStatus()).isEqualTo(Flag.FlagStatus.INACTIVE);
  }

  @Test
  void an_EHR_that_only_shows_at_the_real_write_that_it_takes_no_flags_gets_a_task_too()
      throws EhrUnavailable, WriteRefused {
    hospital.refused.put("POST Flag", 405);
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.AS_TASK);
    assertThat(capabilities.keeps("Flag")).isFalse();
    only(Task.class);
  }

  @Test
  void without_goals_a_suggestion_waits_as_a_card_and_without_plans_it_stands_alone()
      throws EhrUnavailable, WriteRefused {
    hospital.refused.put("POST CarePlan", 403);
    capabilities.look(false);
    assertThat(write(goal())).isEqualTo(Outcome.WITHOUT_PLAN);
    assertThat(hospital.all(CarePlan.class)).isEmpty();
    hospital.refused.put("POST Goal", 404);
    aDayLater();
    assertThat(write(goal())).isEqualTo(Outcome.AS_CARD);
  }

  @Test
  void a_goal_comes_into_its_plan_as_soon_as_plans_are_taken() throws EhrUnavailable, WriteRefused {
    hospital.refused.put("POST CarePlan", 403);
    capabilities.look(false);
    assertThat(write(goal())).isEqualTo(Outcome.WITHOUT_PLAN);
    assertThat(write(new GoalWithoutPlan(goal()))).isEqualTo(Outcome.WITHOUT_PLAN);
    hospital.refused.clear();
    aDayLater();
    assertThat(write(new GoalWithoutPlan(goal()))).isEqualTo(Outcome.UPDATED);
    var goal = "Goal/" + only(Goal.class).getIdElement().getIdPart();
    assertThat(only(CarePlan.class).getGoalFirstRep().getReference()).isEqualTo(goal);
    assertThat(write(new GoalWithoutPlan(goal()))).isEqualTo(Outcome.UNCHANGED);
    assertThat(only(CarePlan.class).getGoal()).hasSize(1);
  }

  @Test
  void a_goal_that_somebody_took_out_of_its_plan_is_not_put_back()
      throws EhrUnavailable, WriteRefused {
    capabilities.look(false);
    assertThat(write(goal())).isEqualTo(Outcome.CREATED);
    hospital.put(only(CarePlan.class).setGoal(List.of()));
    assertThat(write(goal())).isEqualTo(Outcome.UNCHANGED);
    assertThat(only(CarePlan.class).getGoal()).isEmpty();
  }

  @Test
  void without_provenances_records_are_written_alone() throws EhrUnavailable, WriteRefused {
    hospital.refused.put("POST Provenance", 403);
    capabilities.look(false);
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.CREATED);
    only(Flag.class);
  }

  private void takesNoTransactions() {
    hospital.once(line -> line.equals("POST "), 405);
    capabilities.look(false);
    assertThat(capabilities.together()).isFalse();
  }

  @Test
  void without_transactions_the_record_comes_first_and_its_provenance_names_its_version()
      throws EhrUnavailable, WriteRefused {
    takesNoTransactions();
    var written = written(flag("Please check in.", null));
    assertThat(written.outcome()).isEqualTo(Outcome.CREATED);
    var id = "Flag/" + only(Flag.class).getIdElement().getIdPart();
    assertThat(only(Provenance.class).getTargetFirstRep().getReference())
        .isEqualTo(id + "/_history/1");
    assertThat(write(flag("Please look.", null))).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.all(Provenance.class))
        .extracting(one -> one.getTargetFirstRep().getReference())
        .containsExactly(id + "/_history/1", id + "/_history/2");
    assertThat(write(flag("Please look.", null))).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.all(Provenance.class)).hasSize(2);
    assertThat(hospital.asked).contains("POST Flag", "PUT " + id);
  }

  @Test
  void only_what_may_be_there_already_is_made_on_a_condition() throws EhrUnavailable, WriteRefused {
    takesNoTransactions();
    write(flag("Please check in.", null));
    assertThat(hospital.conditions)
        .hasSize(2)
        .anyMatch(condition -> condition.startsWith("POST Device identifier="))
        .anyMatch(condition -> condition.startsWith("POST Flag identifier="));
  }

  @Test
  void separate_writes_that_were_overtaken_look_again() throws EhrUnavailable, WriteRefused {
    takesNoTransactions();
    write(flag("Please check in.", null));
    hospital.once(line -> line.startsWith("PUT Flag"), 409);
    hospital.once(line -> line.startsWith("PUT Flag"), 412);
    assertThat(write(flag("Please look.", null))).isEqualTo(Outcome.UPDATED);
    only(Flag.class);
  }

  @Test
  void an_EHR_that_does_not_say_where_it_put_a_record_is_asked()
      throws EhrUnavailable, WriteRefused {
    takesNoTransactions();
    hospital.saysNoLocation = true;
    var written = written(flag("Please check in.", null));
    assertThat(written.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(written.resource()).isNotNull();
    only(Flag.class);
    only(Provenance.class);
  }

  @Test
  void written_apart_a_goal_comes_into_its_plan_in_the_end() throws EhrUnavailable, WriteRefused {
    takesNoTransactions();
    hospital.once(line -> line.equals("POST CarePlan"), 500);
    assertThatThrownBy(() -> write(goal())).isInstanceOf(EhrUnavailable.class);
    var goal = "Goal/" + only(Goal.class).getIdElement().getIdPart();
    assertThat(hospital.all(CarePlan.class)).isEmpty();
    write(goal());
    only(Goal.class);
    assertThat(only(CarePlan.class).getGoalFirstRep().getReference()).startsWith(goal);
    assertThat(write(goal())).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void a_transaction_that_is_kept_in_part_is_found_out_and_made_whole()
      throws EhrUnavailable, WriteRefused {
    hospital.keepsHalves = true;
    var written = written(flag("Please check in.", null));
    assertThat(written.outcome()).isEqualTo(Outcome.CREATED);
    only(Flag.class);
    assertThat(only(Provenance.class).getTargetFirstRep().getReference())
        .isEqualTo("Flag/" + only(Flag.class).getIdElement().getIdPart() + "/_history/1");
    assertThat(capabilities.together()).isFalse();
    assertThat(capabilities.table().find("transactions").orElseThrow().usedAs())
        .isEqualTo("separately");
    assertThat(write(flag("Please look.", null))).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.all(Provenance.class)).hasSize(2);
  }

  @Test
  void a_goal_whose_plan_was_lost_in_half_a_transaction_gets_it()
      throws EhrUnavailable, WriteRefused {
    hospital.keepsHalves = true;
    write(goal());
    only(Goal.class);
    only(CarePlan.class);
  }

  @Test
  void a_gateway_that_fails_after_a_whole_transaction_casts_no_doubt_on_it()
      throws EhrUnavailable, WriteRefused {
    hospital.afterCommit =
        () -> {
          throw new IllegalStateException("the gateway gave up");
        };
    assertThat(write(flag("Please check in.", null))).isEqualTo(Outcome.CREATED);
    assertThat(capabilities.together()).isTrue();
    only(Flag.class);
    only(Provenance.class);
  }
}
