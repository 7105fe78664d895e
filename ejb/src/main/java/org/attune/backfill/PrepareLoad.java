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
    super(steps);
    this.steps = steps;
  }

  @Override
  public String process() {
    steps.beginHere();
    return super.process();
  }

  @Override
  boolean goOn() throws EhrUnavailable {
    var wait = steps.prepare();
    steps.untroubled();
    wait.ifPresent(this::rest);
    return wait.isEmpty();
  }

  @Override
  void silent(EhrUnavailable silence) {
    steps.troubled(String.valueOf(silence.getMessage()));
  }
}
