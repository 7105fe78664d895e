package org.attune.detection.goals;

import static org.attune.detection.goals.ImportanceGap.later;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.BlindSpot;
import org.attune.therapy.alignment.BlindSpots;
import org.attune.therapy.alignment.Matches;
import org.attune.therapy.alignment.Overlooked;

/**
 * The plan overlooks a goal of the client's, the client's answer, how few sessions are left, or
 * good news. What other rules tell already is left to them: a no in as many words, readiness,
 * reviews, and news of the last days. A goal of the client's that is missing is put forward for the
 * plan; of several the one that has waited longest, and the next once people have decided on it.
 */
@Dependent
public final class PlanBlindSpot implements Detector {

  public static final Setting<Integer> GRACE_DAYS =
      Setting.count("plan-blind-spot.grace-days", 14, 0, 90);
  public static final Setting<Integer> ANSWER_DAYS =
      Setting.count("plan-blind-spot.answer-days", 28, 7, 180);
  public static final Setting<Boolean> ANSWERS_CUSTOMARY =
      Setting.yesNo("plan-blind-spot.answers-customary", false);
  public static final Setting<Integer> SESSIONS_FOR_ONE =
      Setting.count("plan-blind-spot.sessions-for-one", 2, 1, 10);
  public static final Setting<Integer> CELEBRATE_DAYS =
      Setting.count("plan-blind-spot.celebrate-days", 28, 14, 90);
  public static final Setting<List<String>> PLAN_CATEGORIES =
      Setting.list("plan-blind-spot.plan-categories", List.of());

  private final int graceDays;
  private final int answerDays;
  private final boolean answersCustomary;
  private final int sessionsForOne;
  private final int celebrateDays;
  private final Set<String> planCategories;

  @Inject
  public PlanBlindSpot(Settings settings) {
    graceDays = settings.get(GRACE_DAYS);
    answerDays = settings.get(ANSWER_DAYS);
    answersCustomary = settings.get(ANSWERS_CUSTOMARY);
    sessionsForOne = settings.get(SESSIONS_FOR_ONE);
    celebrateDays = settings.get(CELEBRATE_DAYS);
    planCategories = Set.copyOf(settings.get(PLAN_CATEGORIES));
  }

  @Override
  public String id() {
    return "plan-blind-spot";
  }

  @Override
  public int version() {
    return 4;
  }

  @Override
  public boolean aboutPlan() {
    return true;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        GRACE_DAYS,
        ANSWER_DAYS,
        ANSWERS_CUSTOMARY,
        SESSIONS_FOR_ONE,
        CELEBRATE_DAYS,
        PLAN_CATEGORIES);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.goals().isEmpty() && course.forms().goalReviews().isEmpty()) {
      return Optional.empty();
    }
    var early = FirstSessions.over(course);
    if (early.isAfter(course.asOf())) {
      return Optional.empty();
    }
    var alignment = Alignment.of(course, Matches.of(course, planCategories), planCategories);
    var found = found(new BlindSpots(course, alignment));
    return found.stream()
        .min(
            Comparator.comparing((Overlooked each) -> level(each) == Level.PROMPT)
                .thenComparing(each -> later(each.since(), early))
                .thenComparing(Overlooked.FIRST))
        .map(first -> signal(first, early, found, alignment, course));
  }

  private List<Overlooked> found(BlindSpots spots) {
    var found = new ArrayList<Overlooked>();
    found.addAll(spots.notInPlan(graceDays));
    for (Overlooked each : spots.neverAccepted(answerDays, answersCustomary)) {
      if (!each.said()) {
        found.add(each);
      }
    }
    found.addAll(spots.tooMany(sessionsForOne));
    found.addAll(spots.uncelebrated(celebrateDays));
    return found;
  }

  /** Good news that nobody looked at is for the therapist; the rest concerns all who plan. */
  private static Level level(Overlooked spot) {
    return spot.spot() == BlindSpot.UNCELEBRATED ? Level.PROMPT : Level.INFO;
  }

  private Signal signal(
      Overlooked first,
      Instant early,
      List<Overlooked> found,
      Alignment alignment,
      TherapyCourse course) {
    boolean missing = first.spot() == BlindSpot.NOT_IN_PLAN;
    var evidence = new LinkedHashSet<Source>(first.evidence());
    int goals = 0;
    for (Overlooked each : found) {
      if (each.spot() == first.spot()) {
        evidence.addAll(missing ? List.of() : each.evidence());
        goals++;
      }
    }
    var numbers = new TreeMap<String, Double>();
    var left = alignment.sessionsLeft().value();
    if (first.spot() == BlindSpot.TOO_MANY && left != null) {
      numbers.put("sessions-left", (double) left);
    } else {
      numbers.put("goals", (double) goals);
    }
    return new Signal(
            id(),
            version(),
            level(first),
            Category.CLINICAL,
            level(first) == Level.PROMPT ? Channel.PROMPT : Channel.CHART,
            wording(first.spot()),
            numbers,
            first.onset(),
            later(first.since(), early),
            List.copyOf(evidence),
            filledByOthers(course),
            missing && goals > 1 ? List.of("remark.more") : List.of(),
            Lookout.nextSession(course),
            missing,
            List.of())
        .about(missing ? about(first, alignment) : List.of());
  }

  /** One that stands on a form alone is named by its line on the client's own form. */
  private static List<String> about(Overlooked missing, Alignment alignment) {
    return alignment.goals().stream()
        .filter(goal -> goal.goal().equals(missing.goal()))
        .flatMap(goal -> Stream.ofNullable(goal.placeOnly() ? goal.client().line() : goal.goal()))
        .toList();
  }

  private static String wording(BlindSpot spot) {
    return switch (spot) {
      case NOT_IN_PLAN -> "flag";
      case NEVER_ACCEPTED -> "flag.not-accepted";
      case TOO_MANY -> "flag.too-many";
      case UNCELEBRATED -> "flag.uncelebrated";
      case NOT_REVIEWED, AHEAD_OF_READINESS ->
          throw new IllegalArgumentException("another rule tells of it");
    };
  }

  private static List<Signal.Excluded> filledByOthers(TherapyCourse course) {
    return course.forms().goalReviews().stream()
        .filter(form -> form.respondent() == Respondent.PROXY && !form.goals().isEmpty())
        .map(GoalReview::source)
        .map(form -> new Signal.Excluded(form, "excluded.proxy"))
        .toList();
  }
}
