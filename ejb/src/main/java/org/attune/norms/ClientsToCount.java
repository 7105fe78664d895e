package org.attune.norms;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.attune.ledger.Ledger;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Reads clients with their facts, in order; after a stop it goes on behind the last one counted.
 */
@Dependent
@Named
public class ClientsToCount extends AbstractItemReader {

  private static final int AT_A_TIME = 100;

  private final Ledger ledger;

  private String last = "";
  private Iterator<Map.Entry<PatientId, List<ChartFact>>> page =
      List.<Map.Entry<PatientId, List<ChartFact>>>of().iterator();

  @Inject
  ClientsToCount(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void open(@Nullable Serializable checkpoint) {
    last = checkpoint == null ? "" : checkpoint.toString();
  }

  @Override
  public @Nullable Object readItem() {
    if (!page.hasNext()) {
      page = ledger.nextClients(last, AT_A_TIME).entrySet().iterator();
    }
    if (!page.hasNext()) {
      return null;
    }
    var next = page.next();
    last = next.getKey().value();
    return next;
  }

  @Override
  public Serializable checkpointInfo() {
    return last;
  }
}
