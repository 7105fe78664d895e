package org.attune.backfill;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartPage;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;
import org.attune.ehr.Stretch;
import org.attune.ledger.Taken;
import org.jspecify.annotations.Nullable;

/** A part of what is read at first: a stretch of a feed or a file of an export, and how far. */
@Entity
@Table(name = "load_part")
class LoadPart {

  @Id private int id;

  @Column(name = "load_id")
  private int load = Errand.FIRST_LOAD.id();

  @Enumerated(EnumType.STRING)
  private Feed feed;

  private Instant starts = Instant.EPOCH;
  private @Nullable Instant ends;

  @Column(name = "as_of")
  private @Nullable Instant asOf;

  private @Nullable String address;
  private boolean secured;
  private boolean deletions;

  @Column(name = "line_count")
  private @Nullable Long lineCount;

  private Instant since = Instant.EPOCH;
  private Instant reached = Instant.EPOCH;
  private long behind;
  private long resources;
  private long changed;
  private long gone;
  private boolean done;

  LoadPart() {}

  LoadPart(Feed feed, Stretch stretch, @Nullable Instant asOf) {
    this.feed = feed;
    this.starts = stretch.from();
    this.ends = stretch.until();
    this.asOf = asOf;
    this.since = stretch.from();
    this.reached = stretch.from();
  }

  LoadPart(ExportedFile file) {
    this.feed = file.feed();
    this.asOf = file.asOf();
    this.address = file.address();
    this.secured = file.secured();
    this.deletions = file.deletions();
    this.lineCount = file.lines();
  }

  void numbered(Errand errand, int number) {
    load = errand.id();
    id = errand.numbersFrom() + number;
  }

  /** What came of it in the ledger. */
  void told(Taken taken) {
    changed += taken.kept();
    gone += taken.withdrawn();
  }

  /** A page of a stretch was taken. */
  void read(ChartPage page) {
    since = page.next().since().truncatedTo(ChronoUnit.MICROS);
    reached = page.next().reached();
    resources += page.entries().size();
    done = page.last();
  }

  /** The lines of a file were taken that lie behind so many others. */
  void read(long from, long lines, int entries, boolean last) {
    behind = from + lines;
    resources += entries;
    done = last;
  }

  int id() {
    return id;
  }

  Feed feed() {
    return feed;
  }

  /** The file; empty for a stretch. */
  Optional<ExportedFile> file() {
    return address == null || asOf == null
        ? Optional.empty()
        : Optional.of(new ExportedFile(feed, address, secured, deletions, asOf, lineCount));
  }

  Stretch stretch() {
    return new Stretch(starts, ends);
  }

  /** Where to go on in a stretch. */
  Bookmark bookmark() {
    return new Bookmark(since, reached, null);
  }

  /** Behind how many lines of a file to go on. */
  long behind() {
    return behind;
  }

  long changed() {
    return changed;
  }

  long gone() {
    return gone;
  }

  long resources() {
    return resources;
  }

  boolean done() {
    return done;
  }

  /** From when on changes must be asked for, where the EHR said so when the part was planned. */
  Optional<Instant> asOf() {
    return Optional.ofNullable(asOf);
  }

  /** From when on they must be asked for, as the last page had it. */
  Instant since() {
    return since;
  }
}
