package org.attune.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;

/** How far a feed was read. The link to a next page is not kept: it dies with the EHR's search. */
@Entity
@Table(name = "feed_position")
class FeedPosition {

  @Id
  @Enumerated(EnumType.STRING)
  private Feed feed;

  private Instant since;
  private long rounds;
  private long resources;

  FeedPosition() {}

  FeedPosition(Feed feed) {
    this.feed = feed;
    this.since = Instant.EPOCH;
  }

  void read(ChartPage page) {
    this.since = kept(page.next().since());
    this.resources += page.entries().size();
    this.rounds += page.last() ? 1 : 0;
  }

  void wasRead(Instant until, long all) {
    this.since = kept(until);
    this.resources = all;
    this.rounds = 1;
  }

  /** Whether the feed still stands where a page was read from. */
  boolean standsAt(Bookmark from) {
    return since.equals(kept(from.since()));
  }

  /** As precisely as a database keeps it. */
  private static Instant kept(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MICROS);
  }

  Feed feed() {
    return feed;
  }

  Bookmark bookmark() {
    return new Bookmark(since, since, null);
  }

  boolean complete() {
    return rounds > 0;
  }

  long resources() {
    return resources;
  }
}
