package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.ehr.BulkExport;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportState;
import org.attune.ehr.Feed;
import org.attune.ehr.Outline;
import org.attune.ehr.Stretch;
import org.attune.ledger.Ledger;
import org.attune.ledger.OneByOne;
import org.attune.ledger.Walks;
import org.attune.nodes.NodeTurns;

/**
 * The steps of reading a night's export: the first load's, of what was changed since a night ago.
 * An export that cannot be had, or does not tell all, is given up; charts are asked for then.
 */
@ApplicationScoped
@Typed(NightSteps.class)
public class NightSteps extends LoadSteps {

  private static final Logger LOG = Logger.getLogger(NightSteps.class.getName());

  /** An export may be one that the EHR made for somebody else, a little while ago. */
  private static final Duration AGE = Duration.ofHours(12);

  static final String NOT_OFFERED = "The EHR offers no export, or none is wanted (ehr.export).";
  static final String FORGOTTEN = "The EHR forgot its export as often as it was asked for.";
  static final String NO_DELETIONS = "The EHR's export does not say what was deleted.";
  static final String NOT_WHOLE = "The EHR says that it could not export everything.";
  static final String TOO_OLD = "The EHR's export is as of long before it was asked for.";
  static final String TOO_SHORT = "A file of the EHR's export has fewer lines than the EHR says.";

  private final Chart chart;
  private final LoadBooks books;
  private final Walks walks;
  private final Clock clock;
  private final AtomicInteger silences = new AtomicInteger();

  @Inject
  NightSteps(
      Chart chart,
      BulkExport export,
      LoadBooks books,
      Ledger ledger,
      OneByOne oneByOne,
      Walks walks,
      NodeTurns nodes,
      Clock clock) {
    super(Errand.NIGHT, chart, export, books, ledger, oneByOne, nodes, clock);
    this.chart = chart;
    this.books = books;
    this.walks = walks;
    this.clock = clock;
  }

  /**
   * What is read for a walk; begins where nothing was begun for it yet.
   *
   * @param walk when the walk began
   * @param since what was changed before this moment is not asked for
   */
  Load begin(Instant walk, Instant since) {
    if (books.load(Errand.NIGHT).filter(load -> !load.isFor(walk)).isPresent()) {
      // Of a night that had no time to say that it was done.
      letGoOfExport();
    }
    return books.begin(walk, since, clock.instant());
  }

  /** Charts are asked for instead; what was taken stays. */
  void giveUp(String why) {
    if (books.giveUp(Errand.NIGHT, why, clock.instant())) {
      LOG.log(Level.WARNING, "The nightly walk asks for all charts by search: {0}", why);
    }
    letGoOfExport();
  }

  @Override
  Load load() {
    return books.load(Errand.NIGHT).orElseThrow();
  }

  @Override
  Set<Feed> feeds() {
    return Feed.needed();
  }

  @Override
  Optional<Duration> without(Set<Feed> feeds, String why) {
    boolean forgotten = load().export() == Load.Export.NONE;
    giveUp(!why.isEmpty() ? why : forgotten ? FORGOTTEN : NOT_OFFERED);
    return Optional.empty();
  }

  @Override
  Optional<Duration> made(ExportState.Ready ready, Load load, Set<Feed> feeds)
      throws EhrUnavailable {
    var why = lacking(ready, load.began());
    return why.isEmpty()
        ? plan(load.exported(), load.exported(), ready.files())
        : without(feeds, why);
  }

  /** What keeps an export from telling all that charts would. */
  static String lacking(ExportState.Ready ready, Instant began) {
    if (ready.errors() > 0) {
      return NOT_WHOLE;
    }
    if (!ready.tellsOfDeletions()) {
      return NO_DELETIONS;
    }
    return ready.asOf().isBefore(began.minus(AGE)) ? TOO_OLD : "";
  }

  /** Nothing may have changed, or it was left out: that costs one question. */
  @Override
  Outline outline(Feed feed) {
    return new Outline(null, List.of(new Stretch(load().since(), null)));
  }

  @Override
  void begins(int parts) {
    LOG.log(
        Level.INFO, "What changed since a night ago is read of an export, in {0} parts.", parts);
  }

  @Override
  void tooMuch(EhrUnavailable silence) {
    if (silences.incrementAndGet() >= MOST_SILENCES) {
      silences.set(0);
      giveUp("The EHR's export could not be read: " + silence.getMessage());
    }
  }

  /** Of what is held it is asked once more whether it is gone, as of anything that is missing. */
  @Override
  List<ChartEntry> deleted(List<ChartEntry> told) throws EhrUnavailable {
    var references = told.stream().map(entry -> entry.source().reference()).toList();
    var gone = new ArrayList<ChartEntry>();
    for (var one : walks.heldOf(references).entrySet()) {
      var entry = Walks.gone(one.getKey(), one.getValue());
      if (!chart.holds(entry.source())) {
        gone.add(entry);
      }
    }
    return gone;
  }

  @Override
  void leftAtThat() {
    giveUp(TOO_SHORT);
  }

  @Override
  void wentOn() {
    silences.set(0);
    super.wentOn();
  }

  @Override
  boolean ended(Instant now) {
    return books.finishNight(now);
  }

  @Override
  void tellEnd(Load load, Instant now) {
    if (load.note().isEmpty()) {
      LOG.log(
          Level.INFO,
          "An export told what changed since a night ago: {0} resources, of which {1} had changed"
              + " without a word and {2} were gone.",
          new Object[] {load.resources(), load.changed(), load.gone()});
    }
  }
}
