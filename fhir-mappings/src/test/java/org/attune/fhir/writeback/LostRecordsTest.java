package org.attune.fhir.writeback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.access.RecordAccess;
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
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.FlagInsteadOfTask;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.FlagThatStood;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.Proposal.PlanEntry;
import org.attune.writeback.Proposal.TaskInsteadOfFlag;
import org.attune.writeback.Proposal.TaskProposal;
import org.attune.writeback.Proposal.UnitProposal;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stood in the record and does so no longer. */
class LostRecordsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Instant SINCE = Instant.parse("2026-02-20T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(SINCE, ZoneOffset.UTC);

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.flag-recipient", "CareTeam/7");
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final EhrClient ehr = ehr();
  private final Capabilities capabilities = new Capabilities(ehr, FHIR, settings, CLOCK);
  private final FhirChartWriter writer = Writers.of(ehr, FHIR, settings, capabilities, CLOCK);
  private final FhirOwnRecords records = new FhirOwnRecords(ehr, FHIR, settings, capabilities);

  private EhrClient ehr() {
    var client = new EhrClient(settings, FHIR);
    client.accountTo(accounts::add);
    return client;
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private static FindingKey key(int n) {
    return new FindingKey("%02x".formatted(n).repeat(32));
  }

  private static FlagProposal flag(int n) {
    return flag(n, CLIENT);
  }

  private static FlagProposal flag(int n, PatientId client) {
    return new FlagProposal(
        key(n).value(),
        key(n),
        client,
        "alliance-drop|1",
        Category.CLINICAL,
        Level.REVIEW,
        "Please check in.",
        SINCE,
        null,
        List.of(),
        Labels.NONE);
  }

  private static GoalProposal goal(int n) {
    return goal(n, CLIENT);
  }

  private static GoalProposal goal(int n, PatientId client) {
    var start = LocalDate.of(2026, 2, 20);
    return new GoalProposal(
        key(n),
        client,
        "alliance-drop|1",
        "Talk about how the sessions are going",
        start,
        start.plusDays(28),
        false,
        List.of(),
        Labels.NONE);
  }

  private static GoalProposal agreed() {
    var open = goal(1);
    return new GoalProposal(
        open.key(),
        CLIENT,
        open.rule(),
        open.text(),
        open.start(),
        open.review(),
        new GoalAnswer.Agreed(
            "Look at it each time", null, open.review(), List.of(), "Practitioner/7", open.start()),
        null,
        List.of(),
        Labels.NONE);
  }

  private static TaskProposal task(int n) {
    return new TaskProposal(
        key(n),
        CLIENT,
        "client-voice|1",
        "Practitioner/lead",
        "Please get in touch with this client.",
        Level.REVIEW,
        SINCE,
        SINCE.plusSeconds(86_400),
        false,
        List.of(),
        Labels.NONE);
  }

  private static UnitProposal note() {
    return new UnitProposal(
        "n".repeat(64) + ".unit",
        "Practitioner/lead",
        "Something in the unit.",
        null,
        SINCE,
        false);
  }

  private static HandoverProposal handover(boolean asMessage) {
    return new HandoverProposal(
        "h".repeat(64),
        CLIENT,
        "Practitioner/first",
        "Please contact this client today.",
        SINCE,
        SINCE.plusSeconds(3600),
        asMessage,
        false,
        Labels.NONE);
  }

  static Stream<Proposal> whatIsOurs() {
    return Stream.of(flag(1), goal(1), agreed(), task(1), note());
  }

  static Stream<Proposal> whatIsOursOrForSafety() {
    return Stream.concat(whatIsOurs(), Stream.of(handover(false), handover(true)));
  }

  private Source written(Proposal proposal) throws Exception {
    return requireNonNull(writer.write(proposal).resource());
  }

  private Written again(Proposal proposal, Source stood) throws Exception {
    return proposal instanceof FlagProposal flag
        ? writer.write(new FlagThatStood(flag, stood), Before.stood(stood))
        : writer.write(proposal, Before.stood(stood));
  }

  private int count(Source like) {
    return switch (like.type()) {
      case "Flag" -> hospital.all(Flag.class).size();
      case "Goal" -> hospital.all(Goal.class).size();
      case "Task" -> hospital.all(Task.class).size();
      default -> hospital.all(org.hl7.fhir.r4.model.Communication.class).size();
    };
  }

  @ParameterizedTest
  @MethodSource("whatIsOursOrForSafety")
  void what_the_record_lost_is_written_again_once(Proposal proposal) throws Exception {
    var stood = written(proposal);
    hospital.forget(stood.reference());
    var made = again(proposal, stood);
    assertThat(made.outcome()).isEqualTo(Outcome.CREATED);
    var stands = requireNonNull(made.resource());
    assertThat(stands.sameResource(stood)).isFalse();
    assertThat(again(proposal, stood).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(count(stood)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("whatIsOursOrForSafety")
  void what_a_person_deleted_stays_gone(Proposal proposal) throws Exception {
    var stood = written(proposal);
    hospital.delete(stood.type(), stood.id());
    var left = again(proposal, stood);
    assertThat(left.outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(left.resource()).isEqualTo(stood);
    assertThat(count(stood)).isZero();
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void what_is_deleted_by_its_history_alone_stays_gone(Proposal proposal) throws Exception {
    var stood = written(proposal);
    hospital.delete(stood.type(), stood.id());
    hospital.once(line -> line.equals("GET " + stood.reference()), 404);
    assertThat(again(proposal, stood).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(count(stood)).isZero();
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void where_the_EHR_keeps_no_versions_nobody_can_tell_and_nothing_is_written(Proposal proposal)
      throws Exception {
    var stood = written(proposal);
    hospital.forget(stood.reference());
    var without = new Source(stood.type(), stood.id(), null);
    assertThat(again(proposal, without)).isEqualTo(new Written(without, Outcome.MISSING));
    assertThat(count(stood)).isZero();
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void where_the_EHR_shows_no_history_nobody_can_tell_and_nothing_is_written(Proposal proposal)
      throws Exception {
    for (int status : List.of(400, 403, 404, 405, 410, 422, 501)) {
      var stood = written(proposal);
      hospital.forget(stood.reference());
      hospital.refused.put("GET " + stood.reference() + "/_history", status);
      assertThat(again(proposal, stood)).isEqualTo(new Written(stood, Outcome.MISSING));
      assertThat(count(stood)).isZero();
    }
  }

  @Test
  void who_says_to_keep_histories_and_knows_none_of_it_never_had_it() throws Exception {
    hospital.statement =
        "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"rest\":[{\"mode\":"
            + "\"server\",\"resource\":[{\"type\":\"Goal\",\"interaction\":[{\"code\":"
            + "\"history-instance\"}]}]}]}";
    capabilities.look(false);
    for (var proposal : List.<Proposal>of(goal(1), task(1))) {
      var stood = written(proposal);
      hospital.forget(stood.reference());
      hospital.refused.put("GET " + stood.reference() + "/_history", 404);
      boolean kept = stood.type().equals("Goal");
      assertThat(again(proposal, stood).outcome())
          .isEqualTo(kept ? Outcome.CREATED : Outcome.MISSING);
    }
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void what_is_closed_to_us_is_not_doubled(Proposal proposal) throws Exception {
    var stood = written(proposal);
    hospital.forget(stood.reference());
    hospital.refused.put("GET " + stood.reference(), 403);
    assertThat(again(proposal, stood).outcome()).isEqualTo(Outcome.MISSING);
    assertThat(count(stood)).isZero();
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void what_stands_there_and_is_not_found_is_not_doubled(Proposal proposal) throws Exception {
    var stood = written(proposal);
    var search = "GET " + stood.type() + "?identifier=";
    hospital.once(
        new StubEhr.Fault(
            line -> line.startsWith(search),
            200,
            "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}",
            java.util.Map.of()));
    assertThat(again(proposal, stood).outcome()).isEqualTo(Outcome.MISSING);
    assertThat(count(stood)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void an_EHR_that_cannot_answer_is_asked_again_later(Proposal proposal) throws Exception {
    var stood = written(proposal);
    hospital.forget(stood.reference());
    hospital.refused.put("GET " + stood.reference(), 500);
    assertThatThrownBy(() -> again(proposal, stood)).isInstanceOf(EhrUnavailable.class);
    assertThat(count(stood)).isZero();
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void an_id_that_is_another_records_by_now_says_nothing(Proposal proposal) throws Exception {
    var stood = written(proposal);
    hospital.forget(stood.reference());
    DomainResource other =
        switch (stood.type()) {
          case "Flag" -> new Flag();
          case "Goal" -> new Goal();
          default -> new Task();
        };
    other.setId(stood.id());
    hospital.put(other);
    assertThat(again(proposal, stood).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(count(stood)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("whatIsOurs")
  void a_record_without_its_name_is_left_alone(Proposal proposal) throws Exception {
    var stood = written(proposal);
    if (proposal instanceof FlagProposal) {
      hospital.put(hospital.all(Flag.class).get(0).setIdentifier(List.of()));
    } else if (proposal instanceof GoalProposal) {
      hospital.put(hospital.all(Goal.class).get(0).setIdentifier(List.of()));
    } else {
      hospital.put(hospital.all(Task.class).get(0).setIdentifier(List.of()));
    }
    assertThat(again(proposal, stood).outcome()).isEqualTo(Outcome.MISSING);
    assertThat(count(stood)).isEqualTo(1);
  }

  @Test
  void a_request_for_safety_is_made_once_more_where_nobody_can_tell() throws Exception {
    for (var proposal : List.of(handover(false), handover(true))) {
      var stood = written(proposal);
      hospital.forget(stood.reference());
      var without = new Source(stood.type(), stood.id(), null);
      assertThat(again(proposal, without).outcome()).isEqualTo(Outcome.CREATED);
    }
  }

  @Test
  void what_somebody_had_made_theirs_is_not_made_again() throws Exception {
    for (var proposal : List.of(goal(1), task(1), note())) {
      var stood = written(proposal);
      hospital.forget(stood.reference());
      var theirs = new Before(stood, true, Attribution.TOLD, null, null);
      assertThat(writer.write(proposal, theirs).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
      assertThat(count(stood)).isZero();
    }
  }

  @Test
  void who_deletes_a_goal_turns_it_down_and_who_deletes_a_flag_sets_it_aside() throws Exception {
    for (var proposal : List.of(goal(1), flag(1))) {
      var stood = written(proposal);
      hospital.delete(stood.type(), stood.id());
      var what = stood.type().equals("Goal") ? Edit.What.REJECTED : Edit.What.CLOSED;
      assertThat(again(proposal, stood).edit())
          .isEqualTo(new Edit(proposal.name(), stood, what, true));
    }
  }

  @Test
  void who_deletes_a_task_that_stands_for_a_flag_sets_the_flag_aside() throws Exception {
    var stood = written(new TaskInsteadOfFlag(flag(1), "CareTeam/7", false));
    hospital.delete("Task", stood.id());
    var left = writer.write(new FlagInsteadOfTask(flag(1)), Before.stood(stood));
    assertThat(left.edit()).isEqualTo(new Edit(flag(1).name(), stood, Edit.What.CLOSED, true));
    assertThat(hospital.all(Flag.class)).isEmpty();
    assertThat(hospital.all(Task.class)).isEmpty();
  }

  @Test
  void a_task_that_stood_for_a_flag_and_was_lost_gives_way_to_the_flag() throws Exception {
    var stood = written(new TaskInsteadOfFlag(flag(1), "CareTeam/7", false));
    hospital.forget(stood.reference());
    assertThat(writer.write(new FlagInsteadOfTask(flag(1)), Before.stood(stood)).outcome())
        .isEqualTo(Outcome.CREATED);
    assertThat(hospital.all(Flag.class)).hasSize(1);
    assertThat(hospital.all(Task.class)).isEmpty();
  }

  private static Before planned(Source goal, CarePlan plan) {
    return new Before(
        goal,
        false,
        Attribution.TOLD,
        new Source("CarePlan", plan.getIdElement().getIdPart(), "1"),
        null);
  }

  @Test
  void a_plan_of_ours_that_the_record_lost_is_made_again_with_its_goal() throws Exception {
    var goal = written(goal(1));
    var plan = hospital.all(CarePlan.class).get(0);
    hospital.forget("CarePlan/" + plan.getIdElement().getIdPart());
    assertThat(writer.write(goal(1), planned(goal, plan)).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.all(CarePlan.class))
        .singleElement()
        .satisfies(
            made -> assertThat(made.getGoalFirstRep().getReference()).isEqualTo(goal.reference()));
    assertThat(hospital.all(Goal.class)).hasSize(1);
  }

  @Test
  void a_plan_of_ours_whose_name_somebody_took_away_is_not_doubled() throws Exception {
    var goal = written(goal(1));
    var plan = hospital.all(CarePlan.class).get(0);
    hospital.put(plan.setIdentifier(List.of()));
    assertThat(writer.write(goal(1), planned(goal, plan)).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.all(CarePlan.class)).hasSize(1);
  }

  @Test
  void a_plan_of_ours_that_a_person_deleted_stays_gone() throws Exception {
    var goal = written(goal(1));
    var plan = hospital.all(CarePlan.class).get(0);
    hospital.delete("CarePlan", plan.getIdElement().getIdPart());
    assertThat(writer.write(goal(1), planned(goal, plan)).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.all(CarePlan.class)).isEmpty();
  }

  @Test
  void many_of_ours_are_found_with_few_requests() throws Exception {
    var all = new ArrayList<Proposal>();
    for (int n = 0; n < 50; n++) {
      all.addAll(List.of(flag(n), goal(n), task(n)));
    }
    for (var proposal : all) {
      writer.write(proposal);
    }
    var goal = hospital.all(Goal.class).get(0);
    hospital.put(
        "{\"resourceType\":\"CarePlan\",\"id\":\"team\",\"goal\":[{\"reference\":\"Goal/%s\"}]}"
            .formatted(goal.getIdElement().getIdPart()));
    all.add(entry(goal.getIdElement().getIdPart()));
    all.add(note());
    hospital.asked.clear();
    accounts.clear();
    var found = records.find(all);
    assertThat(hospital.asked).hasSizeLessThanOrEqualTo(3 + 3 + 3 + 2).isNotEmpty();
    assertThat(accounts).hasSameSizeAs(hospital.asked);
    assertThat(all.subList(0, 151))
        .allSatisfy(proposal -> assertThat(found.of(proposal.name())).hasSize(1));
    assertThat(found.of(note().name())).isEmpty();
    assertThat(found.plan(CLIENT)).isPresent();
    assertThat(found.of(flag(7).name()).get(0).version()).isEqualTo("1");
  }

  private static PlanEntry entry(String goal) {
    return entry(goal, CLIENT, "team");
  }

  private static PlanEntry entry(String goal, PatientId client, String plan) {
    return new PlanEntry(
        key(0).value() + ".plan",
        key(0),
        client,
        "goal-alignment|1",
        new Source("CarePlan", plan, "1"),
        new Source("Goal", goal, "1"),
        "Practitioner/7",
        true,
        List.of(),
        Labels.NONE);
  }

  @Test
  void an_entry_is_found_only_where_the_plan_names_the_goal() throws Exception {
    hospital.put("{\"resourceType\":\"CarePlan\",\"id\":\"team\"}");
    assertThat(records.find(List.of(entry("g1"))).of(entry("g1").name())).isEmpty();
  }

  @Test
  void an_EHR_that_does_not_understand_the_question_finds_nothing_and_stops_nothing()
      throws Exception {
    written(flag(1));
    hospital.refused.put("GET Flag", 400);
    var found = records.find(List.of(flag(1), task(1)));
    assertThat(found.records()).isEmpty();
    assertThat(IntStream.range(0, 3).mapToObj(n -> found.of(flag(n).name())))
        .allMatch(List::isEmpty);
  }

  @Test
  void nobodys_account_tells_of_another_client() throws Exception {
    var other = new PatientId("p2");
    var all =
        List.<Proposal>of(
            flag(1),
            flag(2, other),
            goal(1),
            goal(2, other),
            entry("g1"),
            entry("g2", other, "theirs"),
            note());
    settings.with("ehr.page-size", "1");
    for (var proposal : all.subList(0, 4)) {
      writer.write(proposal);
    }
    accounts.clear();
    records.find(all);
    assertThat(asked(CLIENT))
        .contains("identifier=", "_id=team")
        .doesNotContain("p2", key(2).value(), "theirs", "_getpages");
    assertThat(asked(other))
        .contains("identifier=", "_id=theirs")
        .doesNotContain("p1", key(1).value(), "team", "_getpages");
    assertThat(accounts)
        .extracting(RecordAccess::patient)
        .containsOnly(CLIENT, other, null)
        .filteredOn(one -> one == null)
        .as("the note for the unit")
        .hasSize(1);
  }

  private String asked(PatientId client) {
    return accounts.stream()
        .filter(one -> client.equals(one.patient()))
        .map(RecordAccess::query)
        .toList()
        .toString();
  }

  @Test
  void of_what_is_closed_to_us_nothing_is_known_and_all_else_is_looked_for() throws Exception {
    written(flag(1));
    written(goal(1));
    written(task(1));
    hospital.refused.put("GET Flag", 403);
    hospital.refused.put("GET CarePlan", 403);
    var found = records.find(List.of(flag(1), goal(1), task(1), entry("g1")));
    assertThat(found.hidden()).containsExactlyInAnyOrder(flag(1).name(), entry("g1").name());
    assertThat(found.plan(CLIENT)).isEmpty();
    assertThat(found.mayHavePlan(CLIENT)).isTrue();
    assertThat(found.of(goal(1).name())).hasSize(1);
    assertThat(found.of(task(1).name())).hasSize(1);
  }

  @Test
  void where_no_plans_of_ours_can_be_kept_nobody_asks_for_them() throws Exception {
    hospital.refused.put("GET CarePlan", 403);
    capabilities.look(false);
    written(goal(1));
    hospital.asked.clear();
    assertThat(records.find(List.of(goal(1))).mayHavePlan(CLIENT)).isTrue();
    assertThat(hospital.asked).isNotEmpty().noneMatch(line -> line.contains("CarePlan"));
  }

  @Test
  void where_our_plan_may_be_looked_for_and_is_not_there_it_is_missed() throws Exception {
    assertThat(records.find(List.of(goal(1))).mayHavePlan(CLIENT)).isFalse();
  }
}
