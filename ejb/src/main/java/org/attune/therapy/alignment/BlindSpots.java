package org.attune.therapy.alignment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the plan of a course overlooks. What is not known is never held against anybody: a goal of
 * unknown age is not old, an answer that nobody wrote down is not a no, and where no plan tells of
 * goals none is missing from it. While a pause holds or an ending is agreed nothing is overlooked.
 */
public final class BlindSpots {

  /** To look at goals together, and to be glad of a small step. */
  private static final Set<String> LOOKING_BACK = Set.of("st-18", "st-20");

  private final TherapyCourse course;
  private final Alignment alignment;
  private final List<Session> held = new ArrayList<>();
  private final @Nullable Instant open;

  /**
   * @param course the course
   * @param alignment how its goals stand
   */
  public BlindSpots(TherapyCourse course, Alignment alignment) {
    this.course = course;
    this.alignment = alignment;
    var standing = course.standing();
    boolean goesOn = course.ended() == null && !standing.onHold() && !standing.deceased();
    open = goesOn ? Terms.openSince(course).orElse(null) : null;
    for (Session session : course.sessions()) {
      if (session.attended() && !session.start().isAfter(course.asOf())) {
        held.add(session);
      }
    }
  }

  /** All of them, the earliest first. */
  public List<Overlooked> all(Limits limits) {
    var all = new ArrayList<Overlooked>();
    all.addAll(notInPlan(limits.graceDays()));
    all.addAll(neverAccepted(limits.answerDays(), limits.answersCustomary()));
    all.addAll(notReviewed(limits.reviewDays(), limits.reviewSessions()));
    all.addAll(aheadOfReadiness(limits.low(), limits.readinessDays()));
    all.addAll(tooMany(limits.sessionsForOne()));
    all.addAll(uncelebrated(limits.celebrateDays()));
    all.sort(Overlooked.FIRST);
    return List.copyOf(all);
  }

  /**
   * Goals of the client's that no plan of the team's names. Where no plan says since when it holds,
   * the age of the goal is what counts.
   */
  public List<Overlooked> notInPlan(int graceDays) {
    var found = new ArrayList<Overlooked>();
    for (GoalSides goal : alignment.goals()) {
      var since = later(goal.since().value(), goal.team().planFrom().value());
      boolean own = goal.client().expressed().is(true) && !goal.client().disagrees();
      boolean missing = goal.since().known() && goal.team().inPlan().is(false);
      if (goal.pursued() && own && missing && since != null) {
        add(
            found,
            spot(BlindSpot.NOT_IN_PLAN, goal, start(since.plusDays(graceDays)))
                .by(goal.since())
                .by(goal.client().expressed())
                .by(goal.team().inPlan()));
      }
    }
    return found;
  }

  /** Goals of the plan that the client was asked about and has not accepted. */
  public List<Overlooked> neverAccepted(int answerDays, boolean answersCustomary) {
    var found = new ArrayList<Overlooked>();
    for (GoalSides goal : alignment.goals()) {
      var since = later(goal.since().value(), goal.team().planFrom().value());
      boolean planned = goal.pursued() && !goal.placeOnly() && goal.team().inPlan().is(true);
      var word = planned ? notAccepted(goal, answersCustomary) : null;
      if (word != null && goal.since().known() && since != null) {
        var from = start(since.plusDays(answerDays));
        var at = word.at();
        add(
            found,
            spot(BlindSpot.NEVER_ACCEPTED, goal, at == null || at.isBefore(from) ? from : at)
                .said(goal.client().disagrees())
                .by(goal.since())
                .by(word)
                .by(goal.team().inPlan()));
      }
    }
    return found;
  }

  /**
   * What shows that the client has not accepted a goal, or null. The newest form comes before an
   * answer in the record, which has no day, unless the goal was changed there on a later one.
   */
  private @Nullable Told<?> notAccepted(GoalSides goal, boolean answersCustomary) {
    var client = goal.client();
    var agreed = goal.together().agreed();
    if (client.notMine().is(true)) {
      return client.notMine();
    }
    if (agreed.known()) {
      return agreed.is(true) || acceptedSince(agreed.at(), goal) ? null : agreed;
    }
    if (client.answer().is(Acceptance.DISAGREE)) {
      return client.answer();
    }
    if (client.answer().is(Acceptance.AGREE)
        || client.expressed().is(true)
        || client.onBehalf().is(Acceptance.AGREE)) {
      return null;
    }
    if (client.answer().known()) {
      return client.answer();
    }
    return answersCustomary ? goal.team().inPlan() : null;
  }

  private boolean acceptedSince(@Nullable Instant form, GoalSides goal) {
    var changed = goal.team().changedOn().value();
    return goal.client().answer().is(Acceptance.AGREE)
        && form != null
        && changed != null
        && start(changed).isAfter(form);
  }

