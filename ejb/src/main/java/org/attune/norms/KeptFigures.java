package org.attune.norms;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.logging.Logger;

/** Adds up the parts and keeps the figures they come to. */
@Dependent
@Named
public class KeptFigures extends AbstractBatchlet {

  private static final Logger LOG = Logger.getLogger(KeptFigures.class.getName());

  private final ServiceFigures figures;
  private final JobContext job;
  private final Instant asOf;

  @Inject
  KeptFigures(ServiceFigures figures, JobContext job, @BatchProperty(name = "asOf") String asOf) {
    this.figures = figures;
    this.job = job;
    this.asOf = Instant.parse(asOf);
  }

  @Override
  public String process() {
    figures.keepSumOfParts(job.getInstanceId(), asOf);
    LOG.info("The figures of the service were counted anew.");
    return "KEPT";
  }
}
