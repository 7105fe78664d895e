package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the setting of a session at a distance was. Whatever was not answered is null.
 *
 * @param source the questionnaire response
 * @param patient in whose session
 * @param form the very form: its version and language
 * @param at when it was filled in
 * @param privatePlace whether the client had a private place
 * @param interrupted whether the session was interrupted
 * @param connection how the connection was
 * @param distracted whether the therapist was distracted; only they are asked
 * @param respondent who filled it
 * @param visit the encounter or appointment it was filled for
 * @param therapist with whom the session was
 * @param labels what its readers must carry on
 */
public record TeleCheck(
    Source source,
    PatientId patient,
    String form,
    Instant at,
    @Nullable Boolean privatePlace,
    @Nullable Boolean interrupted,
    @Nullable Connection connection,
    @Nullable Boolean distracted,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  /** How the connection was. */
  public enum Connection {
    GOOD,
    TROUBLE,
    FAILED
  }
}
