package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.attune.fhir.Sandbox;
import org.attune.instruments.Instruments;
import org.attune.therapy.GapReason;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationMapperTest {

  private static final String SCORE = "https://attune.org/fhir/CodeSystem/score";
  private static final String PHQ9 = coding("http://loinc.org", "44261-6");
  private static final String AT = "\"effectiveDateTime\":\"2026-03-02T11:00:00+01:00\",";

  private static String coding(String system, String code) {
    return "{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}";
  }

  private static String observation(String status, String codings, String rest) {
    return """
        {"resourceType":"Observation","id":"o1","status":"%s","code":{"coding":[%s]},\
        %s"subject":{"reference":"Patient/p1"}}"""
        .formatted(status, codings, rest);
  }

  private static ScaleScore score(String codings, String rest) {
    return Sandbox.fact(Sandbox.read(observation("final", codings, AT + rest)), ScaleScore.class);
  }

  private static String component(String code, double value) {
    return "{\"code\":{\"coding\":[%s]},\"valueQuantity\":{\"value\":%s}}"
        .formatted(coding(SCORE, code), value);
  }

  @Test
  void an_observation_with_a_code_of_an_instrument_is_its_score() {
    var score = score(PHQ9, "\"valueInteger\":14,");
    assertThat(score.instrument()).isEqualTo(new InstrumentId("phq-9"));
    assertThat(score.total()).isEqualTo(14);
    assertThat(score.at()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    assertThat(score.source()).isEqualTo(new Source("Observation", "o1", null));
    assertThat(score.derivedFrom()).isNull();
    assertThat(score.respondent()).isEqualTo(Respondent.CLIENT);
  }

  @Test
  void components_are_parts_and_make_the_total_where_none_stands() {
    var parts =
        "\"component\":["
            + component("wai-sr-goal", 15)
            + ","
            + component("wai-sr-task", 12)
            + ","
            + component("wai-sr-bond", 18)
            + "],";
    var score = score(coding(SCORE, "wai-sr-total"), parts);
    assertThat(score.total()).isEqualTo(45);
    assertThat(score.parts()).containsEntry("bond", 18.0);
    assertThat(
            Sandbox.read(
                observation(
                    "final",
                    coding(SCORE, "wai-sr-total"),
                    AT + parts + "\"valueQuantity\":{\"value\":40},")))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
  }

  @Test
  void an_observation_made_from_a_form_says_from_which() {
    assertThat(
            score(
                    PHQ9,
                    "\"valueInteger\":14,\"derivedFrom\":[{\"reference\":\"QuestionnaireResponse/q1\"}],")
                .derivedFrom())
        .isEqualTo(new Source("QuestionnaireResponse", "q1", null));
    assertThat(
            score(
                    PHQ9,
                    "\"valueInteger\":14,\"hasMember\":[{\"reference\":\"QuestionnaireResponse/q1\"}],")
                .derivedFrom())
        .isEqualTo(new Source("QuestionnaireResponse", "q1", null));
  }

  @ParameterizedTest
  @CsvSource({
    "Patient/p1, CLIENT",
    "Patient/p2, PROXY",
    "RelatedPerson/r1, PROXY",
    "Practitioner/t1, PROXY",
    "Organization/x, CLIENT"
  })
  void whoever_else_made_it_is_a_proxy(String performer, Respondent respondent) {
    assertThat(
            score(
                    PHQ9,
                    "\"valueInteger\":14,\"performer\":[{\"reference\":\"" + performer + "\"}],")
                .respondent())
        .isEqualTo(respondent);
  }

  @Test
  void any_other_observation_is_none_of_ours() {
    assertThat(
            Sandbox.read(
                observation("final", coding("http://loinc.org", "8480-6"), "\"valueInteger\":1,")))
        .isEqualTo(new Reading.OutOfScope<>());
    assertThat(
            Sandbox.read(
                observation(
                    "final",
                    coding("http://loinc.org", "44249-1"),
                    AT + "\"hasMember\":[{\"reference\":\"Observation/o2\"}],")))
        .isEqualTo(new Reading.OutOfScope<>());
  }

  @ParameterizedTest
  @CsvSource({
    "preliminary, FORM_NOT_FINISHED",
    "registered, FORM_NOT_FINISHED",
    "unknown, STATUS_UNKNOWN"
  })
  void one_that_is_not_final_is_a_gap(String status, GapReason why) {
    assertThat(Sandbox.read(observation(status, PHQ9, AT + "\"valueInteger\":14,")))
        .isEqualTo(Sandbox.gap(why));
  }

  @Test
  void one_entered_in_error_is_withdrawn() {
    assertThat(Sandbox.read(observation("entered-in-error", PHQ9, AT + "\"valueInteger\":14,")))
        .isEqualTo(new Reading.Withdrawn<>());
  }

  @Test
  void what_has_no_value_no_hour_or_two_meanings_is_a_gap() {
    assertThat(Sandbox.read(observation("final", PHQ9, AT)))
        .isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
    assertThat(Sandbox.read(observation("final", PHQ9, "\"valueInteger\":14,")))
        .isEqualTo(Sandbox.gap(GapReason.NO_TIME));
    assertThat(Sandbox.read(observation("final", PHQ9, AT + "\"valueInteger\":28,")))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    assertThat(
            Sandbox.read(
                observation(
                    "final",
                    PHQ9 + "," + coding("http://loinc.org", "70274-6"),
                    AT + "\"valueInteger\":14,")))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
  }

  @Test
  void every_instrument_can_be_asked_for_by_code() {
    assertThat(ObservationMapper.codes(new Instruments()))
        .contains("http://loinc.org|44261-6", "http://loinc.org|70274-6", SCORE + "|srs-total")
        .allMatch(code -> code.contains("|"));
  }
}
