package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a step between two sessions went. Whatever was not answered is null.
 *
 * @param source the questionnaire response
 * @param patient whose step
 * @param form the very form: its version and language
 * @param at when it was filled in
 * @param agreed whether the step was agreed
 * @param chosenBy who chose it
 * @param clear whether it was clear what to do
 * @param tried whether it was tried
 * @param quantity how much of it, 0 to 4
 * @param quality how well it went, 0 to 4
 * @param difficulty how hard it was to fit in, 0 to 4
 * @param learned how much was learned, 0 to 4
 * @param obstacle what got in the way
 * @param reviewed whether it was looked at together
 * @param respondent who filled it
 * @param visit the encounter or appointment it was filled for
 * @param therapist the therapist it was agreed with
 * @param labels what its readers must carry on
 * @param goal for which goal it was: a reference such as {@code Goal/7}; null where none was named,
 *     then it belongs to the course
 */
public record StepReview(
    Source source,
    PatientId patient,
    String form,
    Instant at,
    @Nullable Boolean agreed,
    @Nullable ChosenBy chosenBy,
    @Nullable Boolean clear,
    @Nullable Boolean tried,
    @Nullable Integer quantity,
    @Nullable Integer quality,
    @Nullable Integer difficulty,
    @Nullable Integer learned,
    @Nullable CancellationReason obstacle,
    @Nullable Boolean reviewed,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels,
    @Nullable String goal)
    implements ChartFact {

  /** Who chose the step. */
  public enum ChosenBy {
    CLIENT,
    THERAPIST,
    TOGETHER
  }
}
