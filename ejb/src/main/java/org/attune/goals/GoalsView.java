package org.attune.goals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.matching.SuggestMatches.Ground;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.Smart;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.alignment.BlindSpot;
import org.attune.therapy.alignment.GoalAttainment.Attained;
import org.jspecify.annotations.Nullable;

/**
 * The goals of a course as client, therapist and team have them, side by side. What is null is not
 * known, and never held against anybody.
 *
 * @param words {@code read} where the record could be asked for the words of goals, {@code silent}
 *     where it did not answer
 * @param inQuestion the name of the one goal of the client's because of which somebody looks, in
 *     whose words it is spoken of; null where they look because of none, of several, or of one that
 *     is not theirs
 * @param goals every goal
 * @param overlooked what the plan overlooks, the earliest first
 * @param agreements what was agreed, promised or told at the beginning, without its words
 * @param said why the client came and what will be different, in words, where the reader may read
 *     them
 * @param attainment how far the goals were reached together, as a T score
 * @param attained the same at each moment at which a goal was rated, the earliest first
 * @param sessionsLeft how many sessions are left
 * @param matches which of the client's goals is which of the plan
 * @param suggestions which may be, by their words; a person decides
 */
public record GoalsView(
    String words,
    @Nullable String inQuestion,
    List<GoalRow> goals,
    List<OverlookedView> overlooked,
    List<AgreedView> agreements,
    List<SaidView> said,
    @Nullable Double attainment,
    List<Attained> attained,
    @Nullable Integer sessionsLeft,
    List<MatchView> matches,
    List<SuggestionView> suggestions) {

  public GoalsView {
    goals = List.copyOf(goals);
    overlooked = List.copyOf(overlooked);
    agreements = List.copyOf(agreements);
    said = List.copyOf(said);
    attained = List.copyOf(attained);
    matches = List.copyOf(matches);
    suggestions = List.copyOf(suggestions);
  }

  /**
   * One goal.
   *
   * @param goal its name: a reference, or a place on a goal form
   * @param text its words, or null where they may not or cannot be read
   * @param theirs the words of the record in which the client themselves named it; null where there
   *     is none, it cannot be read, or several say different things
   * @param targets what shall be reached, in words
   * @param spots what the plan overlooks with it
   * @param since since when it is known
   */
  public record GoalRow(
      String goal,
      @Nullable String text,
      @Nullable String theirs,
      List<String> targets,
      List<BlindSpot> spots,
      @Nullable LocalDate since,
      ClientSide client,
      TherapistSide therapist,
      TeamSide team,
      TogetherSide together) {
    public GoalRow {
      targets = List.copyOf(targets);
      spots = List.copyOf(spots);
    }
  }

  /** How ready somebody was or seemed at some moment; 0 to 10. */
  public record ReadinessView(
      Instant at,
      @Nullable Integer importance,
      @Nullable Integer confidence,
      @Nullable Integer ready,
      @Nullable ReadinessStage stage) {}

  /** What the client says of it; how ready they are, the earliest first. */
  public record ClientSide(
      @Nullable Boolean expressed,
      @Nullable Acceptance answer,
      @Nullable Acceptance onBehalf,
      @Nullable Integer importance,
      @Nullable Boolean notMine,
      List<ReadinessView> readiness) {
    public ClientSide {
      readiness = List.copyOf(readiness);
    }
  }

  /** What the therapist says of it; how ready the client seems, the earliest first. */
  public record TherapistSide(
      @Nullable Boolean expressed,
      @Nullable Acceptance answer,
      @Nullable Integer importance,
      List<ReadinessView> readiness) {
    public TherapistSide {
      readiness = List.copyOf(readiness);
    }
  }

  /** What the team has written down. */
  public record TeamSide(
      @Nullable Boolean inPlan,
      @Nullable LocalDate planFrom,
      @Nullable Lifecycle lifecycle,
      @Nullable Achievement achievement,
      @Nullable LocalDate changedOn,
      @Nullable Boolean tasksSet,
      @Nullable LocalDate due,
      @Nullable Integer addressed,
      @Nullable Integer outcomes) {}

  /** What they did with it together. */
  public record TogetherSide(
      @Nullable Boolean agreed,
      @Nullable LocalDate reviewedOn,
      @Nullable Integer stepsAgreed,
      @Nullable Integer stepsTried,
      @Nullable List<Smart> size,
      @Nullable Integer sessionsLeft,
      List<RatingView> ratings) {
    public TogetherSide {
      ratings = List.copyOf(ratings);
    }
  }

  /** How far it was reached, -2 to 2, and who says so. */
  public record RatingView(Instant at, int attainment, Respondent by) {}

  /** What the plan overlooks, with which goal, and since when. */
  public record OverlookedView(BlindSpot spot, @Nullable String goal, Instant since) {}

  /** Something agreed, promised or told, and whether it was kept. */
  public record AgreedView(
      Agreement.Kind kind,
      LocalDate on,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      @Nullable Boolean kept) {}

  /** What somebody said when the work began. */
  public record SaidView(Agreement.Kind kind, String text, Respondent by) {

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "what was said";
    }
  }

  /**
   * A client's goal that is one with a goal of the plan, and how that is known.
   *
   * @param revision to be named by whoever takes back what a person said; 0 where nobody said it
   */
  public record MatchView(String goal, String planGoal, Ground ground, int revision) {}

  /**
   * Two goals that may be one.
   *
   * @param revision to be named by whoever decides
   */
  public record SuggestionView(
      String goal,
      String planGoal,
      String inTheirWords,
      String inThePlan,
      List<String> shared,
      double degree,
      int revision) {
    public SuggestionView {
      shared = List.copyOf(shared);
    }

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "a suggestion";
    }
  }

  /** What a person said of two goals, as it stands. */
  public record DecisionView(String goal, String planGoal, Verdict verdict, int revision) {}

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "goals side by side";
  }
}
