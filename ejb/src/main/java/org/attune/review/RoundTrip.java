package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.access.AuditOutbox;
import org.attune.agenda.Agenda;
import org.attune.backfill.FirstLoad;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.findings.Findings;
import org.attune.ledger.Ledger;
import org.attune.ledger.OneByOne;
import org.attune.norms.ServiceFigures;
import org.attune.therapy.PatientId;
import org.attune.writeback.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * One round from the EHR and back: reads what changed, judges whoever is due, sends what is
 * pending. Whenever it is cut short, the next round goes on from what was kept and comes to the
 * same end: each page is kept with its bookmark, each client's look with its findings and pending
 * writes, and every write may be repeated.
 */
@ApplicationScoped
public class RoundTrip {

  private static final Logger LOG = Logger.getLogger(RoundTrip.class.getName());
  private static final int CLIENTS_AT_A_TIME = 100;

  /** One look takes some hundredths of a second. */
  private static final Duration SHORT = Duration.ofMillis(5);

  private static final Duration LONG = Duration.ofMillis(320);
  private static final Duration A_WHILE = Duration.ofSeconds(10);

  private static final Duration PATIENCE_WITH_MESSAGES = Duration.ofSeconds(20);

  private final Chart chart;
  private final WhatEhrCan whatEhrCan;
  private final Ledger ledger;
  private final OneByOne oneByOne;
  private final FirstLoad firstLoad;
  private final RestoredRecord restored;
  private final WalkCharts walk;
  private final ServiceFigures figures;
  private final ReviewHints hints;
  private final Findings findings;
  private final HearEdits edits;
  private final CaseloadTurns turns;
  private final Agenda agenda;
  private final CountUnits units;
  private final SafetyRound safety;
  private final Outbox outbox;
  private final AuditOutbox accounts;
  private final EraseClient erasing;
  private final ReviewRuns runs;
  private final Clock clock;

  private volatile boolean stopping;
  private volatile boolean ehrAnswers = true;
  private volatile boolean firstRound = true;
  private volatile boolean messagesReadable = true;
  private volatile Bookmark messagesRead = Bookmark.START;

  /** How far the ledger had them when this node stopped reading. */
  private volatile Bookmark messagesKept = Bookmark.START;

  @Inject
  RoundTrip(
      Chart chart,
      WhatEhrCan whatEhrCan,
      Ledger ledger,
      OneByOne oneByOne,
      FirstLoad firstLoad,
      RestoredRecord restored,
      WalkCharts walk,
      ServiceFigures figures,
      ReviewHints hints,
      Findings findings,
      HearEdits edits,
      CaseloadTurns turns,
      Agenda agenda,
      CountUnits units,
      SafetyRound safety,
      Outbox outbox,
      AuditOutbox accounts,
      EraseClient erasing,
      ReviewRuns runs,
      Clock clock) {
    this.chart = chart;
    this.whatEhrCan = whatEhrCan;
    this.ledger = ledger;
    this.oneByOne = oneByOne;
    this.firstLoad = firstLoad;
    this.restored = restored;
    this.walk = walk;
    this.figures = figures;
    this.hints = hints;
    this.findings = findings;
    this.edits = edits;
    this.turns = turns;
    this.agenda = agenda;
    this.units = units;
    this.safety = safety;
    this.outbox = outbox;
    this.accounts = accounts;
    this.erasing = erasing;
    this.runs = runs;
    this.clock = clock;
  }

  /** Makes one round. One caller at a time: {@link Rounds} sees to that. */
  @Transactional(TxType.NEVER)
  public void make() {
    var count = new RoundCount();
    long run = runs.begin(clock.instant());
    safety.begin(clock.instant());
    turns.begin(clock.instant());
    whatEhrCan.look(false);
    boolean whole = false;
    try {
      if (readForTheFirstTime()) {
        restored.look(ehrAnswers && !firstRound);
        firstRound = false;
        readAll(count);
        edits.hear(clock.instant());
        if (!stopping) {
          walk.goOn();
        }
        whole = true;
      }
      runs.note(run, count, null);
    } catch (EhrUnavailable silence) {
      // What was read so far does not tell the whole story: nobody is judged by half of it.
      count.ehrSilent(silence.getMessage());
    }
    handOver(count);
    wakeRows();
    if (whole) {
      judge(count);
      runs.note(run, count, null);
    }
    if (!stopping) {
      count.sent(outbox.flush());
      count.stand(ledger.gaps());
      runs.note(run, count, clock.instant());
      safety.tell(clock.instant());
      accounts.flush();
      finishErasing();
    }
    tellChange(count.silence());
  }

