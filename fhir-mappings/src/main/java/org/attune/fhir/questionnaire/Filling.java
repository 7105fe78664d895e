package org.attune.fhir.questionnaire;

import java.time.Instant;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;

/**
 * A form that was filled: what all forms tell alike.
 *
 * @param response the response itself
 * @param source which version of it
 * @param client about whom
 * @param form the very form: its version and language
 * @param at when it was filled
 * @param respondent who filled it
 * @param visit for which encounter, or null
 * @param therapist the therapist who filled it, or null
 * @param labels what its readers must carry on
 */
record Filling(
    QuestionnaireResponse response,
    Source source,
    PatientId client,
    String form,
    Instant at,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels) {

  /** A fresh sheet of its answers. */
  Sheet sheet() {
    return new Sheet(new Answers(response));
  }
}
