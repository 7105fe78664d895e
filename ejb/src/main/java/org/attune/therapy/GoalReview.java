package org.attune.therapy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The goal form: what is said of each goal, by client and by therapist, and what was agreed. Its
 * words stay in the record; only what was ticked is kept here.
 *
 * @param source the questionnaire response
 * @param patient about whose goals
 * @param form the very form: its version and language
 * @param at when it was filled in
 * @param goals what was said of each goal
 * @param agreements what client and service agreed
 * @param respondent who filled it
 * @param visit the encounter or appointment it was filled for, or null
 * @param therapist the therapist who took part, or null
 * @param labels what its readers must carry on
 */
public record GoalReview(
    Source source,
    PatientId patient,
    String form,
    Instant at,
    List<OfGoal> goals,
    List<Agreement> agreements,
    Respondent respondent,
    @Nullable Source visit,
    @Nullable TherapistId therapist,
    Labels labels)
    implements ChartFact {

  /**
   * One goal.
   *
   * @param goal which: a reference such as {@code Goal/7}, else its place on the form, {@code #1}
   * @param whose whose goal it is, or null where not said
   * @param importanceForClient how much it matters to the client, 0 to 10, or null
   * @param importanceForTherapist how much it matters to the therapist, 0 to 10, or null
   * @param agreed whether both agreed to it, or null where not said
   * @param notMine whether the client ticked that it is not theirs
   * @param size which marks of a well-sized goal were ticked
   * @param reviewedOn when it was last looked at together, or null
   * @param attainment how far it was reached, -2 to 2 with 0 as expected, or null
   * @param weight its weight in the attainment score, 0 to 3, or null where all weigh the same
   * @param sessionsLeft how many sessions are left for it, or null
   */
  public record OfGoal(
      String goal,
      @Nullable Whose whose,
      @Nullable Integer importanceForClient,
      @Nullable Integer importanceForTherapist,
      @Nullable Boolean agreed,
      boolean notMine,
      List<Smart> size,
      @Nullable LocalDate reviewedOn,
      @Nullable Integer attainment,
      @Nullable Integer weight,
      @Nullable Integer sessionsLeft) {

    public OfGoal {
      size = size.stream().distinct().sorted().toList();
    }
  }

  /** Whose goal it is. */
  public enum Whose {
    CLIENT,
    THERAPIST,
    TOGETHER,
    OTHER
  }

  /** Marks of a goal that fits into daily life. */
  public enum Smart {
    SPECIFIC,
    MEASURABLE,
    ACHIEVABLE,
    RELEVANT,
    TIME_BOUND
  }

  /**
   * Something agreed, promised or told at the beginning.
   *
   * @param kind what
   * @param from from when, or null
   * @param until until when, or null
   * @param kept whether it was kept, or null where not said
   */
  public record Agreement(
      Kind kind, @Nullable LocalDate from, @Nullable LocalDate until, @Nullable Boolean kept) {

    /** What was agreed. */
    public enum Kind {
      /** Roles, boundaries and expectations. */
      CONTRACT,
      /** A pause. */
      PAUSE,
      /** An ending. */
      ENDING,
      /** A referral to somebody else. */
      REFERRAL,
      /** Something the therapist promised. */
      PROMISE,
      /** Why the client came, in their own words. */
      REASON_FOR_COMING,
      /** What will be different once it has helped. */
      FUTURE_ANSWER
    }
  }

  public GoalReview {
    goals = List.copyOf(goals);
    agreements = List.copyOf(agreements);
  }
}
