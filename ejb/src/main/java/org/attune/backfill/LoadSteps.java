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
import org.attune.ehr.Outline;
import org.attune.ledger.Ledger;
import org.attune.ledger.OneByOne;
import org.attune.nodes.NodeTurns;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;

/**
 * The steps of a load; these are the first load's. Whenever one is cut short it can be made again:
 * what was read is kept page by page, and taking a page twice changes nothing.
 */
@ApplicationScoped
public class LoadSteps {

  private static final Logger LOG = Logger.getLogger(LoadSteps.class.getName());

  /** Each page is kept in a transaction of its own; entries are small, however long their lines. */
  private static final int LINES_AT_A_TIME = 1_000;

  /** A line that tells of deletions may tell of very many. */
  private static final int DELETIONS_AT_A_TIME = 10;

  /** Two who take pages about the same clients may be in each other's way. */
  private static final int TRIES = 4;

  /** A file that goes on ending too early is left at that. */
  private static final int SHORT_ENDS = 3;

  /** So often in a row the EHR may not answer about an export. */
  static final int MOST_SILENCES = 10;

  private static final Duration TELL = Duration.ofMinutes(1);

  private final Errand errand;
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
    this(Errand.FIRST_LOAD, chart, export, books, ledger, oneByOne, nodes, clock);
  }

  LoadSteps(
      Errand errand,
      Chart chart,
      BulkExport export,
      LoadBooks books,
      Ledger ledger,
      OneByOne oneByOne,
      NodeTurns nodes,
      Clock clock) {
    this.errand = errand;
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
    var load = load();
    if (load.planned()) {
      return Optional.empty();
    }
    var feeds = feeds();
    var state = export(load, feeds);
    return state.isEmpty() ? without(feeds, "") : follow(state.get(), load, feeds);
  }

  /** What is on its way. */
  Load load() {
    return books.begin(clock.instant());
  }

  /** What is to be read. */
  Set<Feed> feeds() {
    return ledger.neverRead();
  }

  /**
   * There is no export.
   *
   * @param why in one sentence; empty where none is offered or wanted
   */
  Optional<Duration> without(Set<Feed> feeds, String why) throws EhrUnavailable {
    if (!why.isEmpty()) {
      LOG.log(Level.WARNING, "The record is read by search: {0}", why);
      end(why);
    }
    return plan(feeds, Set.of(), List.of());
  }

  private void end(String why) {
    books.load(errand).flatMap(Load::status).ifPresent(export::end);
    books.noExport(errand, why);
  }

  /** An export that cannot be had is done without in the end. */
  private Optional<ExportState> export(Load load, Set<Feed> feeds) throws EhrUnavailable {
    try {
      var state = Optional.<ExportState>empty();
      if (load.export() == Load.Export.OPEN) {
        state = export.begin(feeds, load.since());
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
      books.asked(errand, begun.status(), begun.feeds());
      return Optional.of(Duration.ofSeconds(1));
    }
    if (state instanceof ExportState.Gone) {
      books.planAnew(errand);
      return Optional.of(Duration.ofSeconds(1));
    }
    if (state instanceof ExportState.Waiting waiting) {
      beat();
      return Optional.of(waiting.patience());
    }
    if (state instanceof ExportState.Refused refused) {
      return without(feeds, refused.why());
    }
    return state instanceof ExportState.Ready ready
        ? made(ready, load, feeds)
        : plan(feeds, Set.of(), List.of());
  }

  /** The export is made. */
  Optional<Duration> made(ExportState.Ready ready, Load load, Set<Feed> feeds)
      throws EhrUnavailable {
    if (ready.errors() > 0) {
      LOG.log(
          Level.WARNING,
          "The EHR says in {0} files that it could not export everything; the nightly walk looks"
              + " for what is missing.",
          ready.errors());
    }
    return plan(feeds, load.exported(), ready.files());
  }

  /**
   * A feed of which the export has no file is searched: there may be nothing, or it was left out.
   */
  Optional<Duration> plan(Set<Feed> feeds, Set<Feed> exported, List<ExportedFile> files)
      throws EhrUnavailable {
    var parts = new ArrayList<LoadPart>();
    for (var feed : feeds) {
      var own =
          files.stream()
              .filter(file -> file.feed() == feed && exported.contains(feed) && !file.deletions())
              .toList();
      own.stream().map(LoadPart::new).forEach(parts::add);
      if (own.isEmpty()) {
        var outline = outline(feed);
        outline.stretches().stream()
            .map(stretch -> new LoadPart(feed, stretch, outline.asOf()))
            .forEach(parts::add);
      }
      beat();
    }
    files.stream().filter(ExportedFile::deletions).map(LoadPart::new).forEach(parts::add);
    books.plan(errand, parts);
    troubles.clear();
    begins(parts.size());
    return Optional.empty();
  }

  void begins(int parts) {
    LOG.log(Level.INFO, "The record is read for the first time, in {0} parts.", (long) parts);
  }

  /** How a feed is searched of which there is no file. */
  Outline outline(Feed feed) throws EhrUnavailable {
    return chart.outline(feed);
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
        tooMuch(silence);
        throw silence;
      } finally {
        release(one);
      }
      if (stopped.getAsBoolean()) {
        return;
      }
    }
  }

  /** What is done about an EHR that does not answer, but for asking again. */
  void tooMuch(EhrUnavailable silence) {
    // Without the first load there is nothing to go on with.
  }

  private synchronized Optional<LoadPart> claim(Stage stage) {
    var next =
        books.open(errand, stage.feeds(), claimed.size() + 1).stream()
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
      books.planAnew(errand);
      throw new EhrUnavailable(
          "The EHR no longer has the files of its export; what is missing is read anew.", null);
    }
    long behind = part.behind();
    try (var lines = opened.get()) {
      boolean last = false;
      while (!last && !stopped.getAsBoolean()) {
        var some = lines.next(file.deletions() ? DELETIONS_AT_A_TIME : LINES_AT_A_TIME);
        long from = behind;
        behind += some.lines();
        boolean whole = some.last() && !endsTooEarly(part, file, behind);
        int told = some.entries().size();
        keep(
            file.deletions() ? deleted(some.entries()) : some.entries(),
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

  /** What is let go of that which the export says was deleted. */
  List<ChartEntry> deleted(List<ChartEntry> told) throws EhrUnavailable {
    return told;
  }

  private boolean endsTooEarly(LoadPart part, ExportedFile file, long behind) {
    var expected = file.lines();
    if (expected == null || behind >= expected) {
      return false;
    }
    boolean again = shortEnds.merge(part.id(), 1, Integer::sum) < SHORT_ENDS;
    if (!again) {
      leftAtThat();
    }
    return again;
  }

  /** A file ended too early as often as it was asked for. */
  void leftAtThat() {
    // The nightly walk looks for what is missing.
  }

  /** Keeps entries together with how far was read. */
  private interface Taking {
    void take(List<ChartEntry> entries);
  }

  private void keep(List<ChartEntry> entries, Taking taking) {
    for (int tries = 1; tries < TRIES; tries++) {
      try {
        taking.take(entries);
        wentOn();
        return;
      } catch (RuntimeException inTheWay) {
        LOG.log(Level.FINE, "A page is taken again after {0}.", inTheWay.getClass());
      }
    }
    oneByOne.take(entries);
    taking.take(List.of());
    wentOn();
  }

  /** Something was taken. */
  void wentOn() {
    beat();
  }

  /** Says that somebody reads, and now and then how far. */
  private void beat() {
    var now = clock.instant();
    var silence = Duration.between(beaten, now).abs();
    if (silence.compareTo(NodeTurns.SIGN_OF_LIFE) >= 0) {
      beaten = now;
      takenOver = !nodes.stillAtIt(errand.work(), now);
      tell(now);
    }
  }

  private synchronized void tell(Instant now) {
    if (told.equals(Instant.MIN)) {
      told = now;
    }
    long seconds = Duration.between(told, now).toSeconds();
    if (seconds >= TELL.toSeconds()) {
      var count = books.count(errand);
      LOG.log(
          Level.INFO,
          "Reading the record{4}: {0} resources, {1} of {2} parts, {3} a second.",
          new Object[] {
            count.resources(),
            count.done(),
            count.parts(),
            Math.max(0, count.resources() - toldOf) / seconds,
            errand == Errand.FIRST_LOAD ? " for the first time" : "'s export"
          });
      told = now;
      toldOf = count.resources();
    }
  }

  /** Has the cursors go on from where the load began; returns whether everything was read. */
  public boolean finish() {
    var now = clock.instant();
    boolean whole = ended(now);
    if (whole) {
      troubles.clear();
      shortEnds.clear();
      nodes.giveBack(errand.work(), now);
      letGoOfExport();
      books.load(errand).ifPresent(load -> tellEnd(load, now));
    }
    return whole;
  }

  /** Notes the end, if it has come. */
  boolean ended(Instant now) {
    return books.finish(now);
  }

  /** The EHR need not keep its files any longer. */
  void letGoOfExport() {
    var status = books.load(errand).flatMap(Load::status);
    if (status.isPresent()) {
      export.end(status.get());
      books.exportEnded(errand);
    }
  }

  void tellEnd(Load load, Instant now) {
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
