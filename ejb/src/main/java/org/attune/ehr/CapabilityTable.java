package org.attune.ehr;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the EHR can do, for IT to read. It names no client.
 *
 * @param asked when the EHR was asked, or null before that
 * @param rows one for each feature
 */
public record CapabilityTable(@Nullable Instant asked, List<Capability> rows) {

  /** Nobody has asked the EHR yet. */
  public static final CapabilityTable NOT_ASKED = new CapabilityTable(null, List.of());

  public CapabilityTable {
    rows = List.copyOf(rows);
  }

  /** The row of a feature. */
  public Optional<Capability> find(String feature) {
    return rows.stream().filter(row -> row.feature().equals(feature)).findFirst();
  }

  /** How each feature is used, in a word. */
  public Map<String, String> usedAs() {
    var used = new TreeMap<String, String>();
    rows.forEach(row -> used.put(row.feature(), row.usedAs()));
    return used;
  }
}
