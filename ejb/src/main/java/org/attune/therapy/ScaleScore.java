package org.attune.therapy;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One filled questionnaire, scored.
 *
 * @param source the questionnaire response, or the observation that holds the score
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
 * @param derivedFrom the questionnaire response an observation was made from, or null
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
    Labels labels,
    @Nullable Source derivedFrom)
    implements ChartFact {

  public ScaleScore {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /** A score that was read from its form itself. */
  public ScaleScore(
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
      Labels labels) {
    this(
        source,
        patient,
        instrument,
        form,
        at,
        total,
        parts,
        respondent,
        visit,
        therapist,
        labels,
        null);
  }

  /** Whether it was read from an observation and not from the form itself. */
  public boolean observed() {
    return source.type().equals("Observation");
  }

  /**
   * Whether this is an observation of the score of a form: made from it, or of the same instrument,
   * moment and total where nothing says what it was made from.
   */
  public boolean repeats(ScaleScore form) {
    if (derivedFrom != null) {
      return derivedFrom.sameResource(form.source);
    }
    return observed()
        && instrument.equals(form.instrument)
        && at.equals(form.at)
        && Double.compare(total, form.total) == 0;
  }
}
