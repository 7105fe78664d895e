package org.attune.fhir.client;

import java.util.ArrayList;
import java.util.List;
import org.attune.ehr.EhrUnavailable;

/**
 * The first few pages of one search, for somebody who waits.
 *
 * @param entries of all of them, in their order
 * @param goesOn whether the EHR has more pages than were read
 */
public record FewPages(List<Page.Entry> entries, boolean goesOn) {

  private static final int MOST_PAGES = 5;

  public FewPages {
    entries = List.copyOf(entries);
  }

  /** How a link is asked for, and to whom that is accounted. */
  @FunctionalInterface
  public interface Asks {
    Answer get(String link) throws EhrUnavailable;
  }

  /**
   * Reads on from the first answer to a search.
   *
   * @param type what is searched for
   * @throws EhrUnavailable when one of the pages does not come, or they lead in a circle
   */
  public static FewPages of(String type, Answer first, EhrClient ehr, Asks asks)
      throws EhrUnavailable {
    var trail = new PageTrail(type);
    var page = ehr.page(first);
    var entries = new ArrayList<>(page.entries());
    var next = page.next();
    for (int pages = 1; next != null && pages < MOST_PAGES; pages++) {
      trail.follow(next);
      page = ehr.page(asks.get(next));
      entries.addAll(page.entries());
      next = page.next();
    }
    return new FewPages(entries, next != null);
  }
}
