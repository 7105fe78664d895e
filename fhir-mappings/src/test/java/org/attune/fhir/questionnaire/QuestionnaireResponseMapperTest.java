package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.GapReason;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionnaireResponseMapperTest {

  private static final String SRS = "https://attune.org/fhir/Questionnaire/srs-scores";
  private static final String PHQ9 = "https://attune.org/fhir/Questionnaire/phq-9";
  private static final String CHECK_IN = "https://attune.org/fhir/Questionnaire/client-check-in";
  private static final String[] PHQ9_ITEMS = {
    "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3",
    "44260-8"
  };

  private static String response(String form, String items) {
    return response("completed", form, "\"authored\":\"2026-03-02T11:00:00+01:00\",", items);
  }

  private static String response(String status, String form, String rest, String items) {
    return """
        {"resourceType":"QuestionnaireResponse","id":"q1","language":"en","status":"%s",\
        "questionnaire":"%s","subject":{"reference":"Patient/p1"},%s"item":[%s]}"""
        .formatted(status, form, rest, items);
  }

  private static String item(String linkId, String... answers) {
    return "{\"linkId\":\"%s\",\"answer\":[%s]}"
        .formatted(
            linkId,
            Arrays.stream(answers).map(a -> "{" + a + "}").collect(Collectors.joining(",")));
  }

  private static String coded(String linkId, String system, String code) {
    return item(
        linkId, "\"valueCoding\":{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}");
  }

  private static String total(String value) {
    return item("total", value);
  }

  /** PHQ-9 with the first so many items answered with 2. */
  private static String phq9(int answered) {
    return IntStream.range(0, answered)
        .mapToObj(n -> item("/" + PHQ9_ITEMS[n], "\"valueInteger\":2"))
        .collect(Collectors.joining(","));
  }

  private static ScaleScore score(String json) {
    return Sandbox.fact(Sandbox.read(json), ScaleScore.class);
  }

  private static CheckIn checkIn(String items) {
    return Sandbox.fact(Sandbox.read(response(CHECK_IN, items)), CheckIn.class);
  }

  @Test
  void a_ready_total_is_the_score_and_the_marks_are_its_parts() {
    var score =
        score(
            response(
                SRS + "|1.0.0",
                total("\"valueDecimal\":31.5") + "," + item("relationship", "\"valueDecimal\":8")));
    assertThat(score.instrument()).isEqualTo(new InstrumentId("srs"));
    assertThat(score.total()).isEqualTo(31.5);
    assertThat(score.parts()).containsOnlyKeys("relationship").containsEntry("relationship", 8.0);
    assertThat(score.form()).isEqualTo(SRS + "|1.0.0#en");
    assertThat(score.at()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    assertThat(score.source()).isEqualTo(new Source("QuestionnaireResponse", "q1", null));
  }

  @Test
  void the_sum_of_all_items_is_the_score_where_no_total_stands() {
    assertThat(score(response(PHQ9, phq9(9))).total()).isEqualTo(18);
    assertThat(score(response(PHQ9, phq9(9))).parts()).containsEntry("risk", 2.0);
  }

  @Test
  void a_missing_item_is_never_zero_but_the_mean_of_the_others() {
    assertThat(score(response(PHQ9, phq9(8))).total()).isEqualTo(18);
    assertThat(score(response(PHQ9, phq9(7))).total()).isEqualTo(18);
  }

  @Test
  void beyond_what_the_instrument_allows_there_is_no_score() {
    assertThat(Sandbox.read(response(PHQ9, phq9(6))))
        .isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
    assertThat(Sandbox.read(response(SRS, item("relationship", "\"valueDecimal\":8"))))
        .isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
    assertThat(Sandbox.read(response(PHQ9, item("/x", "\"valueInteger\":1"))))
        .isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"valueInteger\":3` | 3",
        "`\"valueDecimal\":3.0` | 3",
        "`\"valueString\":\"3\"` | 3",
        "`\"valueQuantity\":{\"value\":3}` | 3",
        "`\"valueQuantity\":{\"value\":\"3\"}` | 3",
        "`\"valueCoding\":{\"system\":\"http://loinc.org\",\"code\":\"LA6571-9\"}` | 3",
        "`\"valueCoding\":{\"code\":\"LA6571-9\"}` | 3",
        "`\"valueCoding\":{\"code\":\"x\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/ordinalValue\",\"valueDecimal\":3}]}` | 3",
        "`\"valueCoding\":{\"code\":\"x\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/itemWeight\",\"valueDecimal\":3}]}` | 3"
      })
  void an_item_may_be_answered_in_many_shapes(String answer, double value) {
    var items = phq9(8) + "," + item("/44260-8", answer);
    assertThat(score(response(PHQ9, items)).parts()).containsEntry("risk", value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"valueCoding\":{\"code\":\"3\"}`",
        "`\"valueCoding\":{\"system\":\"urn:x\",\"code\":\"LA6571-9\"}`",
        "`\"valueString\":\"3/4\"`",
        "`\"valueString\":\"2,5\"`",
        "`\"valueString\":\"three\"`",
        "`\"valueQuantity\":{\"comparator\":\">\",\"value\":3}`",
        "`\"valueBoolean\":true`"
      })
  void an_answer_that_could_be_read_in_two_ways_is_missing(String answer) {
    var score = score(response(PHQ9, phq9(8) + "," + item("/44260-8", answer)));
    assertThat(score.parts()).doesNotContainKey("risk");
  }

  @Test
  void a_score_outside_its_range_is_a_gap() {
    assertThat(Sandbox.read(response(SRS, total("\"valueDecimal\":41"))))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    assertThat(Sandbox.read(response(PHQ9, phq9(7) + "," + item("/44253-3", "\"valueInteger\":4"))))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
  }

  @Test
  void a_total_that_contradicts_its_items_or_itself_is_a_gap() {
    assertThat(
            Sandbox.read(
                response(
                    PHQ9,
                    phq9(8)
                        + ","
                        + item("/44260-8", "\"valueInteger\":0")
                        + ","
                        + item("/44261-6", "\"valueInteger\":12"))))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
    assertThat(
            score(response(PHQ9, phq9(9) + "," + item("/44261-6", "\"valueInteger\":18"))).total())
        .isEqualTo(18);
    assertThat(
            Sandbox.read(
                response(SRS, item("total", "\"valueDecimal\":30", "\"valueDecimal\":31"))))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
    assertThat(Sandbox.read(response(PHQ9, phq9(8) + "," + item("/44253-3", "\"valueInteger\":1"))))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
  }

  @Test
  void an_answer_about_risk_is_heard_however_little_else_was_answered() {
    var risk = item("/44260-8", "\"valueInteger\":1");
    var stopped = response("stopped", PHQ9, "\"authored\":\"2026-03-02T11:00:00+01:00\",", risk);
    for (String form :
        List.of(
            response(PHQ9, risk),
            response(PHQ9, phq9(9) + "," + item("/44261-6", "\"valueInteger\":2")),
            response(PHQ9, phq9(8) + "," + item("/44260-8", "\"valueInteger\":4")),
            stopped)) {
      assertThat(Sandbox.read(form))
          .isInstanceOfSatisfying(
              Reading.Fact.class,
              fact ->
                  assertThat((List<?>) fact.value())
                      .singleElement()
                      .isInstanceOfSatisfying(
                          RiskAnswer.class,
                          answer -> {
                            assertThat(answer.instrument()).isEqualTo(new InstrumentId("phq-9"));
                            assertThat(answer.at()).isEqualTo("2026-03-02T10:00:00Z");
                          }));
    }
  }

  @Test
  void where_nothing_about_risk_was_said_a_form_without_a_score_stays_a_gap() {
    var none = item("/44260-8", "\"valueInteger\":0");
    assertThat(Sandbox.read(response(PHQ9, none))).isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
    var authored = "\"authored\":\"2026-03-02T11:00:00+01:00\",";
    assertThat(Sandbox.read(response("stopped", PHQ9, authored, none)))
        .isEqualTo(Sandbox.gap(GapReason.FORM_NOT_FINISHED));
  }

  @Test
  void items_may_be_nested_in_groups_and_in_answers() {
    var nested =
        "{\"linkId\":\"g\",\"item\":["
            + phq9(8)
            + ",{\"linkId\":\"a\",\"answer\":[{\"valueBoolean\":true,\"item\":["
            + item("/44260-8", "\"valueInteger\":1")
            + "]}]}]}";
    assertThat(score(response(PHQ9, nested)).total()).isEqualTo(17);
  }

  private static String scores(String instrument, String... items) {
    return response(
        "https://attune.org/fhir/Questionnaire/" + instrument + "-scores", String.join(",", items));
  }

  private static String decimal(String linkId, double value) {
    return item(linkId, "\"valueDecimal\":" + value);
  }

  @Test
  void subscales_make_the_total_where_none_stands() {
    var score =
        score(scores("wai-sr", decimal("goal", 15), decimal("task", 12), decimal("bond", 18)));
    assertThat(score.total()).isEqualTo(45);
    assertThat(score.parts()).containsEntry("goal", 15.0).containsEntry("bond", 18.0);
    assertThat(Sandbox.read(scores("wai-sr", decimal("goal", 15), decimal("bond", 18))))
        .isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
    assertThat(Sandbox.read(scores("wai-sr", decimal("total", 45), decimal("bond", 21))))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
  }

  @Test
  void a_part_that_does_not_make_up_the_total_is_kept_beside_it() {
    var score = score(scores("core-10", decimal("total", 12), decimal("risk", 1)));
    assertThat(score.total()).isEqualTo(12);
    assertThat(score.parts()).containsEntry("risk", 1.0);
    assertThat(Sandbox.read(scores("core-10", decimal("total", 12), decimal("risk", 5))))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
  }

  @Test
  void readiness_takes_the_first_stage_off_and_goals_take_the_mean_of_those_rated() {
    assertThat(
            score(
                    scores(
                        "urica",
                        decimal("precontemplation", 2.0),
                        decimal("contemplation", 4.5),
                        decimal("action", 4.0),
                        decimal("maintenance", 3.5)))
                .total())
        .isEqualTo(10);
    assertThat(score(scores("gbo", decimal("goal-1", 4), decimal("goal-3", 7))).total())
        .isEqualTo(5.5);
  }

  @Test
  void an_answer_that_carries_two_weights_is_missing() {
    var twice =
        "\"valueCoding\":{\"code\":\"x\",\"extension\":["
            + "{\"url\":\"http://hl7.org/fhir/StructureDefinition/ordinalValue\",\"valueDecimal\":3},"
            + "{\"url\":\"http://hl7.org/fhir/StructureDefinition/itemWeight\",\"valueDecimal\":2}]}";
    assertThat(score(response(PHQ9, phq9(8) + "," + item("/44260-8", twice))).parts())
        .doesNotContainKey("risk");
  }

  @Test
  void a_total_may_stand_in_an_extension_only() {
    var extension =
        "\"authored\":\"2026-03-02T11:00:00Z\",\"extension\":[{\"url\":\"%s\",\"valueDecimal\":33}],";
    assertThat(
            score(
                    response(
                        "completed",
                        SRS,
                        extension.formatted(
                            "https://attune.org/fhir/StructureDefinition/total-score"),
                        ""))
                .total())
        .isEqualTo(33);
    var site = SiteSettings.hospital().with("fhir.total-extensions", "urn:vendor:score");
    assertThat(
            Sandbox.fact(
                    Sandbox.reader(Sandbox.mappers(site, null))
                        .read(
                            response("completed", SRS, extension.formatted("urn:vendor:score"), ""))
                        .reading(),
                    ScaleScore.class)
                .total())
        .isEqualTo(33);
  }

  @ParameterizedTest
  @CsvSource({
    "in-progress, FORM_NOT_FINISHED",
    "stopped, FORM_NOT_FINISHED",
    "done, STATUS_UNKNOWN"
  })
  void a_form_that_is_not_finished_is_a_gap(String status, GapReason why) {
    assertThat(
            Sandbox.read(
                response(
                    status,
                    SRS,
                    "\"authored\":\"2026-03-02T11:00:00Z\",",
                    total("\"valueDecimal\":30"))))
        .isEqualTo(Sandbox.gap(why));
  }

  @Test
  void an_amended_form_counts_and_one_entered_in_error_is_withdrawn() {
    var authored = "\"authored\":\"2026-03-02T11:00:00Z\",";
    assertThat(score(response("amended", SRS, authored, total("\"valueDecimal\":30"))).total())
        .isEqualTo(30);
    assertThat(Sandbox.read(response("entered-in-error", SRS, authored, "")))
        .isEqualTo(new Reading.Withdrawn<>());
  }

  @ParameterizedTest
  @CsvSource({
    "'', NO_TIME",
    "'\"authored\":\"2026-03-02\",', TIME_NOT_EXACT",
    "'\"authored\":\"2026-03-02T11:00:00\",', TIME_NOT_EXACT"
  })
  void a_form_of_unknown_hour_is_a_gap(String authored, GapReason why) {
    assertThat(Sandbox.read(response("completed", SRS, authored, total("\"valueDecimal\":30"))))
        .isEqualTo(Sandbox.gap(why));
  }

  @Test
  void a_form_about_nobody_is_a_gap() {
    assertThat(
            Sandbox.read(
                response(SRS, total("\"valueDecimal\":30")).replace("Patient/p1", "Group/g")))
        .isEqualTo(Sandbox.gap(GapReason.NO_PATIENT));
  }

  @Test
  void a_form_nobody_named_or_knows_is_a_gap() {
    var json = response(SRS, total("\"valueDecimal\":30"));
    assertThat(Sandbox.read(json.replace("\"questionnaire\":\"" + SRS + "\",", "")))
        .isEqualTo(Sandbox.gap(GapReason.QUESTIONNAIRE_NOT_NAMED));
    assertThat(Sandbox.read(json.replace(SRS, "urn:other")))
        .isEqualTo(Sandbox.gap(GapReason.QUESTIONNAIRE_NOT_KNOWN));
    assertThat(Sandbox.read(json.replace(SRS, "#q")))
        .isEqualTo(Sandbox.gap(GapReason.QUESTIONNAIRE_NOT_NAMED));
  }

  @Test
  void a_contained_form_is_known_by_its_url_or_by_its_code() {
    var json =
        response("#q", total("\"valueDecimal\":30"))
            .replace(
                "\"status\":",
                "\"contained\":[{\"resourceType\":\"Questionnaire\",\"id\":\"q\",\"status\":\"active\",%s}],\"status\":");
    var byUrl = json.formatted("\"url\":\"" + SRS + "\",\"version\":\"2\"");
    assertThat(score(byUrl).form()).isEqualTo(SRS + "|2#en");
    var byCode =
        json.formatted(
            "\"code\":[{\"system\":\"https://attune.org/fhir/CodeSystem/instrument\",\"code\":\"srs\"}]");
    assertThat(score(byCode).total()).isEqualTo(30);
    assertThat(Sandbox.read(json.formatted("\"title\":\"a form\"")))
        .isEqualTo(Sandbox.gap(GapReason.QUESTIONNAIRE_NOT_NAMED));
    assertThat(Sandbox.read(json.formatted("\"url\":\"urn:other\"")))
        .isEqualTo(Sandbox.gap(GapReason.QUESTIONNAIRE_NOT_KNOWN));
  }

  @Test
  void a_site_may_say_which_instrument_its_own_form_is() {
    var site =
        SiteSettings.hospital()
            .with("fhir.questionnaires", "urn:site:phq=phq-9, urn:site:ck=client-check-in");
    var reader = Sandbox.reader(Sandbox.mappers(site, null));
    assertThat(
            Sandbox.fact(
                    reader.read(response("urn:site:phq|7", phq9(9))).reading(), ScaleScore.class)
                .form())
        .isEqualTo("urn:site:phq|7#en");
    assertThat(
            Sandbox.fact(
                    reader
                        .read(response("urn:site:ck", item("mood", "\"valueInteger\":4")))
                        .reading(),
                    CheckIn.class)
                .ratings())
        .containsEntry(Item.MOOD, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | CLIENT",
        "`\"source\":{\"reference\":\"Patient/p1\"},` | CLIENT",
        "`\"source\":{\"reference\":\"Patient/p2\"},` | PROXY",
        "`\"source\":{\"reference\":\"RelatedPerson/r\"},` | PROXY",
        "`\"source\":{\"reference\":\"Practitioner/t1\"},` | THERAPIST",
        "`\"source\":{\"reference\":\"PractitionerRole/t1\"},` | THERAPIST",
        "`\"author\":{\"reference\":\"Patient/p1\"},` | CLIENT",
        "`\"author\":{\"reference\":\"Practitioner/t1\"},` | PROXY",
        "`\"author\":{\"reference\":\"RelatedPerson/r\"},` | PROXY",
        "`\"author\":{\"reference\":\"Device/d\"},` | CLIENT",
        "`\"source\":{\"reference\":\"Patient/p1\"},\"author\":{\"reference\":\"Practitioner/t1\"},` | CLIENT",
        "`\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\",\"code\":\"SDMRPT\"}]},` | PROXY"
      })
  void who_answered_is_told_by_source_then_label_then_author(String who, Respondent respondent) {
    var json =
        response(
            "completed",
            SRS,
            "\"authored\":\"2026-03-02T11:00:00Z\"," + who,
            total("\"valueDecimal\":30"));
    assertThat(score(json).respondent()).isEqualTo(respondent);
  }

  @Test
  void a_therapists_own_answers_say_which_therapist_and_a_form_which_visit() {
    var score =
        score(
            response(
                "completed",
                SRS,
                "\"authored\":\"2026-03-02T11:00:00Z\",\"encounter\":{\"reference\":\"Encounter/e1\"},"
                    + "\"source\":{\"reference\":\"Practitioner/t1\"},",
                total("\"valueDecimal\":30")));
    assertThat(score.therapist()).isEqualTo(new TherapistId("t1"));
    assertThat(score.visit()).isEqualTo(new Source("Encounter", "e1", null));
  }

  @ParameterizedTest
  @EnumSource(Item.class)
  void every_item_of_the_check_in_is_read(Item item) {
    var linkId = item.name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(checkIn(item(linkId, "\"valueInteger\":7")).ratings()).containsEntry(item, 7);
  }

  @ParameterizedTest
  @EnumSource(Voice.class)
  void every_voice_is_heard(Voice voice) {
    var code = voice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(
            checkIn(coded("voice", "https://attune.org/fhir/CodeSystem/client-voice", code))
                .voices())
        .containsExactly(voice);
  }

  @ParameterizedTest
  @CsvSource({
    "transport, TRANSPORT",
    "cost, COST",
    "cover, COVER",
    "interpreter, INTERPRETER",
    "weather, WEATHER",
    "technology, TECHNOLOGY",
    "work-or-care, WORK_OR_CARE",
    "illness, LIFE_EVENT",
    "life-event, LIFE_EVENT",
    "service, SERVICE",
    "own-reason, OWN_REASON",
    "feeling-better, FEELING_BETTER",
    "rather-not-say, RATHER_NOT_SAY"
  })
  void every_obstacle_is_one_reason(String code, CancellationReason reason) {
    assertThat(
            checkIn(coded("obstacle", "https://attune.org/fhir/CodeSystem/obstacle", code))
                .obstacle())
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource(LifeEvent.class)
  void every_life_event_is_read(LifeEvent event) {
    var code = event.name().toLowerCase(Locale.ROOT);
    assertThat(
            checkIn(coded("life-event", "https://attune.org/fhir/CodeSystem/life-event", code))
                .events())
        .containsExactly(event);
  }

  @ParameterizedTest
  @CsvSource({
    "care-team, CARE_TEAM",
    "therapist, THERAPIST",
    "not-my-therapist, NOT_MY_THERAPIST",
    "somebody, NOT_MY_THERAPIST"
  })
  void a_choice_of_readers_we_cannot_read_is_taken_as_the_narrowest(
      String code, Audience audience) {
    assertThat(
            checkIn(coded("audience", "https://attune.org/fhir/CodeSystem/audience", code))
                .audience())
        .isEqualTo(audience);
    assertThat(checkIn("").audience()).isEqualTo(Audience.CARE_TEAM);
  }

  @Test
  void an_answer_that_is_not_on_the_form_is_a_gap_but_never_costs_what_the_client_told() {
    assertThat(Sandbox.read(response(CHECK_IN, item("mood", "\"valueInteger\":11"))))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    assertThat(Sandbox.read(response(CHECK_IN, coded("voice", "urn:x", "harmed"))))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    assertThat(
            checkIn(
                    item("mood", "\"valueInteger\":11")
                        + ","
                        + coded(
                            "voice", "https://attune.org/fhir/CodeSystem/client-voice", "harmed"))
                .voices())
        .containsExactly(Voice.HARMED);
  }

  @Test
  void a_ticked_answer_without_a_system_is_understood() {
    assertThat(checkIn(item("voice", "\"valueCoding\":{\"code\":\"judged\"}")).voices())
        .containsExactly(Voice.JUDGED);
  }
}
