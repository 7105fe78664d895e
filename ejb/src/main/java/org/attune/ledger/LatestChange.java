package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A resource that changed last of all that were taken with it. Of a few of these the EHR is asked
 * whether it still holds them; to find them among all resources would take an index that costs a
 * first load more than the resources themselves.
 */
@Entity
@Table(name = "latest_change")
class LatestChange {

  /** More than are ever asked for at a time. */
  private static final int OF_A_PAGE = 8;

  @Id private String reference;
  private Instant updated;

  LatestChange() {}

  String reference() {
    return reference;
  }

  Instant updated() {
    return updated;
  }

  /** Those of a page, by the resources of it that told facts. */
  static List<String> of(Collection<PageEntry> told) {
    return told.stream()
        .sorted(Comparator.comparing((PageEntry each) -> each.entry().updated()).reversed())
        .limit(OF_A_PAGE)
        .map(PageEntry::reference)
        .toList();
  }
}