  private void finishErasing() {
    erasing.forgetWhatIsOver();
    var next = erasing.erased("");
    while (!next.isEmpty() && !stopping) {
      next.forEach(erasing::finish);
      next = erasing.erased(lastOf(next));
    }
  }

  /** What concerns safety waits for no judgement and needs none. */
  private void handOver(RoundCount count) {
    if (!stopping) {
      safety.goOn(clock.instant());
      count.sent(outbox.flush());
    }
  }

  /** The worklist can wait for the next round; nothing else waits for it. */
  private void wakeRows() {
    try {
      agenda.wake(clock.instant());
    } catch (RuntimeException fault) {
      // Its message may hold anything.
      LOG.log(
          Level.WARNING,
          "The worklist was not brought up to date, and is with the next round: {0}",
          fault.getClass().getSimpleName());
    }
  }

  /** The server is going down: stop at the next good place. */
  void stop() {
    stopping = true;
  }

  /**
   * Whether the record was read for the first time. A small one is in a moment; while a large one
   * is being read, rounds go on without it, for what concerns safety.
   */
  private boolean readForTheFirstTime() throws EhrUnavailable {
    boolean done = firstLoad.goOn();
    var waited = Duration.ZERO;
    for (var pause = SHORT; !done && waited.compareTo(A_WHILE) < 0 && !stopping; ) {
      rest(pause);
      waited = waited.plus(pause);
      pause = longer(pause);
      done = firstLoad.goOn();
    }
    return done;
  }

  private void readAll(RoundCount count) throws EhrUnavailable {
    for (var feed : Feed.needed()) {
      read(feed, ledger.bookmark(feed), Instant.MAX, count);
    }
    readMessages(count);
    readNewcomers();
  }

  /**
   * What they tell is never needed, and most of it is old and not about us: nobody waits for long
   * until they are read.
   */
  private void readMessages(RoundCount count) {
    var now = clock.instant();
    var feed = Feed.COMMUNICATIONS;
    var read = messagesRead;
    var kept = ledger.bookmark(feed);
    var from = feed.back().map(now::minus).map(line -> notBefore(line, kept)).orElse(kept);
    // What was on the way may have held nothing to be kept, so that the ledger stands as before.
    boolean cutShort = read.nextPage() != null && kept.equals(messagesKept);
    try {
      messagesRead = read(feed, cutShort ? read : from, now.plus(PATIENCE_WITH_MESSAGES), count);
      messagesKept = ledger.bookmark(feed);
      tellOfMessages(true, "");
    } catch (EhrUnavailable silence) {
      tellOfMessages(false, String.valueOf(silence.getMessage()));
    }
  }

  private static Bookmark notBefore(Instant moment, Bookmark kept) {
    var begin = moment.truncatedTo(ChronoUnit.SECONDS);
    return kept.since().isBefore(begin) ? new Bookmark(begin, begin, null) : kept;
  }

  /** One sentence when they cannot be read and one when they can again. */
  private void tellOfMessages(boolean readable, String trouble) {
    if (readable != messagesReadable) {
      messagesReadable = readable;
      LOG.log(
          readable ? Level.INFO : Level.WARNING,
          readable
              ? "Communications can be read again."
              : "Communications cannot be read, and all else goes on without: {0}",
          trouble);
    }
  }

