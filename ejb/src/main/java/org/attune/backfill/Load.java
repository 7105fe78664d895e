package org.attune.backfill;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.ehr.Feed;
import org.jspecify.annotations.Nullable;

/** The first load of the record, or what is read of an export in a night, and how far it is. */
@Entity
@Table(name = "first_load")
class Load {

  /** An export that went away twice while it was being read is not asked for again. */
  private static final int MOST_EXPORTS = 2;

  /** What has become of an export. */
  enum Export {
    /** It was not asked for yet. */
    OPEN,
    /** The EHR is making it. */
    ASKED,
    /** It is being read. */
    USED,
    /** There is none. */
    NONE
  }

  @Id private int id;
  private Instant began;
  private @Nullable Instant finished;

  /** Versions before this one look at it; who reads stands among the turns of the nodes. */
  @SuppressWarnings("unused")
  private Instant alive;

  private boolean planned;

  @Enumerated(EnumType.STRING)
  private Export export = Export.OPEN;

  private int exports;

  @Column(length = 4000)
  private @Nullable String status;

  private String feeds = "";
  private String note = "";
  private int parts;
  private long resources;

  /** When the walk began that it is for. */
  private @Nullable Instant walk;

  private @Nullable Instant since;
  private long changed;
  private long gone;

  Load() {}

  Load(Errand errand, Instant now) {
    this.id = errand.id();
    begin(now);
  }

  /** It begins for a walk, and is of what was changed since a moment. */
  final void begin(Instant ofWalk, Instant from, Instant now) {
    begin(now);
    walk = ofWalk;
    since = from;
  }

  final void begin(Instant now) {
    began = now;
    alive = now;
    finished = null;
    exports = 0;
    status = null;
    note = "";
    resources = 0;
    changed = 0;
    gone = 0;
    planAnew();
  }

  /** What was planned is void. */
  final void planAnew() {
    planned = false;
    parts = 0;
    feeds = "";
    export = exports < MOST_EXPORTS ? Export.OPEN : Export.NONE;
  }

  void asked(String where, Set<Feed> exported) {
    export = Export.ASKED;
    exports++;
    status = where;
    feeds = exported.stream().map(Feed::name).collect(Collectors.joining(","));
  }

  void noExport(String why) {
    export = Export.NONE;
    feeds = "";
    note = why;
  }

  void planned(int into) {
    planned = true;
    parts = into;
    export = export == Export.ASKED ? Export.USED : Export.NONE;
  }

  void finish(List<LoadPart> all, Instant now) {
    resources = all.stream().mapToLong(LoadPart::resources).sum();
    changed = all.stream().mapToLong(LoadPart::changed).sum();
    gone = all.stream().mapToLong(LoadPart::gone).sum();
    finished = now;
  }

  void exportEnded() {
    status = null;
  }

  boolean planned() {
    return planned;
  }

  Export export() {
    return export;
  }

  Optional<String> status() {
    return Optional.ofNullable(status);
  }

  /** What the export that was asked for is of. */
  Set<Feed> exported() {
    var all = EnumSet.noneOf(Feed.class);
    Arrays.stream(feeds.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(Feed::valueOf)
        .forEach(all::add);
    return all;
  }

  Instant began() {
    return began;
  }

  Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /** Why there is no export, in one sentence; empty where nobody wanted one. */
  String note() {
    return note;
  }

  int parts() {
    return parts;
  }

  boolean isFor(Instant walkThatBegan) {
    return walkThatBegan.equals(walk);
  }

  /** Since when what was changed is read; all of it where nothing else was said. */
  Instant since() {
    return since == null ? Instant.EPOCH : since;
  }

  /** How many resources had changed without anybody telling. */
  long changed() {
    return changed;
  }

  /** How many resources were gone without anybody telling. */
  long gone() {
    return gone;
  }

  long resources() {
    return resources;
  }
}