  /** Goals under way that were last looked at too long ago. */
  public List<Overlooked> notReviewed(int days, int sessions) {
    var found = new ArrayList<Overlooked>();
    for (GoalSides goal : alignment.goals()) {
      boolean planned = goal.team().inPlan().is(true) || goal.client().expressed().is(true);
      boolean underWay = !goal.placeOnly() && !goal.team().lifecycle().is(Lifecycle.PROPOSED);
      var last = later(lookedAtTogether(), goal.together().reviewedOn().value());
      var since = later(last, goal.since().value());
      if (goal.pursued() && planned && underWay && goal.since().known() && since != null) {
        var due = due(since, days, sessions);
        if (due != null) {
          add(
              found,
              spot(BlindSpot.NOT_REVIEWED, goal, due.start().plus(Limits.FORMS_MAY_COME))
                  .by(due.source())
                  .by(goal.team().lifecycle()));
        }
      }
    }
    return found;
  }

  /** The session at which a goal that was looked at on a day should have been looked at again. */
  private @Nullable Session due(LocalDate lookedAt, int days, int sessions) {
    var after = start(lookedAt.plusDays(1));
    var tooLong = start(lookedAt.plusDays(days));
    int passed = 0;
    for (Session session : held) {
      if (!session.start().isBefore(after)
          && (++passed == sessions || !session.start().isBefore(tooLong))) {
        return session;
      }
    }
    return null;
  }

  /** Who has a goal form before them has all goals before them, whichever the form names. */
  private @Nullable LocalDate lookedAtTogether() {
    LocalDate last = null;
    for (GoalReview form : course.forms().goalReviews()) {
      var filled = form.at().atZone(course.zone()).toLocalDate();
      for (GoalReview.OfGoal goal : form.goals()) {
        var day = goal.reviewedOn();
        last = later(last, day == null || day.isAfter(filled) ? filled : day);
      }
    }
    return last;
  }

  /**
   * Goals for which something is to be done while readiness was said to be low twice in a row. What
   * the client says of it comes before what the therapist says.
   */
  public List<Overlooked> aheadOfReadiness(int low, int readinessDays) {
    var found = new ArrayList<Overlooked>();
    for (GoalSides goal : alignment.goals()) {
      var own = goal.client().readiness();
      var rulers = own.isEmpty() ? goal.therapist().readiness() : own;
      var tasks = goal.team().tasksSet();
      if (goal.pursued() && tasks.is(true) && lowTwice(rulers, low, readinessDays)) {
        var latest = firstOfLow(rulers, low);
        var at = tasks.at();
        add(
            found,
            spot(
                    BlindSpot.AHEAD_OF_READINESS,
                    goal,
                    at != null && at.isAfter(latest.at()) ? at : latest.at())
                .by(latest.evidence())
                .by(tasks));
      }
    }
    return found;
  }

  private boolean lowTwice(List<GoalSides.Readiness> rulers, int low, int readinessDays) {
    int from = rulers.size() - Limits.LOW_TIMES;
    return from >= 0
        && rulers.subList(from, rulers.size()).stream().allMatch(each -> each.low(low))
        && rulers
            .get(rulers.size() - 1)
            .at()
            .plus(Duration.ofDays(readinessDays))
            .isAfter(course.asOf());
  }

  /** The second of those that have been low in a row to this day: with it, it began. */
  private static GoalSides.Readiness firstOfLow(List<GoalSides.Readiness> rulers, int low) {
    int first = rulers.size() - 1;
    while (first > 0 && rulers.get(first - 1).low(low)) {
      first--;
    }
    return rulers.get(first + Limits.LOW_TIMES - 1);
  }

  /**
   * Whether there are more goals than the sessions that are left can hold; one is never too many.
   */
  public List<Overlooked> tooMany(int sessionsForOne) {
    var left = alignment.sessionsLeft();
    var told = left.at();
    var now = left.value();
    if (now == null || told == null) {
      return List.of();
    }
    var goals = goalsAtWork(left.evidence().get(0));
    int after = (int) held.stream().filter(each -> each.start().isAfter(told)).count();
    for (int i = 0; i <= after; i++) {
      int needed = Math.max(2, (now + after - i) / sessionsForOne + 1);
      if (goals.size() >= needed) {
        return tooMany(goals.subList(0, needed), i == 0 ? null : held(i, told), left, goals);
      }
    }
    return List.of();
  }

  private Session held(int number, Instant after) {
    return held.stream()
        .filter(each -> each.start().isAfter(after))
        .skip(number - 1L)
        .findFirst()
        .orElseThrow();
  }

  private List<Overlooked> tooMany(
      List<GoalSides> enough,
      @Nullable Session session,
      Told<Integer> left,
      List<GoalSides> goals) {
    var newest = Objects.requireNonNull(enough.get(enough.size() - 1).since().value());
    var from = session == null ? Objects.requireNonNull(left.at()) : session.start();
    var begun = start(newest);
    var all = new Draft(BlindSpot.TOO_MANY, null, begun.isAfter(from) ? begun : from).by(left);
    for (GoalSides goal : goals) {
      all = goal.placeOnly() ? all : all.by(goal.team().lifecycle());
    }
    var found = new ArrayList<Overlooked>();
    add(found, all);
    return found;
  }

