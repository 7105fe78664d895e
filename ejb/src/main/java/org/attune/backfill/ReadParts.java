package org.attune.backfill;

import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.attune.ehr.EhrUnavailable;

/** Reads one part after the other of a stage. */
@Dependent
@Named
public class ReadParts extends Patience {

  private final LoadSteps steps;
  private final Stage stage;

  @Inject
  ReadParts(
      Errands errands,
      @BatchProperty(name = "errand") String errand,
      @BatchProperty(name = "stage") String stage) {
    super(errands.steps(errand));
    this.steps = errands.steps(errand);
    this.stage = Stage.valueOf(stage);
  }

  @Override
  boolean goOn() throws EhrUnavailable {
    steps.read(stage, this::stopped);
    return !stopped();
  }

  @Override
  void silent(EhrUnavailable silence) {
    // What is in the way of a part is known with the part.
  }
}
