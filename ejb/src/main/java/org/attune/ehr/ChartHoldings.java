package org.attune.ehr;

import java.util.List;
import java.util.Set;

/**
 * What the charts of some clients hold now.
 *
 * @param entries all of it
 * @param types the types of resource that were read; of others nothing is known
 */
public record ChartHoldings(List<ChartEntry> entries, Set<String> types) {

  public ChartHoldings {
    entries = List.copyOf(entries);
    types = Set.copyOf(types);
  }
}
