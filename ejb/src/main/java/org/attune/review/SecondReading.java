package org.attune.review;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.ehr.Stretch;

/**
 * Reads a second time what brings clients into scope. What tells of a client for the first time may
 * have been on a page that was left out, or have come into the record with the date of a day
 * before: then nobody would ever walk through their chart. Some pages are read with each step, so
 * that no round waits for long, also after a first load, when all of a record is new. How far it
 * has come dies with the process; reading twice changes nothing.
 */
final class SecondReading {

  /** So many pages are read with one step. */
  static final int PAGES = 40;

  private static final List<Feed> FEEDS =
      List.of(Feed.EPISODES, Feed.APPOINTMENTS, Feed.ENCOUNTERS);

  private final Chart chart;
  private final Consumer<List<ChartEntry>> taken;

  private Instant since = Instant.MAX;
  private int feed;
  private Bookmark bookmark = Bookmark.START;

  /**
   * @param taken what is given the entries of each page
   */
  SecondReading(Chart chart, Consumer<List<ChartEntry>> taken) {
    this.chart = chart;
    this.taken = taken;
  }

  /**
   * Reads on, or begins where it is about another stretch of time than before.
   *
   * @param from what was changed before this moment is not read
   * @return whether it has come to its end
   * @throws EhrUnavailable when the EHR cannot answer now; the feed is begun anew then, since its
   *     pages may be gone with the answer
   */
  boolean goOn(Instant from) throws EhrUnavailable {
    if (!from.equals(since)) {
      since = from;
      begin(0);
    }
    try {
      for (int pages = 0; pages < PAGES && feed < FEEDS.size(); pages++) {
        readPage(FEEDS.get(feed));
      }
    } catch (EhrUnavailable silence) {
      begin(feed);
      throw silence;
    }
    boolean done = feed == FEEDS.size();
    since = done ? Instant.MAX : since;
    return done;
  }

  private void begin(int next) {
    feed = next;
    bookmark = new Bookmark(since, since, null);
  }

  private void readPage(Feed which) throws EhrUnavailable {
    var page = chart.stretch(which, new Stretch(since, null), bookmark);
    taken.accept(page.entries());
    if (page.last()) {
      begin(feed + 1);
    } else if (page.next().equals(bookmark)) {
      throw new EhrUnavailable("The EHR's next page of " + which + " leads to itself.", null);
    } else {
      bookmark = page.next();
    }
  }
}
