package org.attune.therapy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.jspecify.annotations.Nullable;

/** Goals of the record and plans that name them, for tests. */
public final class Planned {

  private static final Source PARTNER = new Source("Patient", "partner", null);

  private Planned() {}

  /** A goal under way that the client named. */
  public static CareGoal own(String id, @Nullable LocalDate start) {
    return goal(id, Party.CLIENT, start);
  }

  /** A goal under way that a practitioner named. */
  public static CareGoal theirs(String id, @Nullable LocalDate start) {
    return goal(id, Party.PRACTITIONER, start);
  }

  /** A goal under way that somebody named. */
  public static CareGoal goal(String id, @Nullable Party by, @Nullable LocalDate start) {
    return new CareGoal(
        new Source("Goal", id, "1"),
        Courses.CLIENT,
        Lifecycle.ACTIVE,
        null,
        by,
        new TreeMap<>(),
        start,
        null,
        Labels.NONE);
  }

  /** The same, at another point of its life. */
  public static CareGoal at(CareGoal goal, Lifecycle lifecycle) {
    return with(
        goal, lifecycle, goal.achievement(), goal.acceptances(), goal.statusDate(), goal.codes());
  }

  /** The same, having come so far on a day. */
  public static CareGoal came(CareGoal goal, Achievement achievement, @Nullable LocalDate on) {
    return with(goal, goal.lifecycle(), achievement, goal.acceptances(), on, goal.codes());
  }

  /** The same, with what one party says to it. */
  public static CareGoal answered(CareGoal goal, Party party, Acceptance says) {
    var answers = new TreeMap<>(goal.acceptances());
    answers.put(party, says);
    return with(
        goal, goal.lifecycle(), goal.achievement(), answers, goal.statusDate(), goal.codes());
  }

  /** The same, as it was changed on a day. */
  public static CareGoal changed(CareGoal goal, LocalDate on) {
    return with(goal, goal.lifecycle(), goal.achievement(), goal.acceptances(), on, goal.codes());
  }

  /** The same, after which another comes. */
  public static CareGoal leadingTo(CareGoal goal, CareGoal next) {
    return new CareGoal(
        goal.source(),
        goal.patient(),
        goal.lifecycle(),
        goal.achievement(),
        goal.expressedBy(),
        goal.acceptances(),
        goal.start(),
        goal.statusDate(),
        goal.labels(),
        goal.answers(),
        goal.expresser(),
        goal.codes(),
        goal.addresses(),
        goal.outcomes(),
        goal.targets(),
        List.of(next.source()));
  }

  /** The same, about something, and with what came of it. */
  public static CareGoal noted(CareGoal goal, List<Source> addresses, List<Source> outcomes) {
    return new CareGoal(
        goal.source(),
        goal.patient(),
        goal.lifecycle(),
        goal.achievement(),
        goal.expressedBy(),
        goal.acceptances(),
        goal.start(),
        goal.statusDate(),
        goal.labels(),
        goal.answers(),
        goal.expresser(),
        goal.codes(),
        addresses,
        outcomes,
        goal.targets(),
        goal.leadsTo());
  }

  /** The same, named by another client. */
  public static CareGoal byPartner(CareGoal goal) {
    return people(goal, PARTNER, goal.acceptances(), goal.answers());
  }

  /** The same, with what the client says, or nothing, and what another client says to it. */
  public static CareGoal withPartner(
      CareGoal goal, @Nullable Acceptance client, Acceptance partner) {
    var answers = new ArrayList<CareGoal.Answer>();
    if (client != null) {
      var who = new Source("Patient", Courses.CLIENT.value(), null);
      answers.add(new CareGoal.Answer(Party.CLIENT, who, client, null));
    }
    answers.add(new CareGoal.Answer(Party.CLIENT, PARTNER, partner, null));
    // As it is read, one word for both: the one that does not agree.
    return people(goal, null, new TreeMap<>(Map.of(Party.CLIENT, partner)), answers);
  }

  private static CareGoal people(
      CareGoal goal,
      @Nullable Source expresser,
      SortedMap<Party, Acceptance> acceptances,
      List<CareGoal.Answer> answers) {
    return new CareGoal(
        goal.source(),
        goal.patient(),
        goal.lifecycle(),
        goal.achievement(),
        goal.expressedBy(),
        acceptances,
        goal.start(),
        goal.statusDate(),
        goal.labels(),
        answers,
        expresser,
        goal.codes(),
        goal.addresses(),
        goal.outcomes(),
        goal.targets());
  }

  /** The same, with a code that says what it is. */
  public static CareGoal coded(CareGoal goal, String code) {
    return with(
        goal,
        goal.lifecycle(),
        goal.achievement(),
        goal.acceptances(),
        goal.statusDate(),
        List.of(code));
  }

  private static CareGoal with(
      CareGoal goal,
      Lifecycle lifecycle,
      @Nullable Achievement achievement,
      SortedMap<Party, Acceptance> answers,
      @Nullable LocalDate statusDate,
      List<String> codes) {
    return new CareGoal(
        goal.source(),
        goal.patient(),
        lifecycle,
        achievement,
        goal.expressedBy(),
        answers,
        goal.start(),
        statusDate,
        goal.labels(),
        goal.answers(),
        goal.expresser(),
        codes,
        goal.addresses(),
        goal.outcomes(),
        goal.targets(),
        goal.leadsTo());
  }

  /** A plan of the team's that is in force and names some goals by their ids. */
  public static Plan plan(String id, String... goals) {
    return plan(id, null, null, goals);
  }

  /** The same, from one day to another. */
  public static Plan plan(
      String id, @Nullable LocalDate from, @Nullable LocalDate until, String... goals) {
    return new Plan(
        new Source("CarePlan", id, "1"),
        Courses.CLIENT,
        true,
        false,
        sources(goals),
        Labels.NONE,
        Plan.Kind.PLAN,
        from,
        until,
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  /** The same plan, with tasks for some of its goals. */
  public static Plan withTasks(Plan plan, String... goals) {
    return with(plan, plan.active(), plan.own(), plan.categories(), sources(goals));
  }

  /** The same plan, which nobody has put in force yet. */
  public static Plan drafted(Plan plan) {
    return with(plan, false, plan.own(), plan.categories(), plan.tasksFor());
  }

  /** The same plan, as one that Attune wrote. */
  public static Plan ours(Plan plan) {
    return with(plan, plan.active(), true, plan.categories(), plan.tasksFor());
  }

  /** The same plan, of a kind. */
  public static Plan ofKind(Plan plan, String category) {
    return with(plan, plan.active(), plan.own(), List.of(category), plan.tasksFor());
  }

  private static Plan with(
      Plan plan, boolean active, boolean own, List<String> categories, List<Source> tasksFor) {
    return new Plan(
        plan.source(),
        plan.patient(),
        active,
        own,
        plan.goals(),
        plan.labels(),
        plan.kind(),
        plan.from(),
        plan.until(),
        categories,
        plan.within(),
        tasksFor,
        plan.ended());
  }

  private static List<Source> sources(String... goals) {
    return Arrays.stream(goals).map(id -> new Source("Goal", id, "1")).toList();
  }

  /** What a goal form says of whose goal it is, whether it was agreed and what is left for it. */
  public static GoalReview.OfGoal told(
      String goal,
      GoalReview.@Nullable Whose whose,
      @Nullable Boolean agreed,
      @Nullable Integer sessionsLeft) {
    return new GoalReview.OfGoal(
        goal, whose, null, null, agreed, false, List.of(), null, null, null, sessionsLeft);
  }
}
