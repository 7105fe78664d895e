package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A response that somebody tried and documented in the chart.
 *
 * @param source the record that tells of it
 * @param patient with whom
 * @param response what was tried, a code such as {@code st-06}
 * @param detector because of which detector's signal, or null where only the flag says that
 * @param flag the flag it answers, as a reference or as a search for it, or null where none is
 *     named
 * @param at when it was tried
 * @param visit the visit it belongs to, or null
 * @param therapist who tried it, or null
 * @param labels what its readers must carry on
 */
public record DocumentedResponse(
    Source source,
    PatientId patient,
    String response,
    @Nullable String detector,
    @Nullable String flag,
    Instant at,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  /** The same, once it is known whose signal the flag stands for. */
  public DocumentedResponse because(String signal) {
    return new DocumentedResponse(
        source, patient, response, signal, flag, at, visit, therapist, labels);
  }
}
