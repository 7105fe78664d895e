package org.attune.backfill;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Has the cursors of all feeds go on from where the load began. */
@Dependent
@Named
public class FinishLoad extends AbstractBatchlet {

  private final LoadSteps steps;

  @Inject
  FinishLoad(LoadSteps steps) {
    this.steps = steps;
  }

  @Override
  public String process() {
    return steps.finish() ? "DONE" : "MORE";
  }
}
