package org.attune.fhir.goals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.attune.fhir.Sandbox;
import org.attune.ledger.FactText;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.GoalScore;
import org.attune.therapy.Labels;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalScoreMapperTest {

  private static final String GOAL = "\"focus\":[{\"reference\":\"Goal/7\"}],";
  private static final String AT = "\"effectiveDateTime\":\"2026-03-02T11:00:00+01:00\",";
  private static final String AS_EXPECTED = level("LA34481-4");

  private static String loinc(String code) {
    return "{\"system\":\"http://loinc.org\",\"code\":\"%s\",\"display\":\"d\"}".formatted(code);
  }

  private static String level(String code) {
    return "\"valueCodeableConcept\":{\"coding\":[%s],\"text\":\"t\"},".formatted(loinc(code));
  }

  private static String by(String... performers) {
    return "\"performer\":[{\"reference\":\""
        + String.join("\"},{\"reference\":\"", performers)
        + "\"}],";
  }

  private static String observation(String status, String codes, String rest) {
    return """
        {"resourceType":"Observation","id":"o1","status":"%s","code":{"coding":[%s]},\
        %s"subject":{"reference":"Patient/p1"}}"""
        .formatted(status, codes, rest);
  }

  private static Reading<List<ChartFact>> read(String rest) {
    return Sandbox.read(observation("final", loinc("107332-9"), rest));
  }

  private static GoalScore score(String code, String rest) {
    return Sandbox.fact(
        Sandbox.read(observation("final", loinc(code), GOAL + AT + rest)), GoalScore.class);
  }

  @ParameterizedTest
  @CsvSource({"LA34479-8, 2", "LA34480-6, 1", "LA34481-4, 0", "LA34483-0, -1", "LA34484-8, -2"})
  void the_five_answers_of_loinc_are_two_to_minus_two(String answer, int attainment) {
    assertThat(score("107332-9", level(answer)).attainment()).isEqualTo(attainment);
  }

  @Test
  void a_rating_names_its_goal_its_hour_and_its_client() {
    var score = score("107334-5", AS_EXPECTED);
    assertThat(score.goal()).isEqualTo(new Source("Goal", "7", null));
    assertThat(score.at()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
    assertThat(score.patient().value()).isEqualTo("p1");
    assertThat(score.source()).isEqualTo(new Source("Observation", "o1", null));
  }

  @ParameterizedTest
  @CsvSource({
    "107334-5, Patient/p1, CLIENT",
    "107334-5, Practitioner/t1, PROXY",
    "107334-5, Patient/p2, PROXY",
    "107333-7, Practitioner/t1, THERAPIST",
    "107333-7, Patient/p1, THERAPIST",
    "107331-1, RelatedPerson/r1, PROXY",
    "107331-1, Patient/p1, PROXY",
    "107332-9, Patient/p1, CLIENT",
    "107332-9, Practitioner/t1, THERAPIST",
    "107332-9, PractitionerRole/t1, THERAPIST",
    "107332-9, RelatedPerson/r1, PROXY",
    "107332-9, Patient/p2, PROXY"
  })
  void whose_rating_it_is_says_the_code_and_where_it_leaves_it_open_the_performer(
      String code, String performer, Respondent whose) {
    assertThat(score(code, by(performer) + AS_EXPECTED).respondent()).isEqualTo(whose);
  }

  @Test
  void where_nobody_is_named_the_code_alone_says_whose_it_is_and_else_it_is_not_the_clients() {
    assertThat(score("107334-5", AS_EXPECTED).respondent()).isEqualTo(Respondent.CLIENT);
    assertThat(score("107333-7", AS_EXPECTED).respondent()).isEqualTo(Respondent.THERAPIST);
    assertThat(score("107332-9", AS_EXPECTED).respondent()).isEqualTo(Respondent.PROXY);
    assertThat(score("107332-9", by("Patient/p1", "Practitioner/t1") + AS_EXPECTED).respondent())
        .isEqualTo(Respondent.PROXY);
  }

  @Test
  void the_general_code_beside_a_special_one_says_nothing_more_and_two_special_ones_contradict() {
    var both = loinc("107332-9") + "," + loinc("107334-5");
    assertThat(
            Sandbox.fact(
                    Sandbox.read(observation("final", both, GOAL + AT + AS_EXPECTED)),
                    GoalScore.class)
                .respondent())
        .isEqualTo(Respondent.CLIENT);
    var two = loinc("107333-7") + "," + loinc("107334-5");
    assertThat(Sandbox.read(observation("final", two, GOAL + AT + AS_EXPECTED)))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
  }

  @Test
  void a_code_of_another_system_says_nothing_of_whose_rating_it_is() {
    var foreign = "{\"system\":\"urn:site\",\"code\":\"107333-7\"}," + loinc("107332-9");
    var rest = GOAL + AT + by("Patient/p1") + AS_EXPECTED;
    assertThat(
            Sandbox.fact(Sandbox.read(observation("final", foreign, rest)), GoalScore.class)
                .respondent())
        .isEqualTo(Respondent.CLIENT);
  }

  @ParameterizedTest
  @CsvSource({"amended", "corrected"})
  void a_rating_that_was_put_right_counts_and_keeps_who_may_see_it(String status) {
    var marked =
        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}]},";
    var rest = marked + GOAL + AT + AS_EXPECTED;
    var score =
        Sandbox.fact(Sandbox.read(observation(status, loinc("107332-9"), rest)), GoalScore.class);
    assertThat(score.labels()).isNotEqualTo(Labels.NONE);
  }

  @Test
  void of_a_rating_of_which_nobody_knows_how_it_stands_nothing_is_known() {
    assertThat(Sandbox.read(observation("unknown", loinc("107332-9"), GOAL + AT + AS_EXPECTED)))
        .isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
  }

  @Test
  void a_rating_that_names_no_goal_or_two_is_a_gap() {
    assertThat(read(AT + AS_EXPECTED)).isEqualTo(Sandbox.gap(GapReason.GOAL_NOT_NAMED));
    assertThat(read("\"focus\":[{\"display\":\"a goal\"}]," + AT + AS_EXPECTED))
        .isEqualTo(Sandbox.gap(GapReason.GOAL_NOT_NAMED));
    assertThat(
            read(
                "\"focus\":[{\"reference\":\"Goal/7\"},{\"reference\":\"Goal/8\"}],"
                    + AT
                    + AS_EXPECTED))
        .isEqualTo(Sandbox.gap(GapReason.GOAL_NOT_NAMED));
  }

  @Test
  void a_rating_without_an_hour_or_without_a_level_of_the_five_is_a_gap() {
    assertThat(read(GOAL + AS_EXPECTED)).isEqualTo(Sandbox.gap(GapReason.NO_TIME));
    assertThat(read(GOAL + "\"effectiveDateTime\":\"2026-03-02\"," + AS_EXPECTED))
        .isEqualTo(Sandbox.gap(GapReason.TIME_NOT_EXACT));
    assertThat(read(GOAL + AT)).isEqualTo(Sandbox.gap(GapReason.NOT_SCORABLE));
    assertThat(read(GOAL + AT + level("LA1-1"))).isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    assertThat(read(GOAL + AT + "\"valueString\":\"as expected\","))
        .isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    assertThat(
            read(
                GOAL
                    + AT
                    + "\"valueCodeableConcept\":{\"coding\":[%s,%s]},"
                        .formatted(loinc("LA34481-4"), loinc("LA34480-6"))))
        .isEqualTo(Sandbox.gap(GapReason.CONTRADICTION));
  }

  @ParameterizedTest
  @CsvSource({"2, true", "-2, true", "3, false", "-2147483648, false"})
  void a_level_may_stand_as_a_number_from_minus_two_to_two(int level, boolean read) {
    var reading = read(GOAL + AT + "\"valueInteger\":" + level + ",");
    assertThat(reading instanceof Reading.Fact).isEqualTo(read);
    if (!read) {
      assertThat(reading).isEqualTo(Sandbox.gap(GapReason.OUT_OF_RANGE));
    }
  }

  @ParameterizedTest
  @CsvSource({"preliminary", "registered"})
  void a_rating_that_is_not_final_is_a_gap(String status) {
    assertThat(Sandbox.read(observation(status, loinc("107332-9"), GOAL + AT + AS_EXPECTED)))
        .isEqualTo(Sandbox.gap(GapReason.FORM_NOT_FINISHED));
  }

  @ParameterizedTest
  @CsvSource({"cancelled", "entered-in-error"})
  void a_rating_that_was_taken_back_is_withdrawn(String status) {
    assertThat(Sandbox.read(observation(status, loinc("107332-9"), GOAL + AT + AS_EXPECTED)))
        .isEqualTo(new Reading.Withdrawn<>());
  }

  @Test
  void no_word_of_a_rating_is_read() {
    var words =
        "\"note\":[{\"text\":\"He said that he would\"}],\"focus\":[{\"reference\":\"Goal/7\",\"display\":\"He said that he would\"}],";
    assertThat(FactText.write(Sandbox.fact(read(words + AT + AS_EXPECTED), GoalScore.class)))
        .isEqualTo(FactText.write(score("107332-9", AS_EXPECTED)));
  }
}
