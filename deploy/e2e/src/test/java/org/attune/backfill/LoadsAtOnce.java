package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.attune.ehr.EhrUnavailable;
import org.attune.ledger.Ledger;
import org.attune.nodes.NodeTurns;

/** Stands in for the server's batch jobs: the same steps, at once and on the same thread. */
@ApplicationScoped
public class LoadsAtOnce extends FirstLoadJob {

  private final LoadSteps steps;
  private final Clock clock;

  @Inject
  LoadsAtOnce(NodeTurns nodes, Ledger ledger, LoadSteps steps, Clock clock) {
    super(nodes, ledger, clock);
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public synchronized void seeTo() throws EhrUnavailable {
    if (!mine(clock.instant())) {
      return;
    }
    steps.beginHere();
    if (steps.prepare().isEmpty()) {
      for (var stage : Stage.values()) {
        steps.read(stage, steps::takenOver);
      }
      steps.finish();
    }
  }
}
