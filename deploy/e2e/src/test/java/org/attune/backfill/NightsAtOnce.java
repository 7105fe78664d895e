package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.attune.ehr.EhrUnavailable;
import org.attune.nodes.NodeTurns;

/** Stands in for the server's batch job of a night: the same steps, at once and without waiting. */
@ApplicationScoped
public class NightsAtOnce extends NightJob {

  /** An export that is not made by then is left for the next minute. */
  private static final int LOOKS = 10;

  private final NightSteps steps;
  private final Clock clock;

  @Inject
  NightsAtOnce(NodeTurns nodes, LoadBooks books, NightSteps steps, Clock clock) {
    super(nodes, books, clock);
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public synchronized void seeTo() throws EhrUnavailable {
    if (!mine(clock.instant())) {
      return;
    }
    steps.beginHere();
    boolean made = false;
    for (int look = 0; look < LOOKS && !made; look++) {
      made = steps.prepare().isEmpty();
    }
    if (made) {
      for (var stage : Stage.values()) {
        steps.read(stage, steps::takenOver);
      }
      steps.finish();
    }
  }
}
