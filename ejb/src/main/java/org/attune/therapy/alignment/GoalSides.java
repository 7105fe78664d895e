package org.attune.therapy.alignment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.GoalReview.Smart;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * One goal as client, therapist and team have it, side by side. Forms that somebody else filled in
 * for the client tell nothing here.
 *
 * @param goal which: a reference such as {@code Goal/7}, else its place on the client's goal form,
 *     {@code #1}, or on the therapist's, {@code #1 therapist}
 * @param since since when it has been known
 * @param client what the client says
 * @param therapist what the therapist says
 * @param team what the team has written down
 * @param together what both did with it
 */
public record GoalSides(
    String goal,
    Told<LocalDate> since,
    Client client,
    Therapist therapist,
    Team team,
    Together together) {

  /**
   * The client's side.
   *
   * @param expressed whether it is the client's own goal
   * @param answer what the client answered to it
   * @param onBehalf what somebody close to the client answered
   * @param importance how much it matters to the client, 0 to 10
   * @param notMine whether the client ticked that it is not theirs
   * @param named the records in which the client named it, whatever else was matched with it
   * @param line where it stands on the client's own goal form and is no goal of the record there,
   *     as {@link Matches#place} names it: on the newest of these forms; or null
   * @param readiness how ready the client says they are, oldest first
   */
  public record Client(
      Told<Boolean> expressed,
      Told<Acceptance> answer,
      Told<Acceptance> onBehalf,
      Told<Integer> importance,
      Told<Boolean> notMine,
      List<Source> named,
      @Nullable String line,
      List<Readiness> readiness) {

    public Client {
      named = List.copyOf(named);
      readiness = List.copyOf(readiness);
    }

    /** Whether the client says that it is not for them, in as many words. */
    public boolean disagrees() {
      return notMine.is(true) || answer.is(Acceptance.DISAGREE);
    }
  }

  /**
   * The therapist's side.
   *
   * @param expressed whether it is the therapist's goal
   * @param answer what a practitioner answered to it
   * @param importance how much it matters to the therapist, 0 to 10
   * @param readiness how ready the therapist takes the client to be, oldest first
   */
  public record Therapist(
      Told<Boolean> expressed,
      Told<Acceptance> answer,
      Told<Integer> importance,
      List<Readiness> readiness) {

    public Therapist {
      readiness = List.copyOf(readiness);
    }
  }

  /**
   * What the team has written down.
   *
   * @param inPlan whether a plan of the team's that is in force names it; not known where no such
   *     plan names any goal
   * @param planFrom the first day of the plans that tell this
   * @param lifecycle where it stands in its life
   * @param achievement how far it has come
   * @param changedOn when its status last changed
   * @param tasksSet whether something is to be done for it
   * @param due by when it shall be reached
   * @param addressed how many records it is said to be about, such as a diagnosis
   * @param outcomes how many records tell what came of it
   */
  public record Team(
      Told<Boolean> inPlan,
      Told<LocalDate> planFrom,
      Told<Lifecycle> lifecycle,
      Told<Achievement> achievement,
      Told<LocalDate> changedOn,
      Told<Boolean> tasksSet,
      Told<LocalDate> due,
      Told<Integer> addressed,
      Told<Integer> outcomes) {}

  /**
   * What both did with it.
   *
   * @param agreed whether both agreed to it
   * @param reviewedOn when it was last looked at, in any record of it
   * @param stepsAgreed how many steps towards it were agreed
   * @param stepsTried how many of these were tried
   * @param size which marks of a well-sized goal were ticked
   * @param sessionsLeft how many sessions were left for it when that was last told
   * @param weight how much it weighs beside the other goals; 1 where that was never told
   * @param ratings how far it was reached, oldest first
   */
  public record Together(
      Told<Boolean> agreed,
      Told<LocalDate> reviewedOn,
      Told<Integer> stepsAgreed,
      Told<Integer> stepsTried,
      Told<List<Smart>> size,
      Told<Integer> sessionsLeft,
      int weight,
      List<Rating> ratings) {

    public Together {
      ratings = List.copyOf(ratings);
    }
  }

  /**
   * Readiness for the goal, on one day.
   *
   * @param at when it was said
   * @param importance how important the change is, 0 to 10, or null
   * @param confidence how sure one is to manage it, 0 to 10, or null
   * @param ready how ready one is, 0 to 10, or null
   * @param stage the stage somebody named, or null
   * @param evidence the ruler
   */
  public record Readiness(
      Instant at,
      @Nullable Integer importance,
      @Nullable Integer confidence,
      @Nullable Integer ready,
      @Nullable ReadinessStage stage,
      Source evidence) {

    /** Whether anything said is at or below a mark, or an early stage was named. */
    boolean low(int mark) {
      return stage == ReadinessStage.PRECONTEMPLATION
          || stage == ReadinessStage.CONTEMPLATION
          || atMost(importance, mark)
          || atMost(confidence, mark)
          || atMost(ready, mark);
    }

    private static boolean atMost(@Nullable Integer said, int mark) {
      return said != null && said <= mark;
    }
  }

  /**
   * How far the goal was reached, by Goal Attainment Scaling.
   *
   * @param at when it was rated
   * @param attainment -2 much less than expected, 0 as expected, 2 much more
   * @param by who rated it
   * @param evidence the form or the rating
   */
  public record Rating(Instant at, int attainment, Respondent by, Source evidence) {}

  /** How a place on somebody's forms is called. */
  static String place(String place, Respondent by) {
    return by == Respondent.CLIENT ? place : place + " " + by.name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is known by its place on the goal forms of somebody alone. */
  boolean placeOnFormsOf(Respondent by) {
    return placeOnly() && goal.equals(place(goal.split(" ", 2)[0], by));
  }

  /** Whether it is known by its place on the goal form alone. */
  public boolean placeOnly() {
    return goal.startsWith("#");
  }

  /** Whether people still work towards it, as far as the record tells. */
  public boolean pursued() {
    return (placeOnly() || underWay()) && !over();
  }

  private boolean over() {
    return team.achievement().is(Achievement.ACHIEVED)
        || team.achievement().is(Achievement.NOT_ATTAINABLE);
  }

  private boolean underWay() {
    var lifecycle = team.lifecycle().value();
    return lifecycle != null
        && switch (lifecycle) {
          case PROPOSED, PLANNED, ACCEPTED, ACTIVE -> true;
          case ON_HOLD, COMPLETED, CANCELLED, REJECTED -> false;
        };
  }
}
