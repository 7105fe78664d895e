package org.attune.backfill;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.attune.ehr.EhrUnavailable;

/** Finds out in which parts the record is read, and waits for an export where there is one. */
@Dependent
@Named
public class PrepareLoad extends Patience {

  private final LoadSteps steps;

  @Inject
  PrepareLoad(LoadSteps steps) {
    this.steps = steps;
  }

  @Override
  boolean goOn() throws EhrUnavailable {
    var wait = steps.prepare();
    steps.untroubled();
    wait.ifPresent(this::rest);
    return wait.isEmpty();
  }

  @Override
  void waits(EhrUnavailable silence) {
    steps.troubled(String.valueOf(silence.getMessage()));
  }
}
