package org.attune.checks.slices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Edit;
import org.attune.writeback.Proposal;

/** A hospital in memory: what it tells, what it was told, and whether it answers. */
final class Hospital {

  static final int PAGE = 2;

  static final Map<Feed, List<ChartEntry>> TOLD = new EnumMap<>(Feed.class);
  static final Map<String, Proposal> CHART = new LinkedHashMap<>();
  static final List<PatientId> READ_IN_FULL = new ArrayList<>();
  static volatile Instant now = Instant.parse("2026-06-01T08:00:00Z");
  static volatile Predicate<Proposal> silentFor = proposal -> false;
  static volatile Predicate<Proposal> refuses = proposal -> false;
  static volatile boolean silent;

  /** It does not tell what became of ours, and answers all else. */
  static volatile boolean silentOfOurs;

  /** Of which it cannot tell. */
  static final Set<Feed> FAULTY = EnumSet.noneOf(Feed.class);

  /** For which it is not asked at all. */
  static final Set<Feed> LEFT_ALONE = EnumSet.noneOf(Feed.class);

  /** Where it was asked to go on among messages that are all too old, while it has such. */
  static final List<String> OLD_MESSAGES = new CopyOnWriteArrayList<>();

  static volatile boolean hasOldMessages;

  /** From when on it was asked for changes the first time. */
  static final Map<Feed, Instant> FIRST_ASKED = new EnumMap<>(Feed.class);

  static volatile boolean takesAll;
  static volatile boolean takesForms = true;
  static final List<Edit> EDITS = new CopyOnWriteArrayList<>();

  /** Where what is ours stands, by its name. */
  static final Map<String, Source> STANDS = new HashMap<>();

  /** What of it somebody has made theirs. */
  static final Set<String> THEIRS = new HashSet<>();

  /** Of what of it nobody can tell what became of it. */
  static final Set<String> UNTOLD = new HashSet<>();

  /** What of it was looked for, by its name. */
  static final List<String> LOOKED_FOR = new CopyOnWriteArrayList<>();

  /** Whether it takes what tells whose something is. */
  static volatile Attribution told = Attribution.TOLD;

  static volatile boolean takesProvenances = true;
  static final List<String> WRITTEN = new CopyOnWriteArrayList<>();
  static final Set<String> DELETED = new HashSet<>();
  static final Set<String> TAKEN = new HashSet<>();
  static final Set<String> DECLINED = new HashSet<>();
  static int writes;

  private Hospital() {}

  static void tell(Feed feed, ChartEntry entry) {
    TOLD.computeIfAbsent(feed, each -> new ArrayList<>()).add(entry);
  }

  static void reset() {
    CHART.clear();
    READ_IN_FULL.clear();
    silentFor = proposal -> false;
    refuses = proposal -> false;
    silent = false;
    silentOfOurs = false;
    FAULTY.clear();
    LEFT_ALONE.clear();
    OLD_MESSAGES.clear();
    hasOldMessages = false;
    takesAll = false;
    takesForms = true;
    EDITS.clear();
    WRITTEN.clear();
    THEIRS.clear();
    UNTOLD.clear();
    LOOKED_FOR.clear();
    told = Attribution.TOLD;
    takesProvenances = true;
    DELETED.clear();
    TAKEN.clear();
    DECLINED.clear();
    writes = 0;
  }

  static String name(Proposal proposal) {
    return proposal.getClass().getSimpleName() + " " + proposal.name();
  }
}
