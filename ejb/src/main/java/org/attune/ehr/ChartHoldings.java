package org.attune.ehr;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the charts of some clients hold now.
 *
 * @param entries all of it
 * @param types the types of resource that were read; of others nothing is known
 * @param since from when on types are read that matter for a while only; what was last changed
 *     before that need not be kept
 */
public record ChartHoldings(
    List<ChartEntry> entries, Set<String> types, Map<String, Instant> since) {

  public ChartHoldings {
    entries = List.copyOf(entries);
    types = Set.copyOf(types);
    since = Map.copyOf(since);
  }
}
