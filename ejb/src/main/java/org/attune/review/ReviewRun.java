package org.attune.review;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.ehr.Feed;
import org.attune.ledger.Texts;
import org.attune.therapy.GapReason;
import org.jspecify.annotations.Nullable;

/** One round, for the record: when, what was read, what was judged, what was sent. */
@Entity
@Table(name = "review_run")
public class ReviewRun {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "run")
  @SequenceGenerator(name = "run", sequenceName = "review_run_seq", allocationSize = 1)
  private long id;

  private Instant began;
  private @Nullable Instant finished;

  @Convert(converter = Texts.OfNumbers.class)
  private SortedMap<String, Double> resources;

  @Convert(converter = Texts.OfNumbers.class)
  private SortedMap<String, Double> gaps;

  private int clients;
  private int failed;
  private int opened;
  private int closed;
  private int sent;
  private int refused;
  private @Nullable String trouble;

  ReviewRun() {}

  ReviewRun(Instant began) {
    this.began = began;
    this.resources = new TreeMap<>();
    this.gaps = new TreeMap<>();
  }

  void isNow(RoundCount count, @Nullable Instant finished) {
    this.finished = finished;
    this.resources = names(count.resources());
    this.gaps = names(count.gaps());
    this.clients = count.clients();
    this.failed = count.failures();
    this.opened = count.opened();
    this.closed = count.closed();
    this.sent = count.sent();
    this.refused = count.refused();
    this.trouble = count.trouble();
  }

  private static SortedMap<String, Double> names(Map<? extends Enum<?>, ? extends Number> counts) {
    var names = new TreeMap<String, Double>();
    counts.forEach((word, count) -> names.put(word.name(), count.doubleValue()));
    return names;
  }

  /** Its number. */
  public long id() {
    return id;
  }

  /** When it began. */
  public Instant began() {
    return began;
  }

  /** When it ended; empty while it runs, and for ever if the server stopped in the middle. */
  public Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /** Whether it came to read what had changed; one that waits for the first load does not. */
  public boolean read() {
    return !resources.isEmpty();
  }

  /** How many resources of a feed were read. */
  public int resources(Feed feed) {
    return resources.getOrDefault(feed.name(), 0.0).intValue();
  }

  /** How many resources could not be read as it ended. */
  public int gaps(GapReason reason) {
    return gaps.getOrDefault(reason.name(), 0.0).intValue();
  }

  /** How many clients were looked at. */
  public int clients() {
    return clients;
  }

  /** For how many clients looking failed. */
  public int failed() {
    return failed;
  }

  /** How many findings opened. */
  public int opened() {
    return opened;
  }

  /** How many findings ended. */
  public int closed() {
    return closed;
  }

  /** How many writes the EHR took. */
  public int sent() {
    return sent;
  }

  /** How many writes the EHR would not have. */
  public int refused() {
    return refused;
  }

  /** One sentence for IT, where something was in the way. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
