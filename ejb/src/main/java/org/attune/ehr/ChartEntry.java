package org.attune.ehr;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;

/**
 * What one version of one resource told us.
 *
 * @param source the resource
 * @param updated when the EHR last changed it, to the microsecond, which is what a database keeps;
 *     of two versions the later one holds
 * @param reading the facts, one for each client it concerns, or why there are none
 */
public record ChartEntry(Source source, Instant updated, Reading<List<ChartFact>> reading) {

  /** Else a copy of what is held would be news whenever an EHR is more precise than the ledger. */
  public ChartEntry {
    updated = updated.truncatedTo(ChronoUnit.MICROS);
  }
}
