package org.attune.fhir.client;

import java.util.HashSet;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;

/**
 * The links that were followed from page to page of one search. Says so where they lead in a circle
 * or on for ever, instead of taking what was read by then for everything.
 */
public final class PageTrail {

  private static final int MOST_PAGES = 1_000;

  private final String type;
  private final Set<String> links = new HashSet<>();

  /** Of a search for a type. */
  public PageTrail(String type) {
    this.type = type;
  }

  /**
   * The page behind a link is asked for next.
   *
   * @throws EhrUnavailable when it was asked for before, or when it would be one too many
   */
  public void follow(String link) throws EhrUnavailable {
    if (!links.add(link)) {
      throw new EhrUnavailable(
          "The EHR's pages of " + type + " lead in a circle; they are asked for again later.",
          null);
    }
    if (links.size() >= MOST_PAGES) {
      throw new EhrUnavailable(
          "One search for "
              + type
              + " has more than "
              + MOST_PAGES
              + " pages, and not all of it was read; raise attune.ehr.page-size.",
          null);
    }
  }
}
