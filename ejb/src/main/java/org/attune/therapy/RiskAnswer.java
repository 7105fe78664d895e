package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer about risk on a form that gives no score, because too much of it was left out or it was
 * stopped. The answer is heard all the same; no rule of this model reads it.
 *
 * @param source the questionnaire response
 * @param patient who answered
 * @param at when
 * @param instrument on which questionnaire
 * @param visit the encounter or appointment it was filled for, or null
 * @param therapist the therapist it is about, or null
 * @param labels what its readers must carry on
 */
public record RiskAnswer(
    Source source,
    PatientId patient,
    Instant at,
    InstrumentId instrument,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {}