  private Respondent whoFilled(Source form) {
    return course.forms().goalReviews().stream()
        .filter(each -> each.source().equals(form))
        .map(GoalReview::respondent)
        .findFirst()
        .orElse(Respondent.CLIENT);
  }

  /**
   * The goals that are worked on, the oldest first: those of the plan or those that the form names,
   * whichever are more; a goal of the plan may be one of the form in other words.
   */
  private List<GoalSides> goalsAtWork(Source form) {
    var planned = new ArrayList<GoalSides>();
    var named = new ArrayList<GoalSides>();
    var by = whoFilled(form);
    for (GoalSides goal : alignment.goals()) {
      boolean underWay = goal.pursued() && !goal.team().lifecycle().is(Lifecycle.PROPOSED);
      if (underWay && goal.since().known() && !goal.client().disagrees()) {
        if (goal.team().inPlan().is(true)) {
          planned.add(goal);
        }
        if (goal.placeOnFormsOf(by) || goal.together().sessionsLeft().evidence().contains(form)) {
          named.add(goal);
        }
      }
    }
    var more = named.size() > planned.size() ? named : planned;
    more.sort(Comparator.comparing(goal -> Objects.requireNonNull(goal.since().value())));
    return more;
  }

  /** Goals that came nearer or were reached, with a session but no look back since. */
  public List<Overlooked> uncelebrated(int celebrateDays) {
    var found = new ArrayList<Overlooked>();
    for (GoalSides goal : alignment.goals()) {
      var on = goal.team().changedOn().value();
      if (on != null && cameNearer(goal) && !lookedBack(goal, on)) {
        var next = sessionAfter(on);
        var from = start(on.plusDays(celebrateDays));
        next.ifPresent(
            session ->
                add(
                    found,
                    spot(
                            BlindSpot.UNCELEBRATED,
                            goal,
                            session.start().isAfter(from) ? session.start() : from)
                        .by(goal.team().achievement())));
      }
    }
    return found;
  }

  private static boolean cameNearer(GoalSides goal) {
    var achievement = goal.team().achievement();
    return (achievement.is(Achievement.ACHIEVED) || achievement.is(Achievement.IMPROVING))
        && (goal.team().lifecycle().is(Lifecycle.ACTIVE)
            || goal.team().lifecycle().is(Lifecycle.ACCEPTED)
            || goal.team().lifecycle().is(Lifecycle.PLANNED));
  }

  private Optional<Session> sessionAfter(LocalDate day) {
    var after = start(day.plusDays(1));
    return held.stream().filter(each -> !each.start().isBefore(after)).findFirst();
  }

  /** Whether people looked at goals, or tried something because of them, on that day or since. */
  private boolean lookedBack(GoalSides goal, LocalDate day) {
    var looked = lookedAtTogether();
    if (looked != null && !looked.isBefore(day)) {
      return true;
    }
    boolean rated =
        goal.together().ratings().stream()
            .anyMatch(each -> !each.at().atZone(course.zone()).toLocalDate().isBefore(day));
    return rated || course.tried().stream().anyMatch(each -> answers(each, day));
  }

  private boolean answers(TriedResponse tried, LocalDate day) {
    return !tried.at().isBefore(start(day))
        && (LOOKING_BACK.contains(tried.response()) || tried.detector().equals("repair-gain"));
  }

  /** Keeps what has begun; it can have begun only since no agreement stood against it. */
  private void add(List<Overlooked> found, Draft draft) {
    if (open == null) {
      return;
    }
    var since = draft.since.isBefore(open) ? open : draft.since;
    if (!since.isAfter(course.asOf())) {
      found.add(
          new Overlooked(
              draft.spot, draft.goal, since, draft.said, draft.evidence.get(0), draft.evidence));
    }
  }

  private static Draft spot(BlindSpot spot, GoalSides goal, Instant since) {
    return new Draft(spot, goal.goal(), since);
  }

  /** A blind spot whose evidence is still being put together. */
  private static final class Draft {

    private final BlindSpot spot;
    private final @Nullable String goal;
    private final Instant since;
    private final List<Source> evidence = new ArrayList<>();
    private boolean said;

    Draft(BlindSpot spot, @Nullable String goal, Instant since) {
      this.spot = spot;
      this.goal = goal;
      this.since = since;
    }

    Draft said(boolean inAsManyWords) {
      said = inAsManyWords;
      return this;
    }

    Draft by(Source source) {
      evidence.add(source);
      return this;
    }

    Draft by(Told<?> told) {
      evidence.addAll(told.evidence());
      return this;
    }
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(course.zone()).toInstant();
  }

  private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
