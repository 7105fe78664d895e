package org.attune.fhir.questionnaire;

import java.util.regex.Pattern;
import org.attune.fhir.Codes;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * What a filled goal form promised, beside its lines, of the words that are written there. A form
 * of which nobody knows what it promised, such as a site's own, promised what gives the least
 * right.
 */
enum FormPromise {
  /** They are not read. */
  NOT_READ,
  /** Those who treat the client see them. */
  SHOWN,
  /** And a goal may be put forward in them. */
  PUT_FORWARD;

  private static final Pattern GOAL_FORM =
      Pattern.compile(
          Pattern.quote(Codes.QUESTIONNAIRE + "goal-form")
              + "\\|(0|[1-9]\\d{0,3})(?:\\.(0|[1-9]\\d{0,3}))?(?:\\.(?:0|[1-9]\\d{0,3}))?(?:#.*)?");

  private static final int MINORS = 10_000;
  private static final int SHOWN_FROM = MINORS + 1;
  private static final int PUT_FORWARD_FROM = MINORS + 2;

  /** The promise of the version that was filled. */
  static FormPromise of(QuestionnaireResponse response) {
    int version = Form.of(response) instanceof Reading.Fact<Form> form ? version(form.value()) : 0;
    if (version < SHOWN_FROM) {
      return NOT_READ;
    }
    // A copy that travels with its answers may say anything beside its lines.
    boolean ours = !response.getQuestionnaire().startsWith("#");
    return ours && version >= PUT_FORWARD_FROM ? PUT_FORWARD : SHOWN;
  }

  private static int version(Form form) {
    var parts = GOAL_FORM.matcher(form.title());
    if (!parts.matches()) {
      return 0;
    }
    var minor = parts.group(2);
    return Integer.parseInt(parts.group(1)) * MINORS
        + (minor == null ? 0 : Integer.parseInt(minor));
  }
}
