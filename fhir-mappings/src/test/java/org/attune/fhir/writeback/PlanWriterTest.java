package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
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
import org.attune.writeback.Proposal.PlanEntry;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanWriterTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Source GOAL = new Source("Goal", "g2", "4");
  private static final String PLAN = "CarePlan/team";
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Labels RESTRICTED =
      new Labels(
          List.of(
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")));

  /** With what no parser of R4 keeps: an order, a blank, a zero, an element of somebody's own. */
  private static final String TEAMS =
      """
      {"resourceType":"CarePlan", "id":"team","meta":{"versionId":"1","source":"#x"},
       "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">a  b</div>"},
       "goal":[ {"reference":"Goal/g1","display":"Sleep"} ],
       "status":"active","intent":"plan","houseOwn":{"dose":1.10},
       "subject":{"reference":"Patient/p1"},"title":"Gr\\u00fc\\u00dfe"}
      """;

  private static final String WITHOUT_GOALS =
      TEAMS.replace("\"goal\":[ {\"reference\":\"Goal/g1\",\"display\":\"Sleep\"} ],\n", "");

  private static final Before LOST =
      new Before(null, false, Attribution.TOLD, null, new Source("Goal", "lost", "1"));

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final EhrClient ehr = ehr();
  private final Capabilities capabilities = new Capabilities(ehr, FHIR, settings, clock);
  private final FhirChartWriter writer = Writers.of(ehr, FHIR, settings, capabilities, clock);

  private EhrClient ehr() {
    var client = new EhrClient(settings, FHIR);
    client.accountTo(accounts::add);
    return client;
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private void asked() {
    hospital.put(
        "{\"resourceType\":\"Device\",\"id\":\"d1\",\"identifier\":[{\"system\":\"%s\",\"value\":\"%s\"}]}"
            .formatted(Codes.DEVICE, Codes.DEVICE_VALUE));
    capabilities.look(false);
    hospital.changes.clear();
    hospital.asked.clear();
    accounts.clear();
  }

  private void takesNoPatches() {
    hospital.refused.put("PATCH", 405);
    asked();
    assertThat(capabilities.patches()).isFalse();
  }

  private void teamsPlan(String text) {
    hospital.putText("CarePlan", "team", text);
  }

  private static PlanEntry entry(@Nullable String seen) {
    return entry(seen, false);
  }

  private static PlanEntry entry(@Nullable String seen, boolean triedBefore) {
    return new PlanEntry(
        "ab".repeat(32) + ".plan",
        new FindingKey("ab".repeat(32)),
        CLIENT,
        "goal-alignment|1",
        new Source("CarePlan", "team", seen),
        GOAL,
        "Practitioner/7",
        triedBefore,
        List.of(new Source("QuestionnaireResponse", "q1", "2")),
        RESTRICTED);
  }

  private Written write(PlanEntry entry) throws EhrUnavailable, WriteRefused {
    return writer.write(entry);
  }

  private Outcome outcome() throws EhrUnavailable, WriteRefused {
    return write(entry("1")).outcome();
  }

  private Outcome again() throws EhrUnavailable, WriteRefused {
    return write(entry("1", true)).outcome();
  }

  private CarePlan plan() {
    return hospital.all(CarePlan.class).get(0);
  }

  private List<String> goals() {
    return plan().getGoal().stream().map(Reference::getReference).toList();
  }

  /** What the plan says but for its version and the goal that was added. */
  private static JsonNode rest(String text) throws IOException {
    var plan = (ObjectNode) JSON.readTree(text);
    ((ObjectNode) plan.get("meta")).remove("versionId");
    var goals = (ArrayNode) plan.get("goal");
    for (int n = goals.size() - 1; n >= 0; n--) {
      if (goals.get(n).path("reference").asText().equals("Goal/g2")) {
        goals.remove(n);
      }
    }
    return plan;
  }

  @Test
  void a_goal_is_added_and_nothing_else_of_the_plan_is_sent_or_changed() throws Exception {
    asked();
    teamsPlan(TEAMS);
    assertThat(write(entry("1")))
        .isEqualTo(new Written(new Source("CarePlan", "team", "2"), Outcome.UPDATED));
    assertThat(hospital.changes)
        .containsExactly(
            new StubEhr.Change(
                "PATCH " + PLAN,
                "application/json-patch+json; charset=UTF-8",
                "W/\"1\"",
                "[{\"op\":\"add\",\"path\":\"/goal/-\",\"value\":{\"reference\":\"Goal/g2\"}}]"));
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
    assertThat(rest(hospital.text(PLAN)).toString()).isEqualTo(rest(TEAMS).toString());
  }

  @Test
  void its_provenance_tells_of_the_plans_new_version_and_of_the_goal() throws Exception {
    asked();
    teamsPlan(TEAMS);
    write(entry("1"));
    var told = hospital.all(Provenance.class);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).getTarget())
        .extracting(Reference::getReference)
        .containsExactly(PLAN + "/_history/2", "Goal/g2/_history/4");
    assertThat(told.get(0).getAgentFirstRep().getWho().getReference()).isEqualTo("Device/d1");
    assertThat(told.get(0).getEntityFirstRep().getWhat().getReference())
        .isEqualTo("QuestionnaireResponse/q1/_history/2");
    assertThat(told.get(0).getMeta().getSecurityFirstRep().getCode()).isEqualTo("R");
    assertThat(plan().getMeta().getSecurity()).isEmpty();
    assertThat(hospital.asked).doesNotContain("POST ");
  }

  @ParameterizedTest
  @CsvSource({"true,409", "true,412", "false,409", "false,412"})
  void what_a_colleague_added_in_that_moment_stays(boolean patches, int conflict) throws Exception {
    if (patches) {
      asked();
    } else {
      takesNoPatches();
    }
    hospital.conflict = conflict;
    teamsPlan(TEAMS);
    hospital.beforeChange =
        () -> hospital.put(plan().setTitle("Theirs").addGoal(new Reference("Goal/theirs")));
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/theirs", "Goal/g2");
    assertThat(plan().getTitle()).isEqualTo("Theirs");
    assertThat(hospital.changes)
        .extracting(StubEhr.Change::match)
        .containsExactly("W/\"1\"", "W/\"2\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Goal/g2", "Goal/g2/_history/1", "BASE/Goal/g2"})
  void where_the_plan_names_it_already_nothing_is_written(String named) throws Exception {
    asked();
    teamsPlan(TEAMS.replace("Goal/g1", named.replace("BASE", hospital.base())));
    assertThat(write(entry(null)))
        .isEqualTo(new Written(new Source("CarePlan", "team", "1"), Outcome.UNCHANGED));
    assertThat(hospital.changes).isEmpty();
    assertThat(hospital.all(Provenance.class)).isEmpty();
  }

  @Test
  void writing_again_writes_nothing() throws Exception {
    asked();
    teamsPlan(TEAMS);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.changes).hasSize(1);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void without_PATCH_the_plan_is_put_back_letter_by_letter_with_one_reference_more()
      throws Exception {
    takesNoPatches();
    teamsPlan(TEAMS);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.changes)
        .extracting(StubEhr.Change::line, StubEhr.Change::match)
        .containsExactly(tuple("PUT " + PLAN, "W/\"1\""));
    assertThat(hospital.changes.get(0).text())
        .isEqualTo(TEAMS.replace("\"} ],", "\"} ,{\"reference\":\"Goal/g2\"}],"));
  }

  @Test
  void without_PATCH_a_first_goal_is_put_at_the_end() throws Exception {
    takesNoPatches();
    teamsPlan(WITHOUT_GOALS);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.changes.get(0).text())
        .isEqualTo(WITHOUT_GOALS.replace("\"}\n", "\",\"goal\":[{\"reference\":\"Goal/g2\"}]}\n"));
  }

  @Test
  void the_first_goal_of_a_plan_is_added_on_the_version_that_was_seen() throws Exception {
    asked();
    teamsPlan(WITHOUT_GOALS);
    hospital.beforeChange = () -> hospital.put(plan().addGoal(new Reference("Goal/theirs")));
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/theirs", "Goal/g2");
    assertThat(hospital.changes)
        .extracting(StubEhr.Change::text)
        .containsExactly(
            "[{\"op\":\"add\",\"path\":\"/goal\",\"value\":[{\"reference\":\"Goal/g2\"}]}]",
            "[{\"op\":\"add\",\"path\":\"/goal/-\",\"value\":{\"reference\":\"Goal/g2\"}}]");
  }

  @Test
  void where_a_patch_heeds_no_version_a_first_goal_comes_with_the_plan_as_it_was_read()
      throws Exception {
    hospital.ignoresVersionsOfPatches = true;
    asked();
    teamsPlan(WITHOUT_GOALS);
    hospital.beforeChange = () -> hospital.put(plan().addGoal(new Reference("Goal/theirs")));
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/theirs", "Goal/g2");
    assertThat(hospital.changes)
        .extracting(StubEhr.Change::line)
        .containsExactly("PUT " + PLAN, "PATCH " + PLAN);
  }

  @Test
  void where_If_Match_is_ignored_a_goal_is_appended_and_no_first_one_and_no_plan_is_sent()
      throws Exception {
    hospital.ignoresVersions = true;
    asked();
    teamsPlan(WITHOUT_GOALS);
    assertThat(write(entry("1"))).isEqualTo(new Written(null, Outcome.AS_CARD));
    assertThat(hospital.changes).isEmpty();
    hospital.put(plan().addGoal(new Reference("Goal/g1")));
    hospital.beforeChange = () -> hospital.put(plan().addGoal(new Reference("Goal/theirs")));
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/theirs", "Goal/g2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void without_PATCH_no_plan_is_put_where_If_Match_is_ignored_or_nobody_can_tell(boolean ignored)
      throws Exception {
    hospital.refused.put("PATCH", 405);
    hospital.ignoresVersions = ignored;
    if (ignored) {
      asked();
    } else {
      capabilities.look(false);
      hospital.changes.clear();
    }
    teamsPlan(TEAMS);
    assertThat(write(entry("1"))).isEqualTo(new Written(null, Outcome.AS_CARD));
    assertThat(hospital.changes).isEmpty();
    assertThat(hospital.text(PLAN)).isEqualTo(TEAMS);
    assertThat(capabilities.table().find("patch").orElseThrow().usedAs()).isEqualTo("not");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 415, 501})
  void an_EHR_that_only_shows_at_the_real_patch_that_it_takes_none_is_sent_the_plan(int status)
      throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.refused.put("PATCH " + PLAN, status);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
    // That one patch was not understood tells nothing of the next.
    assertThat(capabilities.patches()).isEqualTo(status == 400);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUBSETTED", "REDACTED"})
  void a_plan_of_which_we_are_not_given_everything_is_not_put_back(String mark) throws Exception {
    takesNoPatches();
    teamsPlan(
        TEAMS.replace(
            "\"source\":\"#x\"", "\"source\":\"#x\",\"tag\":[{\"code\":\"" + mark + "\"}]"));
    assertThat(outcome()).isEqualTo(Outcome.AS_CARD);
    assertThat(hospital.changes).isEmpty();
  }

  @Test
  void a_reference_that_a_person_took_out_is_not_put_back() throws Exception {
    asked();
    teamsPlan(TEAMS);
    outcome();
    hospital.put(plan().setGoal(List.of(new Reference("Goal/g1"))));
    hospital.changes.clear();
    assertThat(write(entry("1")))
        .isEqualTo(new Written(new Source("CarePlan", "team", "3"), Outcome.LEFT_TO_PERSON));
    assertThat(write(entry(null)).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.changes).isEmpty();
  }

  @Test
  void what_was_taken_out_before_the_person_decided_is_put_in() throws Exception {
    asked();
    teamsPlan(TEAMS.replace("Goal/g1", "Goal/g2"));
    hospital.put(plan().setGoal(List.of(new Reference("Goal/g1"))));
    hospital.put(plan().setTitle("Looked over"));
    assertThat(write(entry("2")).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
  }

  @Test
  void without_history_our_own_provenance_tells_what_was_taken_out() throws Exception {
    hospital.refused.put("GET " + PLAN + "/_history", 405);
    asked();
    teamsPlan(TEAMS);
    outcome();
    hospital.put(plan().setGoal(List.of(new Reference("Goal/g1"))));
    hospital.changes.clear();
    assertThat(outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    hospital
        .all(Provenance.class)
        .forEach(told -> hospital.delete("Provenance", told.getIdElement().getIdPart()));
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
  }

  @Test
  void what_somebody_knows_to_be_lost_is_put_in_though_nothing_else_tells() throws Exception {
    hospital.refused.put("GET " + PLAN + "/_history", 405);
    hospital.refused.put("GET Provenance", 403);
    asked();
    teamsPlan(TEAMS);
    hospital.put(plan().setTitle("Restored"));
    var lost = new Before(null, false, Attribution.TOLD, null, null, true);
    assertThat(writer.write(entry("9"), Before.NOTHING).outcome()).isEqualTo(Outcome.AS_CARD);
    assertThat(writer.write(entry("9"), lost).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
  }

  @Test
  void where_nobody_can_tell_whether_it_was_taken_out_it_is_not_put_in() throws Exception {
    hospital.refused.put("GET " + PLAN + "/_history", 405);
    hospital.refused.put("GET Provenance", 403);
    asked();
    teamsPlan(TEAMS);
    hospital.put(plan().setTitle("Looked over"));
    assertThat(outcome()).isEqualTo(Outcome.AS_CARD);
    assertThat(hospital.changes).isEmpty();
    assertThat(write(entry("2")).outcome()).isEqualTo(Outcome.UPDATED);
  }

  @Test
  void after_a_restored_backup_it_is_put_in_again_and_once() throws Exception {
    asked();
    teamsPlan(TEAMS);
    outcome();
    hospital.forget(PLAN);
    teamsPlan(TEAMS);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_answer_that_was_lost_is_found_by_looking(boolean patches) throws Exception {
    settings.with("ehr.timeout-seconds", "1");
    if (patches) {
      asked();
    } else {
      takesNoPatches();
    }
    teamsPlan(TEAMS);
    hospital.afterChange = hospital::waitsUntilAskedAgain;
    assertThat(write(entry("1")))
        .isEqualTo(new Written(new Source("CarePlan", "team", "2"), Outcome.UPDATED));
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
    assertThat(hospital.changes).hasSize(1);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void a_gateway_that_fails_after_a_patch_leaves_it_to_be_found_and_told_of() throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.afterChange =
        () -> {
          throw new IllegalStateException("the gateway gave up");
        };
    assertThatThrownBy(this::outcome).isInstanceOf(EhrUnavailable.class);
    assertThat(hospital.all(Provenance.class)).isEmpty();
    assertThat(again()).isEqualTo(Outcome.UPDATED);
    assertThat(again()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.changes).hasSize(1);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void a_request_that_was_lost_is_sent_again() throws Exception {
    settings.with("ehr.timeout-seconds", "1");
    asked();
    teamsPlan(TEAMS);
    hospital.beforeChange =
        () -> {
          hospital.waitsUntilAskedAgain();
          throw new IllegalStateException("it never came");
        };
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/g1", "Goal/g2");
    assertThat(hospital.changes).hasSize(2);
  }

  @Test
  void an_EHR_that_says_nothing_of_what_came_of_a_patch_is_asked() throws Exception {
    hospital.saysNoLocation = true;
    asked();
    teamsPlan(TEAMS);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(hospital.changes).hasSize(1);
    assertThat(hospital.all(Provenance.class).get(0).getTargetFirstRep().getReference())
        .isEqualTo(PLAN + "/_history/2");
  }

  @Test
  void a_provenance_that_failed_is_added_when_it_is_tried_again() throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.refused.put("POST Provenance", 500);
    assertThat(write(entry("1")).attribution()).isEqualTo(Attribution.OWED);
    assertThat(write(entry("1", true)).attribution()).isEqualTo(Attribution.OWED);
    hospital.refused.clear();
    hospital.put(plan().setTitle("Theirs"));
    assertThat(again()).isEqualTo(Outcome.UPDATED);
    assertThat(again()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.changes).hasSize(1);
    // The version by then is a colleague's.
    assertThat(hospital.all(Provenance.class))
        .singleElement()
        .satisfies(told -> assertThat(told.getTargetFirstRep().getReference()).isEqualTo(PLAN));
  }

  @Test
  void what_a_node_that_has_ended_put_in_is_told_of_by_another() throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.refused.put("POST Provenance", 500);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    hospital.refused.clear();
    var another = Writers.of(ehr, FHIR, settings, capabilities, clock);
    assertThat(another.write(entry("1", true)))
        .isEqualTo(new Written(new Source("CarePlan", "team", null), Outcome.UPDATED));
    assertThat(hospital.all(Provenance.class))
        .singleElement()
        .satisfies(
            told ->
                assertThat(told.getTarget())
                    .extracting(Reference::getReference)
                    .containsExactly(PLAN, "Goal/g2/_history/4"));
    assertThat(another.write(entry("1", true)).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
    assertThat(hospital.changes).hasSize(1);
  }

  @Test
  void where_nobody_can_tell_whether_it_was_told_of_nothing_is_told_twice() throws Exception {
    asked();
    teamsPlan(TEAMS);
    assertThat(outcome()).isEqualTo(Outcome.UPDATED);
    hospital.refused.put("GET Provenance", 403);
    assertThat(again()).isEqualTo(Outcome.UNCHANGED);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void what_is_known_not_to_be_told_is_told_where_nobody_may_look_for_it() throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.refused.put("GET Provenance", 403);
    hospital.refused.put("POST Provenance", 500);
    assertThat(write(entry("1")).attribution()).isEqualTo(Attribution.OWED);
    hospital.refused.remove("POST Provenance");
    var owed = Before.NOTHING.telling(Attribution.OWED);
    assertThat(writer.write(entry("1", true), owed).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void a_goal_that_was_made_again_goes_into_the_plan_that_names_the_lost_one() throws Exception {
    asked();
    teamsPlan(TEAMS.replace("Goal/g1", "Goal/lost"));
    hospital.put(plan().setTitle("Looked over"));
    assertThat(writer.write(entry("1"), LOST).outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(goals()).containsExactly("Goal/lost", "Goal/g2");
  }

  @Test
  void a_goal_that_was_made_again_stays_out_where_somebody_took_out_the_lost_one()
      throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.put(plan().addGoal(new Reference("Goal/lost")));
    hospital.put(plan().setGoal(List.of(new Reference("Goal/g1"))));
    assertThat(writer.write(entry("1"), LOST).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(goals()).containsExactly("Goal/g1");
  }

  @Test
  void what_stood_in_a_plan_and_of_which_nobody_can_tell_is_not_put_back() throws Exception {
    hospital.refused.put("GET " + PLAN + "/_history", 405);
    hospital.refused.put("GET Provenance", 403);
    asked();
    teamsPlan(TEAMS);
    hospital.put(plan().setTitle("Looked over"));
    var stood = new Source("CarePlan", "team", "1");
    assertThat(writer.write(entry("1", true), Before.stood(stood)))
        .isEqualTo(new Written(stood, Outcome.MISSING));
    assertThat(hospital.changes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoked", "completed", "entered-in-error", "unknown", "mistyped"})
  void a_plan_that_has_ended_is_left_alone(String status) throws Exception {
    asked();
    teamsPlan(TEAMS.replace("\"active\"", "\"" + status + "\""));
    assertThat(outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.changes).isEmpty();
  }

  @Test
  void a_plan_of_somebody_else_or_one_that_is_gone_is_left_alone() throws Exception {
    asked();
    assertThat(outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    teamsPlan(TEAMS.replace("Patient/p1", "Patient/p2"));
    assertThat(outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    hospital.delete("CarePlan", "team");
    assertThat(outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.changes).isEmpty();
  }

  @Test
  void a_plan_that_goes_while_it_is_patched_says_nothing_of_patches() throws Exception {
    asked();
    teamsPlan(TEAMS);
    hospital.beforeChange = () -> hospital.delete("CarePlan", "team");
    assertThat(outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(capabilities.patches()).isTrue();
  }

  @Test
  void a_plan_that_others_keep_changing_is_given_up_for_now() {
    asked();
    teamsPlan(TEAMS);
    hospital.refused.put("PATCH " + PLAN, 412);
    assertThatThrownBy(this::outcome)
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("412")
        .hasMessageNotContaining("team");
    assertThat(hospital.asked.stream().filter(line -> line.startsWith("PATCH"))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500, 503})
  void an_EHR_that_cannot_now_is_asked_again_later(int status) {
    asked();
    teamsPlan(TEAMS);
    hospital.once(line -> line.startsWith("PATCH "), status);
    assertThatThrownBy(this::outcome)
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("" + status)
        .hasMessageNotContaining("team");
  }

  @Test
  void an_EHR_that_will_not_have_it_or_gives_what_cannot_be_read_refuses() {
    asked();
    teamsPlan(TEAMS);
    hospital.once(line -> line.startsWith("PATCH "), 422);
    assertThatThrownBy(this::outcome)
        .isInstanceOf(WriteRefused.class)
        .hasMessageContaining("422")
        .hasMessageNotContaining("team");
    for (String text : List.of("<html>", TEAMS.replace("\"team\"", "\"other\""))) {
      hospital.forget(PLAN);
      teamsPlan(text);
      assertThatThrownBy(this::outcome)
          .isInstanceOf(WriteRefused.class)
          .hasMessageNotContaining("team");
    }
    assertThat(hospital.changes).isEmpty();
  }

  @Test
  void a_plan_that_we_may_not_read_or_change_refuses_and_is_not_put_off() {
    takesNoPatches();
    teamsPlan(TEAMS);
    hospital.once(line -> line.startsWith("PUT "), 403);
    assertRefused();
    hospital.once(line -> line.startsWith("GET " + PLAN), 403);
    assertRefused();
    assertThat(hospital.text(PLAN)).isEqualTo(TEAMS);
  }

  private void assertRefused() {
    assertThatThrownBy(this::outcome)
        .isInstanceOf(WriteRefused.class)
        .hasMessageContaining("403")
        .hasMessageNotContaining("team");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void each_change_of_a_plan_is_accounted_to_the_client(boolean patches) throws Exception {
    if (patches) {
      asked();
    } else {
      takesNoPatches();
    }
    teamsPlan(TEAMS);
    hospital.once(line -> line.startsWith(patches ? "PATCH" : "PUT"), 412);
    outcome();
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.UPDATE)
        .containsExactly(
            new RecordAccess(Kind.UPDATE, CLIENT, PLAN, null, RecordAccess.Outcome.REFUSED),
            new RecordAccess(Kind.UPDATE, CLIENT, PLAN, null, RecordAccess.Outcome.DONE));
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.READ)
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.patient()).isEqualTo(CLIENT));
  }

  @Test
  void a_patch_without_an_answer_is_accounted_as_one_of_which_nobody_knows() throws Exception {
    settings.with("ehr.timeout-seconds", "1");
    asked();
    teamsPlan(TEAMS);
    hospital.afterChange = hospital::waitsUntilAskedAgain;
    outcome();
    assertThat(accounts)
        .filteredOn(one -> one.kind() == Kind.UPDATE)
        .extracting(RecordAccess::outcome)
        .containsExactly(RecordAccess.Outcome.FAILED);
  }
}
