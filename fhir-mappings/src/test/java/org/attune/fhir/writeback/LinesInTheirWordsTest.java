package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.access.RecordAccess;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.matching.ClientGoal;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.GoalAnswer.Open;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A goal that is put forward for what the client wrote on a line of the goal form. */
class LinesInTheirWordsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final String OURS = "Talk about which goal matters most to me now.";
  private static final String THEIRS = "See my friends again";
  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final ClientGoal LINE =
      new ClientGoal(new Source("QuestionnaireResponse", "q7", null), 2);

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final FhirChartWriter writer = writer();

  private FhirChartWriter writer() {
    var ehr = new EhrClient(settings, FHIR);
    ehr.accountTo(accounts::add);
    var clock = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);
    return Writers.of(ehr, FHIR, settings, new Capabilities(ehr, FHIR, settings, clock), clock);
  }

  @BeforeEach
  void the_client_filled_a_form() {
    form("", said(THEIRS, ""));
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private static String said(String words, String more) {
    return "{\"linkId\":\"goal\",\"item\":[%s{\"linkId\":\"goal.text\",\"answer\":[{\"valueString\":\"%s\"}]}]}"
        .formatted(more, words);
  }

  private void form(String more, String second) {
    form("https://attune.org/fhir/Questionnaire/goal-form|1.2.0", "p1", "Patient/p1", more, second);
  }

  private void form(String form, String subject, String by, String more, String second) {
    hospital.put(
        """
        {"resourceType":"QuestionnaireResponse","id":"q7","status":"completed",%s
        "questionnaire":"%s","subject":{"reference":"Patient/%s"},"source":{"reference":"%s"},
        "authored":"2026-03-01T11:00:00+01:00","item":[%s,%s]}"""
            .formatted(more, form, subject, by, said("Sleep better", ""), second));
  }

  private Outcome write(GoalAnswer answer) throws Exception {
    var goal =
        new GoalProposal(
                new FindingKey("cd".repeat(32)),
                new PatientId("p1"),
                "plan-blind-spot|4",
                OURS,
                DAY,
                DAY.plusDays(28),
                answer,
                null,
                List.of(new Source("CarePlan", "c1", "2")),
                Labels.NONE)
            .namedIn(List.of(LINE));
    return writer.write(goal).outcome();
  }

  private Goal ours() {
    return hospital.all(Goal.class).get(0);
  }

  private void isIn(String words) {
    assertThat(ours().getDescription().getText()).isEqualTo(words);
    assertThat(ours().getExtensionsByUrl(Codes.GOAL_RELATIONSHIP)).isEmpty();
    assertThat(FHIR.context().newJsonParser().encodeResourceToString(ours()))
        .doesNotContain("q7")
        .doesNotContain("#2");
    assertThat(Seal.holds(ours())).isTrue();
  }

  private void refuses(int status) {
    hospital.once(new StubEhr.Fault(line -> line.contains("/q7"), status, "a secret", Map.of()));
  }

  @Test
  void it_stands_in_the_words_of_its_line_and_its_provenance_names_the_form() throws Exception {
    assertThat(write(new Open())).isEqualTo(Outcome.CREATED);
    isIn(THEIRS);
    assertThat(hospital.all(Provenance.class).get(0).getEntity())
        .extracting(each -> each.getWhat().getReference())
        .contains("QuestionnaireResponse/q7")
        .noneMatch(each -> each.contains("#"));
    assertThat(write(new Open())).as("the same once more").isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void the_look_is_attunes_own_and_at_this_form_alone() throws Exception {
    write(new Open());
    assertThat(accounts)
        .filteredOn(each -> String.valueOf(each.record()).startsWith("QuestionnaireResponse"))
        .singleElement()
        .satisfies(each -> assertThat(each.record()).isEqualTo("QuestionnaireResponse/q7"))
        .satisfies(each -> assertThat(each.viewer()).isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attune.org/fhir/Questionnaire/goal-form|1.0.0",
        "https://attune.org/fhir/Questionnaire/goal-form|1.1.0",
        "https://attune.org/fhir/Questionnaire/goal-form",
        "https://hospital.example/Questionnaire/goals|1.2.0"
      })
  void a_form_that_did_not_promise_it_lends_no_words(String form) throws Exception {
    settings.with("fhir.questionnaires", "https://hospital.example/Questionnaire/goals=goal-form");
    form(form, "p1", "Patient/p1", "", said(THEIRS, ""));
    write(new Open());
    isIn(OURS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Practitioner/t1", "RelatedPerson/sister", "Patient/p2"})
  void what_somebody_else_wrote_is_not_theirs(String by) throws Exception {
    form("https://attune.org/fhir/Questionnaire/goal-form|1.2.0", "p1", by, "", said(THEIRS, ""));
    write(new Open());
    isIn(OURS);
  }

  @Test
  void another_clients_form_lends_no_words() throws Exception {
    form(
        "https://attune.org/fhir/Questionnaire/goal-form|1.2.0",
        "p2",
        "Patient/p2",
        "",
        said(THEIRS, ""));
    write(new Open());
    isIn(OURS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"linkId\":\"goal.not-mine\",\"answer\":[{\"valueBoolean\":true}]},",
        "{\"linkId\":\"goal.which\",\"answer\":[{\"valueReference\":{\"reference\":\"Goal/7\"}}]},",
        "{\"linkId\":\"goal.whose\",\"answer\":[{\"valueCoding\":{\"system\":\"https://attune.org/fhir/CodeSystem/whose-goal\",\"code\":\"therapist\"}}]},",
        "{\"linkId\":\"goal.whose\",\"answer\":[{\"valueCoding\":{\"system\":\"https://attune.org/fhir/CodeSystem/whose-goal\",\"code\":\"other\"}}]},",
        "{\"linkId\":\"goal.text\",\"answer\":[{\"valueString\":\"or is it this\"}]},"
      })
  void a_line_that_is_not_theirs_names_a_record_or_says_two_things_lends_none(String more)
      throws Exception {
    form("", said(THEIRS, more));
    write(new Open());
    isIn(OURS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSYTHPN", "42CFRPart2"})
  void what_may_not_be_read_any_longer_takes_its_words_back(String label) throws Exception {
    write(new Open());
    isIn(THEIRS);
    form(
        "\"meta\":{\"security\":[{\"system\":\"any\",\"code\":\"" + label + "\"}]},",
        said(THEIRS, ""));
    write(new Open());
    isIn(OURS);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500})
  void where_the_record_does_not_give_the_form_our_words_or_what_stood_there_stand(int status)
      throws Exception {
    refuses(status);
    write(new Open());
    isIn(OURS);
    write(new Open());
    isIn(THEIRS);
    refuses(status);
    assertThat(write(new Open())).isEqualTo(Outcome.UNCHANGED);
    isIn(THEIRS);
  }

  @Test
  void a_hospital_that_is_not_there_is_asked_later() {
    refuses(503);
    assertThatThrownBy(() -> write(new Open()))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("q7");
    assertThat(hospital.all(Goal.class)).isEmpty();
  }

  @Test
  void too_long_or_unspeakable_words_and_a_line_that_is_gone_are_none() throws Exception {
    for (var words : List.of("x".repeat(501), "Bell\\u0007", " ")) {
      form("", said(words, ""));
      write(new Open());
      isIn(OURS);
    }
    form("", said("x".repeat(500), ""));
    write(new Open());
    isIn("x".repeat(500));
    form("", "{\"linkId\":\"agreement\"}");
    write(new Open());
    isIn(OURS);
  }

  @Test
  void the_labels_of_the_form_go_with_its_words() throws Exception {
    form(
        "\"meta\":{\"security\":[{\"system\":\"" + CONFIDENTIALITY + "\",\"code\":\"R\"}]},",
        said(THEIRS, ""));
    write(new Open());
    var restricted = new SecurityLabel(CONFIDENTIALITY, "R");
    for (var meta : List.of(ours().getMeta(), hospital.all(Provenance.class).get(0).getMeta())) {
      assertThat(meta.getSecurity())
          .extracting(one -> new SecurityLabel(one.getSystem(), one.getCode()))
          .contains(restricted);
    }
  }
}
