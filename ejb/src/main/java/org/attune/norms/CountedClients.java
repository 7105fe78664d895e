package org.attune.norms;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;

/** Keeps what was counted of some clients, in the transaction in which they were read. */
@Dependent
@Named
public class CountedClients extends AbstractItemWriter {

  private final ServiceFigures figures;
  private final NodeTurns nodes;
  private final Clock clock;
  private final JobContext job;

  @Inject
  CountedClients(ServiceFigures figures, NodeTurns nodes, Clock clock, JobContext job) {
    this.figures = figures;
    this.nodes = nodes;
    this.clock = clock;
    this.job = job;
  }

  @Override
  public void writeItems(List<Object> items) {
    var sum = new Tally();
    items.forEach(item -> sum.add((Tally) item));
    figures.keepPart(job.getInstanceId(), sum);
    nodes.stillAtIt(SharedWork.FIGURES, clock.instant());
  }
}