  /** Reads what a feed tells, until there is no more or it is time; returns where to go on. */
  private Bookmark read(Feed feed, Bookmark from, Instant until, RoundCount count)
      throws EhrUnavailable {
    var kept = ledger.bookmark(feed);
    var bookmark = from;
    var links = new HashSet<String>();
    boolean last = false;
    while (!last && !stopping && clock.instant().isBefore(until)) {
      var page = chart.changes(feed, bookmark);
      // That a page on the way was empty need not be remembered, nor that nobody asked.
      boolean news =
          !page.entries().isEmpty() || (page.last() && (feed.isNeeded() || moved(bookmark, page)));
      if (news && !keep(feed, kept, page)) {
        return Bookmark.START;
      }
      kept = news ? page.next() : kept;
      count.read(feed, page.entries().size());
      var link = page.next().nextPage();
      if (!page.last() && (link == null || !links.add(link))) {
        throw new EhrUnavailable("The EHR's pages of " + feed + " lead in a circle.", null);
      }
      bookmark = page.next();
      last = page.last();
    }
    return bookmark;
  }

  private static boolean moved(Bookmark from, ChartPage page) {
    return !page.next().since().equals(from.since());
  }

  /** Keeps a page. Returns whether to go on; not when another node has read on meanwhile. */
  private boolean keep(Feed feed, Bookmark from, ChartPage page) {
    try {
      return ledger.take(feed, from, page).isPresent();
    } catch (RuntimeException oneOfThem) {
      oneByOne.take(page.entries());
      var rest = new ChartPage(List.of(), page.next(), page.last());
      return ledger.take(feed, from, rest).isPresent();
    }
  }

  private void readNewcomers() throws EhrUnavailable {
    var next = ledger.newcomers("", CLIENTS_AT_A_TIME);
    while (!next.isEmpty() && !stopping) {
      for (var patient : next) {
        ledger.takeEverythingOf(patient, chart.everythingOf(patient));
      }
      next = ledger.newcomers(lastOf(next), CLIENTS_AT_A_TIME);
    }
  }

  private void judge(RoundCount count) {
    if (stopping || !ledger.complete()) {
      return;
    }
    var now = clock.instant();
    if (!figures.known()) {
      figures.keep(figures.compute(now), now);
    }
    long due = ledger.countDue(now);
    long left = due;
    try {
      hints.askForAllDue(now);
      left = awaitLooks(now, due, count);
      if (left == 0 && turns.give(now)) {
        long again = ledger.countDue(now);
        due += again;
        hints.askForAllDue(now);
        left = awaitLooks(now, again, count);
      }
    } catch (ReviewHints.BrokerSilent silence) {
      count.brokerSilent(silence.getMessage());
    }
    if (left == 0) {
      units.count(now);
    }
    count.looked(due - left, ledger.faulty(), findings.opened(now), findings.ended(now));
  }

  /**
   * Waits while looks are being made, and sends what they bring about; not for ever, so that
   * reading goes on too. Returns how many are still to be made.
   */
  private long awaitLooks(Instant now, long due, RoundCount count) {
    long left = ledger.countDue(now);
    long before = due + 1;
    while (left > 0 && left < before && !stopping) {
      before = left;
      left = leftAfterAWhile(now, left);
      if (left > 0) {
        count.sent(outbox.flush());
      }
    }
    return left;
  }

  /** Returns as soon as nobody is due any longer, and at the latest after {@link #A_WHILE}. */
  private long leftAfterAWhile(Instant now, long left) {
    long still = left;
    var waited = Duration.ZERO;
    for (var pause = SHORT; still > 0 && waited.compareTo(A_WHILE) < 0 && !stopping; ) {
      rest(pause);
      waited = waited.plus(pause);
      pause = longer(pause);
      still = ledger.countDue(now);
    }
    return still;
  }

  /** Grows slowly, so that little is waited in vain for what has ended meanwhile. */
  private static Duration longer(Duration pause) {
    return pause.compareTo(LONG) < 0 ? pause.multipliedBy(3).dividedBy(2) : pause;
  }

  private void rest(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** One sentence when the EHR falls silent and one when it is back, not one a minute. */
  private void tellChange(@Nullable String trouble) {
    boolean answers = trouble == null;
    if (answers != ehrAnswers) {
      ehrAnswers = answers;
      if (answers) {
        LOG.info("The EHR answers again.");
        whatEhrCan.cameBack();
      } else {
        LOG.log(Level.WARNING, "The EHR cannot be reached; trying again: {0}", trouble);
      }
    }
  }

  private static String lastOf(List<PatientId> patients) {
    return patients.get(patients.size() - 1).value();
  }
}
