package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ledger.Doubts;
import org.attune.ledger.Walks;
import org.attune.writeback.ChartEdits;
import org.attune.writeback.PendingWrites;

/**
 * Notices that the EHR went back in time, as when a backup was restored. Once a day, and when the
 * EHR answers after a silence, it is asked for what changed last; where it holds older versions or
 * none, it is found out until when both agree, and everything later is read again.
 */
@ApplicationScoped
public class RestoredRecord {

  private static final Logger LOG = Logger.getLogger(RestoredRecord.class.getName());

  private static final Duration A_DAY = Duration.ofDays(1);

  /** An EHR that comes and goes is not asked each time. */
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private static final int SAMPLE = 4;
  private static final List<Duration> BACK =
      List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

  /** Nothing was changed as late as that. */
  private static final Instant FAR_AWAY = Instant.parse("2999-01-01T00:00:00Z");

  private static final Duration PRECISION = Duration.ofSeconds(2);
  private static final Duration FIRST_STEP = Duration.ofHours(1);

  /** A clock that is wrong by more than that is somebody else's trouble. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private final Chart chart;
  private final Doubts doubts;
  private final Walks walks;
  private final WalkCharts walk;
  private final PendingWrites writes;
  private final ChartEdits edits;
  private final Clock clock;

  @Inject
  RestoredRecord(
      Chart chart,
      Doubts doubts,
      Walks walks,
      WalkCharts walk,
      PendingWrites writes,
      ChartEdits edits,
      Clock clock) {
    this.chart = chart;
    this.doubts = doubts;
    this.walks = walks;
    this.walk = walk;
    this.writes = writes;
    this.edits = edits;
    this.clock = clock;
  }

  /**
   * Looks whether the EHR still holds what it held last, where it is time to.
   *
   * @param answered whether it answered the last time it was asked
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  void look(boolean answered) throws EhrUnavailable {
    var now = clock.instant();
    var pause = answered ? A_DAY : A_WHILE;
    var looked = doubts.memory().looked();
    if (looked.isEmpty() || !now.isBefore(looked.get().plus(pause))) {
      var disagrees = disagrees(chart, doubts::latest);
      if (disagrees.isPresent()) {
        goBack(disagrees.get(), now);
      }
      doubts.looked(now);
    }
    if (doubts.memory().inDoubt()) {
      settle(now);
    }
  }

  private void settle(Instant now) {
    try {
      walk.settleDoubts(doubts);
      if (doubts.count() == 0) {
        doubts.settled(now);
      }
    } catch (EhrUnavailable silence) {
      // What is in doubt stays so until it answers; reading says more.
      LOG.log(Level.FINE, "What is in doubt waits.", silence);
    }
  }

  /** The resources that changed last, of those that changed before a moment. */
  interface Latest {
    List<Doubts.Told> before(Instant moment, int most);
  }

  /**
   * The earliest change of which the EHR knows nothing any more; empty when it knows of all that it
   * is asked for. After a while new changes hide the lost ones, so it is asked for older ones too.
   */
  static Optional<Instant> disagrees(Chart chart, Latest known) throws EhrUnavailable {
    var latest = known.before(FAR_AWAY, SAMPLE);
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> earliest = lost(chart, latest);
    for (var back : BACK) {
      var lost = lost(chart, known.before(latest.get(0).updated().minus(back), SAMPLE));
      earliest = lost.isPresent() ? lost : earliest;
    }
    return earliest;
  }

  /** One older version is enough; what is gone may have been deleted, unless most of it is. */
  private static Optional<Instant> lost(Chart chart, List<Doubts.Told> sample)
      throws EhrUnavailable {
    var gone = new ArrayList<Instant>();
    var older = new ArrayList<Instant>();
    for (var told : sample) {
      var has = chart.now(told.source());
      if (has.isEmpty()) {
        gone.add(told.updated());
      } else if (older(has.get(), told)) {
        older.add(told.updated());
      }
    }
    boolean most = gone.size() > 1 && 2 * gone.size() > sample.size();
    return older.isEmpty() && !most
        ? Optional.empty()
        : Stream.concat(gone.stream(), older.stream()).min(Comparator.naturalOrder());
  }

  /**
   * Databases keep fewer digits than a resource may have, and some servers fewer than they tell.
   */
  private static boolean older(ChartEntry has, Doubts.Told told) {
    var version = told.source().version();
    return has.updated().isAfter(Instant.EPOCH)
        && has.updated().plus(PRECISION).isBefore(told.updated())
        && (version == null || !version.equals(has.source().version()));
  }

  private void goBack(Instant disagrees, Instant now) throws EhrUnavailable {
    var agreed = agreed(chart, doubts::latest, disagrees);
    if (agreed.isEmpty()) {
      LOG.warning(
          "The EHR holds nothing of what was known of it; nothing of it is let go. See whether"
              + " Attune still reads the right record.");
      return;
    }
    var from = agreed.get().minus(FIRST_STEP);
    int doubted = doubts.wentBack(agreed.get(), from, now);
    edits.readAgainSince(from);
    int again = writes.sendAgainWhatWasSentSince(agreed.get().minus(MARGIN), now);
    walks.beginAnew(now);
    LOG.log(
        Level.WARNING,
        "The EHR holds older versions than it told us of, as after a backup was restored; it agrees"
            + " until {0}. {1} resources are read again and {2} writes are made again.",
        new Object[] {agreed.get(), doubted, again});
  }

  /** Until when it holds what it told us: steps back in time, twice as far each time. */
  static Optional<Instant> agreed(Chart chart, Latest known, Instant disagrees)
      throws EhrUnavailable {
    var before = disagrees;
    for (var step = FIRST_STEP; ; step = step.multipliedBy(2)) {
      var sample = known.before(before, SAMPLE);
      if (sample.isEmpty()) {
        return Optional.empty();
      }
      if (holdsAll(chart, sample)) {
        return Optional.of(sample.get(0).updated());
      }
      before = sample.get(0).updated().minus(step);
    }
  }

  private static boolean holdsAll(Chart chart, List<Doubts.Told> sample) throws EhrUnavailable {
    for (var told : sample) {
      var has = chart.now(told.source());
      if (has.isEmpty() || older(has.get(), told)) {
        return false;
      }
    }
    return true;
  }

  /** How it stands, for IT. */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    var memory = doubts.memory();
    memory.lost().ifPresent(moment -> facts.put("ehr.went-back", moment.toString()));
    memory.agrees().ifPresent(moment -> facts.put("ehr.agrees-until", moment.toString()));
    facts.put("ehr.in-doubt", "" + doubts.count());
    return facts;
  }
}
