package org.attune.therapy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How ready somebody says the client is for each goal. Readiness belongs to a goal and a day, not
 * to a person.
 *
 * @param source the questionnaire response
 * @param patient about whom
 * @param form the very form: its version and language
 * @param at when it was filled in
 * @param goals what was said of each goal
 * @param respondent who said it
 * @param visit the encounter or appointment it was filled for, or null
 * @param therapist the therapist who took part, or null
 * @param labels what its readers must carry on
 */
public record ReadinessRuler(
    Source source,
    PatientId patient,
    String form,
    Instant at,
    List<OfGoal> goals,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  /**
   * One goal.
   *
   * @param goal which: a reference such as {@code Goal/7}, else its place on the form, {@code #1}
   * @param importance how important the change is, 0 to 10, or null
   * @param confidence how sure one is to manage, 0 to 10, or null
   * @param ready how ready one is now, 0 to 10, or null
   * @param stage the stage somebody named, or null
   */
  public record OfGoal(
      String goal,
      @Nullable Integer importance,
      @Nullable Integer confidence,
      @Nullable Integer ready,
      @Nullable ReadinessStage stage) {}

  public ReadinessRuler {
    goals = List.copyOf(goals);
  }
}
