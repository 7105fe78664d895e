package org.attune.detection.goals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.attune.therapy.CareGoal;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** Whether the plan asks for action: steps that were agreed, or an active goal. */
final class TasksSet {

  /** A step that was agreed stands for the plan of these weeks. */
  private static final Duration A_STEP_LASTS = Duration.ofDays(28);

  /** Forms of one session are filled within this time of one another. */
  private static final Duration SAME_SESSION = Duration.ofHours(36);

  private final List<StepReview> steps = new ArrayList<>();
  private final List<CareGoal> goals;
  private final ZoneId zone;

  TasksSet(TherapyCourse course) {
    goals = course.goals();
    zone = course.zone();
    for (StepReview step : course.forms().steps()) {
      if (step.respondent() == Respondent.CLIENT && step.agreed() != null) {
        steps.add(step);
      }
    }
  }

  /**
   * For how long tasks stand.
   *
   * @param from since when
   * @param until until when; the far future where the care plan holds the goal as active
   */
  record Span(Instant from, Instant until) {}

  /** How long the tasks stand that were set when a form was filled in, or null when none were. */
  @Nullable Span at(String goal, Instant filled) {
    if (active(goal, filled) != null) {
      return new Span(filled, Instant.MAX);
    }
    Span span = null;
    for (StepReview step : steps) {
      var joined = span != null && step.at().isBefore(span.until()) ? span : null;
      if (joined == null && step.at().isAfter(filled.plus(SAME_SESSION))) {
        break;
      }
      if (Boolean.TRUE.equals(step.agreed())) {
        var from = joined == null ? step.at() : joined.from();
        span = new Span(from, step.at().plus(A_STEP_LASTS));
      } else if (joined != null && step.at().isAfter(filled)) {
        return new Span(joined.from(), step.at());
      } else {
        span = null;
      }
    }
    return span != null && span.until().isAfter(filled) ? span : null;
  }

  private @Nullable CareGoal active(String goal, Instant moment) {
    var day = moment.atZone(zone).toLocalDate();
    for (CareGoal each : goals) {
      if (each.lifecycle() == CareGoal.Lifecycle.ACTIVE
          && each.source().reference().equals(goal)
          && (each.start() == null || !each.start().isAfter(day))) {
        return each;
      }
    }
    return null;
  }

  /** The records that set the tasks at a moment. */
  List<Source> evidence(String goal, Instant moment) {
    var active = active(goal, moment);
    if (active != null) {
      return List.of(active.source());
    }
    return steps.stream()
        .filter(step -> Boolean.TRUE.equals(step.agreed()))
        .filter(step -> !step.at().isAfter(moment.plus(SAME_SESSION)))
        .filter(step -> step.at().plus(A_STEP_LASTS).isAfter(moment))
        .map(StepReview::source)
        .toList();
  }
}
