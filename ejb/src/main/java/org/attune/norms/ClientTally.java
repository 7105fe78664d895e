package org.attune.norms;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.attune.ledger.Assembly;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;

/** Counts one client as of the moment for which the job was begun. */
@Dependent
@Named
public class ClientTally implements ItemProcessor {

  private final Assembly assembly;
  private final Instant asOf;

  @Inject
  ClientTally(Assembly assembly, @BatchProperty(name = "asOf") String asOf) {
    this.assembly = assembly;
    this.asOf = Instant.parse(asOf);
  }

  @Override
  @SuppressWarnings("unchecked") // what the reader of this job reads
  public Object processItem(Object item) {
    var client = (Map.Entry<PatientId, List<ChartFact>>) item;
    var tally = new Tally();
    tally.add(client.getValue(), assembly.of(client.getKey(), client.getValue(), asOf).courses());
    return tally;
  }
}
