package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.ehr.BulkExport;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportState;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;
import org.attune.ledger.Ledger;
import org.attune.ledger.OneByOne;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;

/**
 * The steps of the first load. Whenever one is cut short it can be made again: what was read is
 * kept page by page, and taking a page twice changes nothing.
 */
@ApplicationScoped
public class LoadSteps {

  private static final Logger LOG = Logger.getLogger(LoadSteps.class.getName());

  /** Each page is kept in a transaction of its own; entries are small, however long their lines. */
  private static final int LINES_AT_A_TIME = 1_000;

  /** Two who take pages about the same clients may be in each other's way. */
  private static final int TRIES = 4;

  /** A file that goes on ending too early is left at that. */
  private static final int SHORT_ENDS = 3;

  /** So often in a row the EHR may not answer about an export. */
  private static final int MOST_SILENCES = 10;

  private static final Duration TELL = Duration.ofMinutes(1);

  private final Chart chart;
  private final BulkExport export;
  private final LoadBooks books;
  private final Ledger ledger;
  private final OneByOne oneByOne;
  private final NodeTurns nodes;
  private final Clock clock;

  private int silences;
  private final Set<Integer> claimed = new HashSet<>();
  private final Map<Integer, Integer> shortEnds = new ConcurrentHashMap<>();
  private final Map<Integer, String> troubles = new ConcurrentHashMap<>();
  private volatile Instant beaten = Instant.EPOCH;
  private volatile boolean takenOver;
  private Instant told = Instant.MIN;
  private long toldOf;

  /** What may be set. */
  @Dependent
  public static class Pace implements Configurable {

    static final Setting<Integer> PARALLEL = Setting.count("first-load.parallel", 2, 1, 6);

    @Override
    public List<Setting<?>> settings() {
      return List.of(PARALLEL);
    }
  }

  @Inject
  LoadSteps(
      Chart chart,
      BulkExport export,
      LoadBooks books,
      Ledger ledger,
      OneByOne oneByOne,
      NodeTurns nodes,
      Clock clock) {
    this.chart = chart;
    this.export = export;
    this.books = books;
    this.ledger = ledger;
    this.oneByOne = oneByOne;
    this.nodes = nodes;
    this.clock = clock;
  }

  /**
   * Finds out in which parts the record can be read.
   *
   * @return how long to wait before asking once more; empty when it is known
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  public Optional<Duration> prepare() throws EhrUnavailable {
    var load = books.begin(clock.instant());
    if (load.planned()) {
      return Optional.empty();
    }
    var feeds = ledger.neverRead();
    var state = export(load, feeds);
    return state.isEmpty() ? plan(feeds, Set.of(), List.of()) : follow(state.get(), load, feeds);
  }

  /** An export that cannot be had is done without in the end. */
  private Optional<ExportState> export(Load load, Set<Feed> feeds) throws EhrUnavailable {
    try {
      var state = Optional.<ExportState>empty();
      if (load.export() == Load.Export.OPEN) {
        state = export.begin(feeds);
      } else if (load.export() == Load.Export.ASKED && load.status().isPresent()) {
        state = Optional.of(export.look(load.status().get()));
      }
      silences = 0;
      return state;
    } catch (EhrUnavailable silence) {
      if (++silences < MOST_SILENCES) {
        throw silence;
      }
      silences = 0;
      return Optional.of(
          new ExportState.Refused("The EHR's export could not be had: " + silence.getMessage()));
    }
  }

  private Optional<Duration> follow(ExportState state, Load load, Set<Feed> feeds)
      throws EhrUnavailable {
    if (state instanceof ExportState.Begun begun) {
      books.asked(begun.status(), begun.feeds());
      return Optional.of(Duration.ofSeconds(1));
    }
    if (state instanceof ExportState.Gone) {
      books.planAnew();
      return Optional.of(Duration.ofSeconds(1));
    }
    if (state instanceof ExportState.Waiting waiting) {
      beat();
      return Optional.of(waiting.patience());
    }
    if (state instanceof ExportState.Refused refused) {
      LOG.log(Level.WARNING, "The record is read by search: {0}", refused.why());
      load.status().ifPresent(export::end);
      books.noExport(refused.why());
    }
    if (state instanceof ExportState.Ready ready) {
      if (ready.errors() > 0) {
        LOG.log(
            Level.WARNING,
            "The EHR says in {0} files that it could not export everything; the nightly walk looks"
                + " for what is missing.",
            ready.errors());
      }
      return plan(feeds, load.exported(), ready.files());
    }
    return plan(feeds, Set.of(), List.of());
  }

  /**
   * A feed of which the export has no file is searched: there may be nothing, or it was left out.
   */
  private Optional<Duration> plan(Set<Feed> feeds, Set<Feed> exported, List<ExportedFile> files)
      throws EhrUnavailable {
    var parts = new ArrayList<LoadPart>();
    for (var feed : feeds) {
      var own =
          files.stream()
              .filter(file -> file.feed() == feed && exported.contains(feed) && !file.deletions())
              .toList();
      own.stream().map(LoadPart::new).forEach(parts::add);
      if (own.isEmpty()) {
        var outline = chart.outline(feed);
        outline.stretches().stream()
            .map(stretch -> new LoadPart(feed, stretch, outline.asOf()))
            .forEach(parts::add);
      }
      beat();
    }
    files.stream().filter(ExportedFile::deletions).map(LoadPart::new).forEach(parts::add);
    books.plan(parts);
    troubles.clear();
    LOG.log(
        Level.INFO, "The record is read for the first time, in {0} parts.", (long) parts.size());
    return Optional.empty();
  }

