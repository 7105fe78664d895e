package org.attune.detection.goals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** Walks through what is said of readiness for one goal. */
final class RulerWalk {

  /** Once is a normal hesitation. */
  static final int TIMES = 2;

  private final String goal;
  private final TasksSet tasks;
  private final int low;
  private final int ready;
  private final List<Source> rulers = new ArrayList<>(TIMES);
  private Instant until = Instant.MIN;
  private @Nullable Instant since;

  RulerWalk(String goal, TasksSet tasks, int low, int ready) {
    this.goal = goal;
    this.tasks = tasks;
    this.low = low;
    this.ready = ready;
  }

  void take(ReadinessRuler ruler, ReadinessRuler.OfGoal said) {
    if (since != null && !ruler.at().isBefore(until)) {
      stop();
    }
    if (isLow(said)) {
      var set = tasks.at(goal, ruler.at());
      if (set == null) {
        stop();
        return;
      }
      rulers.add(ruler.source());
      until = set.until();
      if (since == null && rulers.size() == TIMES) {
        since = ImportanceGap.later(ruler.at(), set.from());
      }
    } else if (since == null || isReady(said)) {
      stop();
    }
  }

  private void stop() {
    since = null;
    rulers.clear();
  }

  private boolean isLow(ReadinessRuler.OfGoal said) {
    return early(said.stage())
        || (said.importance() != null && said.importance() <= low)
        || (said.confidence() != null && said.confidence() <= low);
  }

  private boolean isReady(ReadinessRuler.OfGoal said) {
    boolean important = said.importance() == null || said.importance() >= ready;
    boolean confident = said.confidence() == null || said.confidence() >= ready;
    boolean somethingSaid =
        said.importance() != null || said.confidence() != null || said.stage() != null;
    return somethingSaid && important && confident;
  }

  /** A stage is one that somebody named; none is ever inferred. */
  private static boolean early(@Nullable ReadinessStage stage) {
    return stage == ReadinessStage.PRECONTEMPLATION || stage == ReadinessStage.CONTEMPLATION;
  }

  /** Whether it stands, with the plan as it is at a moment. */
  boolean stands(Instant moment) {
    return since != null && moment.isBefore(until);
  }

  Instant since() {
    return Objects.requireNonNull(since);
  }

  String goal() {
    return goal;
  }

  List<Source> rulers() {
    return rulers;
  }
}
