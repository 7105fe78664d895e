package org.attune.therapy.alignment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.attune.therapy.CareGoal;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.StepReview;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** Everything that is known of the goals of a course, goal by goal. */
final class KnownOfGoals {

  private final TherapyCourse course;
  private final Matches matches;
  private final TeamPlans plans;
  private final TreeMap<String, SaidOfGoal> byName = new TreeMap<>();

  private KnownOfGoals(TherapyCourse course, Matches matches, Set<String> categories) {
    this.course = course;
    this.matches = matches;
    plans = TeamPlans.of(course, matches, categories);
  }

  static KnownOfGoals of(TherapyCourse course, Matches matches, Set<String> categories) {
    var known = new KnownOfGoals(course, matches, categories);
    known.read();
    return known;
  }

  private void read() {
    for (CareGoal goal : course.goals()) {
      said(matches.goal(goal.source().reference())).record(goal);
    }
    plans.goals().forEach(this::said);
    course.forms().goalReviews().stream().filter(SaidOfGoal::counts).forEach(this::read);
    course.forms().rulers().forEach(this::read);
    for (StepReview step : course.forms().steps()) {
      var goal = step.goal();
      if (goal != null && isReference(goal)) {
        said(matches.goal(step.source(), goal)).step(step);
      }
    }
    for (GoalScore score : course.care().goalScores()) {
      said(matches.goal(score.goal().reference())).score(score);
    }
  }

  private void read(GoalReview form) {
    for (GoalReview.OfGoal goal : form.goals()) {
      said(name(form, goal)).form(form, goal);
    }
    // A place that a later form of the same person leaves empty holds no goal any more.
    byName.entrySet().removeIf(each -> each.getValue().leftOutBy(form));
  }

  /** The same place on a form of somebody else is another goal, unless a person matched the two. */
  private String name(GoalReview form, GoalReview.OfGoal goal) {
    var name = matches.goal(form.source(), goal.goal());
    return isReference(name) ? name : GoalSides.place(name, form.respondent());
  }

  /** A place on a ruler is not the same place on the goal form, so it names no goal by itself. */
  private void read(ReadinessRuler ruler) {
    for (ReadinessRuler.OfGoal goal : ruler.goals()) {
      var name = matches.goal(ruler.source(), goal.goal());
      if (isReference(name)) {
        said(name).ruler(ruler, goal);
      }
    }
  }

  private static boolean isReference(String goal) {
    return !goal.startsWith("#");
  }

  private SaidOfGoal said(String name) {
    return byName.computeIfAbsent(name, SaidOfGoal::new);
  }

  /** Every goal there is, by name. */
  Collection<String> names() {
    return byName.keySet();
  }

  /** One goal, side by side. */
  GoalSides sides(String name) {
    var said = Objects.requireNonNull(byName.get(name));
    return said.sides(course, plans, inPlan(said));
  }

  /**
   * A goal that is known by its place on the form alone may be one of the plan's in other words; it
   * is known to be missing only where the same form names every goal of the plan besides it.
   */
  private Told<Boolean> inPlan(SaidOfGoal said) {
    if (!said.placeOnly()) {
      return plans.name(said.name(), said.records());
    }
    if (plans.goals().isEmpty()) {
      return Told.unknown();
    }
    var form = said.newestForm();
    var named = new HashSet<String>();
    form.goals().forEach(goal -> named.add(matches.goal(form.source(), goal.goal())));
    return named.containsAll(plans.goals())
        ? Told.by(plans.and(List.of(form.source())), false)
        : Told.unknown();
  }

  List<Alignment.Agreed> agreements() {
    var agreements = new ArrayList<Alignment.Agreed>();
    for (GoalReview form : course.forms().goalReviews()) {
      var day = form.at().atZone(course.zone()).toLocalDate();
      for (GoalReview.Agreement each : form.agreements()) {
        agreements.add(
            new Alignment.Agreed(
                each.kind(), day, each.from(), each.until(), each.kept(), form.source()));
      }
    }
    return agreements;
  }

  /**
   * The most that the newest telling form leaves for any goal, less the sessions held since. Once
   * that is used up and sessions go on, the figure is out of date, and nothing is known.
   */
  Told<Integer> sessionsLeft() {
    Told<Integer> told = Told.unknown();
    for (GoalReview form : course.forms().goalReviews()) {
      var left = form.respondent() == Respondent.PROXY ? null : mostLeft(form);
      told = left == null ? told : Told.by(form.source(), form.at(), left);
    }
    var value = told.value();
    var at = told.at();
    if (value == null || at == null) {
      return Told.unknown();
    }
    int held = 0;
    for (Session session : course.sessions()) {
      held += heldAfter(session, at) ? 1 : 0;
    }
    return value > held ? new Told<>(value - held, at, told.evidence()) : Told.unknown();
  }

  private boolean heldAfter(Session session, Instant moment) {
    return session.attended()
        && session.start().isAfter(moment)
        && !session.start().isAfter(course.asOf());
  }

  private static @Nullable Integer mostLeft(GoalReview form) {
    Integer most = null;
    for (GoalReview.OfGoal goal : form.goals()) {
      var left = goal.sessionsLeft();
      most = left == null || (most != null && most > left) ? most : left;
    }
    return most;
  }
}
