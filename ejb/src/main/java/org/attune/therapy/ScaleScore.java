package org.attune.therapy;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One filled questionnaire, scored.
 *
 * @param source the questionnaire response
 * @param patient about whom
 * @param instrument which questionnaire
 * @param form the very form: its version and language; scores are compared only within one form
 * @param at when it was answered
 * @param total the total in the instrument's own units; never made up from missing items
 * @param parts subscale scores and single items of interest by their name; may be empty
 * @param respondent who filled it
 * @param visit the encounter or appointment it was filled for, or null
 * @param therapist the therapist it is about, or null
 * @param labels what its readers must carry on
 */
public record ScaleScore(
    Source source,
    PatientId patient,
    InstrumentId instrument,
    String form,
    Instant at,
    double total,
    SortedMap<String, Double> parts,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  public ScaleScore {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }
}
