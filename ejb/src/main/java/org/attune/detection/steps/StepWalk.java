package org.attune.detection.steps;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.detection.Signal;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Respondent;
import org.attune.therapy.StepReview;
import org.jspecify.annotations.Nullable;

/** Walks through the reviewed steps, oldest first. */
final class StepWalk {

  private static final int AMONG = 3;

  private final int notTried;
  private final int hard;
  private final Instant early;
  private final Deque<StepReview> latest = new ArrayDeque<>(AMONG);
  private final List<StepReview> steps = new ArrayList<>();
  private final List<Signal.Excluded> excluded = new ArrayList<>();
  private @Nullable StepReview onset;

  /**
   * A barrier that stands.
   *
   * @param onset the step with which it began
   * @param tried whether the latest step was tried, and hard
   * @param steps the steps it rests on, newest first
   * @param excluded steps that were not counted
   */
  record Barrier(
      StepReview onset, boolean tried, List<StepReview> steps, List<Signal.Excluded> excluded) {}

  StepWalk(int notTried, int hard, Instant early) {
    this.notTried = notTried;
    this.hard = hard;
    this.early = early;
  }

  void take(StepReview step) {
    if (step.respondent() == Respondent.THERAPIST) {
      return;
    }
    var why = whyNot(step);
    if (why != null) {
      excluded.add(new Signal.Excluded(step.source(), why));
    } else if (step.tried() != null || tooHard(step)) {
      count(step);
    }
  }

  /** Why a step does not count, or null. What was not agreed or not clear cannot be a barrier. */
  private @Nullable String whyNot(StepReview step) {
    if (step.respondent() == Respondent.PROXY) {
      return "excluded.proxy";
    }
    if (step.at().isBefore(early)) {
      return "excluded.first-sessions";
    }
    if (!Boolean.TRUE.equals(step.agreed())) {
      return "excluded.not-agreed";
    }
    if (Boolean.FALSE.equals(step.clear())) {
      return "excluded.not-clear";
    }
    if (Boolean.FALSE.equals(step.reviewed())) {
      return "excluded.not-reviewed";
    }
    return step.obstacle() == null ? null : elsewhere(step.obstacle());
  }

  private static @Nullable String elsewhere(CancellationReason obstacle) {
    return switch (obstacle.kind()) {
      case ACCESS, LIFE, SERVICE ->
          "excluded." + obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case UNKNOWN, CLIENT, ENDING, VOICE, RESCHEDULING, DEATH -> null;
    };
  }

  private boolean tooHard(StepReview step) {
    return step.difficulty() != null && step.difficulty() >= hard;
  }

  private void count(StepReview step) {
    if (onset != null && Boolean.TRUE.equals(step.tried()) && !tooHard(step)) {
      onset = null;
      steps.clear();
      excluded.clear();
      latest.clear();
      return;
    }
    if (latest.size() == AMONG) {
      latest.removeFirst();
    }
    latest.addLast(step);
    if (onset != null) {
      steps.add(step);
    } else if (tooHard(step) || enough()) {
      onset = step;
      steps.addAll(latest);
    }
  }

  private boolean enough() {
    return latest.stream().filter(step -> Boolean.FALSE.equals(step.tried())).count() >= notTried;
  }

  Optional<Barrier> standing() {
    if (onset == null) {
      return Optional.empty();
    }
    var newestFirst = new ArrayList<>(steps);
    Collections.reverse(newestFirst);
    return Optional.of(
        new Barrier(
            onset,
            Boolean.TRUE.equals(newestFirst.get(0).tried()),
            newestFirst,
            List.copyOf(excluded)));
  }
}
