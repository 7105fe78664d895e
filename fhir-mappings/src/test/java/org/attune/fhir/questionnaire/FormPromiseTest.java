package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import org.attune.fhir.Codes;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormPromiseTest {

  private static final String GOAL_FORM = Codes.QUESTIONNAIRE + "goal-form";

  private static FormPromise of(String canonical) {
    var response = new QuestionnaireResponse().setQuestionnaire(canonical);
    response.setLanguage("de");
    return FormPromise.of(response);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, NOT_READ",
    "1.0, NOT_READ",
    "1, NOT_READ",
    "0.9.0, NOT_READ",
    "1.1.0, SHOWN",
    "1.1.12, SHOWN",
    "1.1, SHOWN",
    "1.2.0, PUT_FORWARD",
    "1.2, PUT_FORWARD",
    "1.10.0, PUT_FORWARD",
    "2.0.0, PUT_FORWARD",
    "10.0.0, PUT_FORWARD"
  })
  void versions_compare_as_versions(String version, FormPromise promise) {
    assertThat(of(GOAL_FORM + "|" + version)).isEqualTo(promise);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "|latest",
        "|1.2.0-draft",
        "|v1.2.0",
        "|1.02.0",
        "|1.2.0.1",
        "|99999.2.0",
        "|-1.2",
        "-2|1.2.0"
      })
  void a_version_that_nobody_knows_promised_least(String after) {
    assertThat(of(GOAL_FORM + after)).isEqualTo(FormPromise.NOT_READ);
    assertThat(of(GOAL_FORM)).as("none at all").isEqualTo(FormPromise.NOT_READ);
  }

  @Test
  void of_a_sites_own_form_nobody_knows_what_it_promised() {
    assertThat(of("https://hospital.example/Questionnaire/goal-form|1.2.0"))
        .isEqualTo(FormPromise.NOT_READ);
  }

  @Test
  void no_goal_is_put_forward_from_a_copy_that_travels_with_its_answers() {
    var copy = new Questionnaire().setUrl(GOAL_FORM).setVersion("1.2.0");
    copy.setId("copy");
    var response = new QuestionnaireResponse().setQuestionnaire("#copy");
    response.addContained(copy);
    assertThat(FormPromise.of(response)).isEqualTo(FormPromise.SHOWN);
  }
}
