package org.attune.norms;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Keeps what was counted of some clients, in the transaction in which they were read. */
@Dependent
@Named
public class CountedClients extends AbstractItemWriter {

  private final ServiceFigures figures;
  private final JobContext job;

  @Inject
  CountedClients(ServiceFigures figures, JobContext job) {
    this.figures = figures;
    this.job = job;
  }

  @Override
  public void writeItems(List<Object> items) {
    var sum = new Tally();
    items.forEach(item -> sum.add((Tally) item));
    figures.keepPart(job.getInstanceId(), sum);
  }
}
