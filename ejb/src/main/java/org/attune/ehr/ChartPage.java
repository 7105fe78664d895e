package org.attune.ehr;

import java.util.List;

/**
 * One page of a feed.
 *
 * @param entries what was read
 * @param next where to go on
 * @param last whether the round is complete with this page
 */
public record ChartPage(List<ChartEntry> entries, Bookmark next, boolean last) {

  public ChartPage {
    entries = List.copyOf(entries);
  }
}
