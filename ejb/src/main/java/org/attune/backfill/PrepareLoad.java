package org.attune.backfill;

import jakarta.batch.api.BatchProperty;
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
  PrepareLoad(Errands errands, @BatchProperty(name = "errand") String errand) {
    super(errands.steps(errand));
    this.steps = errands.steps(errand);
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
