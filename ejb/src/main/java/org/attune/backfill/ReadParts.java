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
  ReadParts(LoadSteps steps, @BatchProperty(name = "stage") String stage) {
    this.steps = steps;
    this.stage = Stage.valueOf(stage);
  }

  @Override
  boolean goOn() throws EhrUnavailable {
    steps.read(stage, this::stopped);
    return !stopped();
  }

  @Override
  void waits(EhrUnavailable silence) {
    steps.waits();
  }
}
