package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.attune.ehr.EhrUnavailable;

/** Stands in for the server's batch jobs: the same steps, at once and on the same thread. */
@ApplicationScoped
public class LoadsAtOnce extends FirstLoadJob {

  private final LoadSteps steps;

  @Inject
  LoadsAtOnce(LoadBooks books, LoadSteps steps, Clock clock) {
    super(books, clock);
    this.steps = steps;
  }

  @Override
  public synchronized void seeTo() throws EhrUnavailable {
    if (steps.prepare().isEmpty()) {
      for (var stage : Stage.values()) {
        steps.read(stage, () -> false);
      }
      steps.finish();
    }
  }
}