  /**
   * Reads one part after the other of a stage, beside others who may do the same, until none is
   * left.
   *
   * @throws EhrUnavailable when the EHR cannot answer now; then this may be called again
   */
  void read(Stage stage, BooleanSupplier stopped) throws EhrUnavailable {
    for (var part = claim(stage); part.isPresent(); part = claim(stage)) {
      var one = part.get();
      try {
        read(one, stopped);
        troubles.remove(one.id());
      } catch (EhrUnavailable silence) {
        troubles.put(one.id(), String.valueOf(silence.getMessage()));
        throw silence;
      } finally {
        release(one);
      }
      if (stopped.getAsBoolean()) {
        return;
      }
    }
  }

  private synchronized Optional<LoadPart> claim(Stage stage) {
    var next =
        books.open(stage.feeds(), claimed.size() + 1).stream()
            .filter(part -> !claimed.contains(part.id()))
            .findFirst();
    next.ifPresent(part -> claimed.add(part.id()));
    return next;
  }

  private synchronized void release(LoadPart part) {
    claimed.remove(part.id());
  }

  private void read(LoadPart part, BooleanSupplier stopped) throws EhrUnavailable {
    var file = part.file();
    if (file.isPresent()) {
      read(part, file.get(), stopped);
      return;
    }
    var bookmark = part.bookmark();
    boolean last = false;
    while (!last && !stopped.getAsBoolean()) {
      var page = chart.stretch(part.feed(), part.stretch(), bookmark);
      if (!page.last() && page.next().equals(bookmark)) {
        throw new EhrUnavailable(
            "The EHR's next page of " + part.feed() + " leads to itself.", null);
      }
      keep(page.entries(), entries -> books.take(part.id(), entries, page));
      troubles.remove(part.id());
      bookmark = page.next();
      last = page.last();
    }
  }

  private void read(LoadPart part, ExportedFile file, BooleanSupplier stopped)
      throws EhrUnavailable {
    var opened = export.open(file, part.behind());
    if (opened.isEmpty()) {
      books.planAnew();
      throw new EhrUnavailable(
          "The EHR no longer has the files of its export; what is missing is read anew.", null);
    }
    long behind = part.behind();
    try (var lines = opened.get()) {
      boolean last = false;
      while (!last && !stopped.getAsBoolean()) {
        var some = lines.next(LINES_AT_A_TIME);
        long from = behind;
        behind += some.lines();
        boolean whole = some.last() && !endsTooEarly(part, file, behind);
        int told = some.entries().size();
        keep(
            some.entries(),
            entries -> books.take(part.id(), entries, told, from, some.lines(), whole));
        if (some.last() && !whole) {
          throw new EhrUnavailable(
              "A file of the EHR's export ended before its end; the rest is asked for again.",
              null);
        }
        troubles.remove(part.id());
        last = some.last();
      }
    }
  }

  private boolean endsTooEarly(LoadPart part, ExportedFile file, long behind) {
    var expected = file.lines();
    return expected != null
        && behind < expected
        && shortEnds.merge(part.id(), 1, Integer::sum) < SHORT_ENDS;
  }

  /** Keeps entries together with how far was read. */
  private interface Taking {
    void take(List<ChartEntry> entries);
  }

  private void keep(List<ChartEntry> entries, Taking taking) {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        taking.take(entries);
        beat();
        return;
      } catch (RuntimeException inTheWay) {
        LOG.log(Level.FINE, "A page is taken again after {0}.", inTheWay.getClass());
      }
    }
    oneByOne.take(entries);
    taking.take(List.of());
    beat();
  }

  /** Says that somebody reads, and now and then how far. */
  private void beat() {
    var now = clock.instant();
    var silence = Duration.between(beaten, now).abs();
    if (silence.compareTo(NodeTurns.SIGN_OF_LIFE) >= 0) {
      beaten = now;
      takenOver = !nodes.stillAtIt(SharedWork.FIRST_LOAD, now);
      tell(now);
    }
  }

  private synchronized void tell(Instant now) {
    if (told.equals(Instant.MIN)) {
      told = now;
    }
    long seconds = Duration.between(told, now).toSeconds();
    if (seconds >= TELL.toSeconds()) {
      var count = books.count();
      LOG.log(
          Level.INFO,
          "Reading the record for the first time: {0} resources, {1} of {2} parts, {3} a second.",
          new Object[] {
            count.resources(),
            count.done(),
            count.parts(),
            Math.max(0, count.resources() - toldOf) / seconds
          });
      told = now;
      toldOf = count.resources();
    }
  }

  /** Has the cursors go on from where the load began; returns whether everything was read. */
  public boolean finish() {
    var now = clock.instant();
    boolean whole = books.finish(now);
    if (whole) {
      troubles.clear();
      nodes.giveBack(SharedWork.FIRST_LOAD, now);
      books.load().ifPresent(load -> end(load, now));
    }
    return whole;
  }

  private void end(Load load, Instant now) {
    if (load.status().isPresent()) {
      export.end(load.status().get());
      books.exportEnded();
    }
    LOG.log(
        Level.INFO,
        "The record was read for the first time: {0} resources in {1} seconds.",
        new Object[] {load.resources(), Duration.between(load.began(), now).toSeconds()});
  }

  /** What is in the way now, if anything. */
  Optional<String> trouble() {
    return troubles.values().stream().findFirst();
  }

  /** The EHR does not answer while parts are being planned. */
  void troubled(String sentence) {
    troubles.put(0, sentence);
  }

  /** It is this node's turn to read. */
  void beginHere() {
    takenOver = false;
    beat();
  }

  /** Whether another node reads by now, because this one had been silent for so long. */
  boolean takenOver() {
    return takenOver;
  }

  /** Somebody waits for the EHR, and is not dead. */
  void waits() {
    beat();
  }

  void untroubled() {
    troubles.remove(0);
  }
}
