package org.attune.detection.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through barriers and sessions that took place, oldest first. What stands ends after three
 * sessions in a row that took place without one, or when the last barrier is long past; what was
 * counted once is not counted again.
 */
final class BarrierWalk {

  private static final int KEPT_TO_END = 3;

  private final int causes;
  private final Duration days;
  private final List<Barriers.Event> barriers = new ArrayList<>();
  private Barriers.@Nullable Event onset;
  private int kept;

  /**
   * @param causes how many barriers it takes
   * @param days within what time
   */
  BarrierWalk(int causes, Duration days) {
    this.causes = causes;
    this.days = days;
  }

  void step(Barriers.Event event) {
    passTo(event.at());
    if (event.cause() != null) {
      kept = 0;
      barriers.add(event);
      if (onset == null && barriers.size() >= causes) {
        onset = event;
      }
    } else if (onset != null && ++kept >= KEPT_TO_END) {
      onset = null;
      barriers.clear();
    }
  }

  /** Lets time pass: what is long past counts no more. */
  void passTo(Instant moment) {
    if (onset == null) {
      while (!barriers.isEmpty() && past(barriers.get(0), moment)) {
        barriers.remove(0);
      }
    } else if (past(barriers.get(barriers.size() - 1), moment)) {
      onset = null;
      barriers.clear();
    }
  }

  private boolean past(Barriers.Event barrier, Instant moment) {
    return !moment.isBefore(barrier.at().plus(days));
  }

  /** The barrier with which it showed, or null while it does not stand. */
  Barriers.@Nullable Event onset() {
    return onset;
  }

  /** The barriers that count, oldest first. */
  List<Barriers.Event> barriers() {
    return barriers;
  }

  /** When the last of them was. */
  Instant last() {
    return barriers.get(barriers.size() - 1).at();
  }
}
