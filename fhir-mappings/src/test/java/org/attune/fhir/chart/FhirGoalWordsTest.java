package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.matching.GoalWords;
import org.attune.matching.GoalWords.Said;
import org.attune.matching.GoalWords.Worded;
import org.attune.matching.WordsOfGoals.Wanted;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.PatientId;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirGoalWordsTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Viewer THERAPIST = new Viewer("Practitioner/t1", Role.CLINICIAN, CLIENT);
  private static final String GOAL_FORM = Codes.QUESTIONNAIRE + "goal-form";

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirGoalWords reader() {
    var ehr = new EhrClient(settings, FHIR);
    ehr.accountTo(accounts::add);
    var clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    return new FhirGoalWords(
        ehr,
        FHIR,
        new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR),
        new Capabilities(ehr, FHIR, settings, clock));
  }

  private static Wanted wanted(List<String> goals, List<String> forms) {
    return new Wanted(
        Set.of(CLIENT),
        goals.stream().map(id -> new Source("Goal", id, null)).toList(),
        forms.stream().map(id -> new Source("QuestionnaireResponse", id, null)).toList());
  }

  private GoalWords read(List<String> goals, List<String> forms) throws EhrUnavailable {
    return reader().of(THERAPIST, wanted(goals, forms));
  }

  private void goal(String id, String patient, String more) {
    hospital.put(
        """
        {"resourceType":"Goal","id":"%s","lifecycleStatus":"active",%s
        "note":[{"text":"a note nobody may see"}],
        "subject":{"reference":"Patient/%s"}}"""
            .formatted(id, more, patient));
  }

  private static String described(String text) {
    return "\"description\":{\"text\":\"" + text + "\"},";
  }

  private void form(String id, String questionnaire, String more, String... items) {
    hospital.put(
        """
        {"resourceType":"QuestionnaireResponse","id":"%s","status":"completed",%s
        "questionnaire":"%s","subject":{"reference":"Patient/p1"},
        "source":{"reference":"Patient/p1"},
        "authored":"2026-03-02T11:00:00+01:00","item":[%s]}"""
            .formatted(id, more, questionnaire, String.join(",", items)));
  }

  private static String text(String linkId, String words) {
    return "{\"linkId\":\"%s\",\"answer\":[{\"valueString\":\"%s\"}]}".formatted(linkId, words);
  }

  private static String group(String linkId, String... items) {
    return "{\"linkId\":\"%s\",\"item\":[%s]}".formatted(linkId, String.join(",", items));
  }

  private static String agreement(String kind, String words) {
    return group(
        "agreement",
        "{\"linkId\":\"agreement.kind\",\"answer\":[{\"valueCoding\":{\"system\":\"%s\",\"code\":\"%s\"}}]}"
            .formatted(Codes.AGREEMENT, kind),
        text("agreement.text", words));
  }

  @Test
  void a_goal_is_told_by_its_description_and_the_words_of_its_targets_alone() throws Exception {
    goal(
        "g1",
        "p1",
        described("Sleep \\n through\\u200b the night")
            + """
            "statusReason":"reason nobody may see",
            "target":[{"detailString":"six hours"},{"detailQuantity":{"value":6}},
              {"detailCodeableConcept":{"text":"rested"}}],""");
    assertThat(read(List.of("g1"), List.of()).goals())
        .singleElement()
        .satisfies(
            goal -> {
              assertThat(goal.goal().key()).isEqualTo("Goal/g1");
              assertThat(goal.text()).isEqualTo("Sleep through the night");
              assertThat(goal.targets()).containsExactly("six hours", "rested");
              assertThat(goal).hasToString("a goal in words");
            });
  }

  @Test
  void a_code_lends_its_name_where_nothing_is_written_the_chosen_one_first() throws Exception {
    goal(
        "g1",
        "p1",
        """
        "description":{"coding":[{"code":"1","display":"added"},
          {"code":"2","display":"chosen","userSelected":true}]},""");
    goal("g2", "p1", "\"description\":{\"coding\":[{\"code\":\"1\"}]},");
    assertThat(read(List.of("g1", "g2"), List.of()).goals())
        .extracting(Worded::text)
        .containsExactly("chosen");
  }

  @Test
  void a_form_tells_its_goals_by_place_why_the_client_came_and_what_will_be_different()
      throws Exception {
    form(
        "f1",
        GOAL_FORM + "|1.1.0",
        "",
        group("goal", text("goal.text", "see my friends")),
        group("goal"),
        group(
            "goal",
            "{\"linkId\":\"goal.which\",\"answer\":[{\"valueReference\":{\"reference\":\"Goal/g7\"}}]}",
            text("goal.text", "sleep")),
        agreement("reason-for-coming", "it was too much"),
        agreement("future-answer", "I will sing"),
        agreement("contract", "nobody may see this"),
        group("agreement", text("agreement.text", "nor this")));
    var words = read(List.of(), List.of("f1"));
    assertThat(words.goals())
        .extracting(each -> each.goal().key(), Worded::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("QuestionnaireResponse/f1#1", "see my friends"),
            org.assertj.core.groups.Tuple.tuple("Goal/g7", "sleep"));
    assertThat(words.said())
        .extracting(Said::kind, Said::by, Said::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Kind.REASON_FOR_COMING, Respondent.CLIENT, "it was too much"),
            org.assertj.core.groups.Tuple.tuple(
                Kind.FUTURE_ANSWER, Respondent.CLIENT, "I will sing"));
  }

  @Test
  void what_was_written_can_be_quoted_and_the_name_of_a_code_cannot() throws Exception {
    goal("g1", "p1", described("Sleep\\tbetter"));
    goal("g2", "p1", "\"description\":{\"coding\":[{\"code\":\"1\",\"display\":\"Sleep\"}]},");
    goal("g3", "p1", described("a".repeat(501)));
    assertThat(read(List.of("g1", "g2", "g3"), List.of()).goals())
        .extracting(Worded::quotable)
        .containsExactly("Sleep better", null, null);
  }

  @ParameterizedTest
  @CsvSource({"1.1.0,", "1.2.0, see my friends"})
  void a_line_of_a_form_can_be_quoted_where_its_form_said_so(String version, String quotable)
      throws Exception {
    form("f1", GOAL_FORM + "|" + version, "", group("goal", text("goal.text", "see my friends")));
    assertThat(read(List.of(), List.of("f1")).goals())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.text()).isEqualTo("see my friends");
              assertThat(line.quotable()).isEqualTo(quotable);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://attune.org/fhir/Questionnaire/goal-form|1.0.0",
        "https://attune.org/fhir/Questionnaire/goal-form|1.0",
        "https://attune.org/fhir/Questionnaire/goal-form",
        "https://hospital.example/Questionnaire/goals|1.1.0"
      })
  void a_form_that_promised_not_to_be_read_or_of_which_nobody_knows_is_not(String form)
      throws Exception {
    settings.with("fhir.questionnaires", "https://hospital.example/Questionnaire/goals=goal-form");
    form("f1", form, "", group("goal", text("goal.text", "see my friends")));
    assertThat(read(List.of(), List.of("f1")).goals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PSYTHPN", "42CFRPart2"})
  void what_is_kept_out_by_now_has_no_words(String label) throws Exception {
    var marked = "\"meta\":{\"security\":[{\"system\":\"any\",\"code\":\"" + label + "\"}]},";
    goal("g1", "p1", marked + described("hidden"));
    goal("g2", "p1", described("open"));
    form("f1", GOAL_FORM + "|1.1.0", marked, group("goal", text("goal.text", "hidden")));
    assertThat(read(List.of("g1", "g2"), List.of("f1")).goals())
        .extracting(Worded::text)
        .containsExactly("open");
  }

  @Test
  void nobody_else_s_words_come_back_whatever_the_server_sends() throws Exception {
    goal("g1", "p1", described("mine"));
    goal("g2", "p2", described("another client's"));
    assertThat(read(List.of("g1", "g2"), List.of()).goals())
        .extracting(Worded::text)
        .containsExactly("mine");
    assertThat(
            reader()
                .of(
                    THERAPIST,
                    new Wanted(
                        Set.of(CLIENT, new PatientId("p2")),
                        List.of(new Source("Goal", "g2", null)),
                        List.of()))
                .goals())
        .as("of a record that was merged into theirs")
        .hasSize(1);
  }

  @Test
  void two_searches_suffice_and_each_is_accounted_for_by_who_looks() throws Exception {
    goal("g1", "p1", described("mine"));
    form("f1", GOAL_FORM + "|1.1.0", "", group("goal", text("goal.text", "see my friends")));
    hospital.asked.clear();
    assertThat(read(List.of("g1"), List.of("f1")).goals()).hasSize(2);
    assertThat(hospital.asked).hasSize(2);
    assertThat(accounts)
        .hasSize(2)
        .allSatisfy(
            account -> {
              assertThat(account.patient()).isEqualTo(CLIENT);
              assertThat(account.viewer()).isEqualTo("Practitioner/t1");
            })
        .extracting(RecordAccess::record)
        .containsExactly("Goal", "QuestionnaireResponse");
    hospital.asked.clear();
    read(List.of(), List.of());
    assertThat(hospital.asked).isEmpty();
  }

  @Test
  void where_records_cannot_be_asked_for_by_name_the_client_s_own_are_page_by_page()
      throws Exception {
    settings.with("ehr.page-size", "1");
    goal("g1", "p1", described("one"));
    goal("g2", "p1", described("two"));
    goal("g3", "p1", described("not asked for"));
    hospital.once(line -> line.contains("_id="), 400);
    assertThat(read(List.of("g1", "g2"), List.of()).goals())
        .extracting(Worded::text)
        .containsExactly("one", "two");
    assertThat(accounts).allSatisfy(one -> assertThat(one.record()).isIn("Goal", "Bundle"));
  }

  @Test
  void what_is_read_is_bounded() throws Exception {
    var ids = IntStream.range(0, 60).mapToObj(i -> "g" + i).toList();
    ids.forEach(id -> goal(id, "p1", described("x".repeat(600))));
    assertThat(read(ids, List.of()).goals())
        .hasSize(40)
        .allSatisfy(goal -> assertThat(goal.text()).hasSize(500).endsWith("…"));
  }

  @Test
  void a_silent_hospital_says_so_and_no_words() {
    goal("g1", "p1", described("a secret"));
    hospital.once(new StubEhr.Fault(line -> true, 500, "a secret", Map.of()));
    assertThatThrownBy(() -> read(List.of("g1"), List.of()))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("g1");
  }
}
