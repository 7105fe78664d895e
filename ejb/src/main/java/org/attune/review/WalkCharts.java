package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.attune.backfill.NightExport;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.ledger.ChartWalk;
import org.attune.ledger.Doubts;
import org.attune.ledger.Walks;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;

/**
 * Walks through all charts once a night, some each minute, and finds what nobody told of: what
 * changed behind the feeds, and what the EHR no longer has. It asks for many clients at once and
 * takes only what is news; whatever is missing is asked for by its id before it is let go. What is
 * ours is looked after on the way.
 */
@ApplicationScoped
public class WalkCharts {

  private static final Logger LOG = Logger.getLogger(WalkCharts.class.getName());

  /** So many ids fit into an address that every server takes. */
  static final int AT_ONCE = 25;

  /** Of so few resources any number may be gone. */
  static final int A_FEW = 20;

  /** So few clients may have left the record in one night. */
  private static final int A_FEW_CLIENTS = 2;

  /** Clocks differ, and a record may lie somewhere for a while before it comes. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** So long nights by export may follow each other before all charts are asked for once more. */
  static final Duration A_WEEK = Duration.ofDays(7);

  /** So long a walk waits at its end until the EHR tells what became of ours. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Chart chart;
  private final Walks walks;
  private final LookAfterOwn own;
  private final Settings settings;
  private final Clock clock;

  private final NightExport export;
  private final SecondReading again;

  private volatile String trouble = "";

  /** Since when the EHR has not answered what became of ours. */
  private volatile Optional<Instant> ownSilent = Optional.empty();

  /** What may be set. */
  @Dependent
  public static class Hours implements Configurable {

    static final Setting<LocalTime> AT =
        new Setting<>("reconcile.at", LocalTime.of(3, 30), "a time such as 03:30", Hours::time);
    static final Setting<Boolean> AUTOMATIC = Setting.yesNo("reconcile.automatic", true);
    static final Setting<Boolean> BY_EXPORT = Setting.yesNo("reconcile.by-export", false);
    static final Setting<Integer> PER_MINUTE =
        Setting.count("reconcile.clients-per-minute", 100, 1, 100_000);

    @Override
    public List<Setting<?>> settings() {
      return List.of(AT, AUTOMATIC, BY_EXPORT, PER_MINUTE);
    }

    private static Optional<LocalTime> time(String text) {
      try {
        return Optional.of(LocalTime.parse(text));
      } catch (DateTimeParseException notATime) {
        return Optional.empty();
      }
    }
  }

  @Inject
  WalkCharts(
      Chart chart,
      Walks walks,
      NightExport export,
      LookAfterOwn own,
      Settings settings,
      Clock clock) {
    this.chart = chart;
    this.export = export;
    this.walks = walks;
    this.own = own;
    this.settings = settings;
    this.clock = clock;
    this.again = new SecondReading(chart, page -> walks.settled(page, List.of(), Set.of()));
  }

  /**
   * What a look into some charts found.
   *
   * @param changed what the ledger does not hold in this version
   * @param gone what the ledger holds and the EHR no longer has
   * @param past what the ledger holds and need not any longer, whatever the EHR has of it
   */
  record Found(List<ChartEntry> changed, List<ChartEntry> gone, Set<String> past) {}

  /** Tells what the ledger holds of some clients, by reference, and as of when. */
  interface Held {
    Map<String, Instant> of(List<PatientId> patients);
  }

  /** Makes this minute's step, if there is one to make. */
  @Transactional(TxType.NEVER)
  public void goOn() {
    if (settings.get(Hours.AUTOMATIC)) {
      walks
          .step(clock.instant(), settings.get(Hours.AT), clock.getZone())
          .ifPresent(this::stepFrom);
    }
  }

  /**
   * Looks into the charts of clients of whom something is in doubt, because the EHR went back in
   * time; some of them each minute.
   */
  @Transactional(TxType.NEVER)
  public void settleDoubts(Doubts doubts) throws EhrUnavailable {
    for (int left = settings.get(Hours.PER_MINUTE); left > 0; left -= AT_ONCE) {
      var patients = doubts.next(Math.min(left, AT_ONCE));
      if (patients.isEmpty()) {
        return;
      }
      var found = lookInto(chart, patients, walks::held);
      walks.settled(found.changed(), found.gone(), found.past());
      doubts.settle(patients);
    }
  }

  private void stepFrom(String position) {
    var after = position;
    boolean allOfOurs = lookAfterOwn();
    boolean silent = ownSilent.isPresent();
    try {
      var told = told();
      if (told.isEmpty()) {
        return;
      }
      var feeds = EnumSet.allOf(Feed.class);
      feeds.removeAll(told.get());
      for (int left = settings.get(Hours.PER_MINUTE); left > 0; left -= AT_ONCE) {
        var patients = walks.next(after, Math.min(left, AT_ONCE));
        if (patients.isEmpty()) {
          goToTheEnd(allOfOurs, told.get().isEmpty());
          return;
        }
        var found = lookInto(chart, patients, feeds, walks::held);
        walks.went(patients, found.changed(), found.gone(), found.past());
        trouble = silent ? trouble : "";
        after = patients.get(patients.size() - 1).value();
      }
    } catch (EhrUnavailable silence) {
      tell(String.valueOf(silence.getMessage()));
    }
  }

  /**
   * Of which feeds an export tells all that the charts would tell, so that they need not be asked
   * for; none where there is no export. Empty while it is being read.
   */
  private Optional<Set<Feed>> told() throws EhrUnavailable {
    var walk = walks.now();
    return settings.get(Hours.BY_EXPORT) && mayGoByExport(walk.began(), walk.asked())
        ? export.goOn(walk.began().orElseThrow(), since(walk))
        : Optional.of(Set.of());
  }

  /** An export since a night ago does not tell of what an EHR dates before that. */
  static boolean mayGoByExport(Optional<Instant> began, Optional<Instant> asked) {
    return began.isPresent()
        && asked.filter(last -> last.plus(A_WEEK).isAfter(began.get())).isPresent();
  }

  /** What was changed before was seen by the walk before. */
  private static Instant since(ChartWalk walk) {
    return walk.beganBefore().or(walk::began).orElse(Instant.EPOCH).minus(MARGIN);
  }

  /**
   * Returns whether this walk has looked after all of them, or need not any longer: no walk waits
   * for more than a while where the EHR does not answer that. The next goes on with those that were
   * left.
   */
  private boolean lookAfterOwn() {
    var now = clock.instant();
    try {
      var began = walks.now().began().orElse(now);
      boolean all = own.lookAfter(began, settings.get(Hours.PER_MINUTE));
      ownSilent = Optional.empty();
      return all;
    } catch (EhrUnavailable silence) {
      tell(String.valueOf(silence.getMessage()));
      var since = ownSilent.orElse(now);
      ownSilent = Optional.of(since);
      return !now.isBefore(since.plus(PATIENCE));
    }
  }

  /** All charts were looked into; what is left is to read once more what changed meanwhile. */
  private void goToTheEnd(boolean allOfOurs, boolean allOfTheCharts) throws EhrUnavailable {
    if (!allOfOurs) {
      return;
    }
    boolean readOnceMore = again.goOn(since(walks.now()));
    trouble = "";
    if (readOnceMore) {
      walks.end(allOfTheCharts, clock.instant());
    }
  }

  private void tell(String sentence) {
    if (!sentence.equals(trouble)) {
      trouble = sentence;
      LOG.log(
          Level.WARNING,
          "The nightly walk through the charts waits and goes on by itself: {0}",
          sentence);
    }
  }

  /** How the walk stands, for IT. */
  public Map<String, String> facts() {
    var walk = walks.now();
    Map<String, String> facts = new HashMap<>();
    facts.put(
        "reconcile.state",
        trouble.isEmpty() ? state(walk.began().isPresent(), walk.finished().isPresent()) : trouble);
    walk.began().ifPresent(begin -> facts.put("reconcile.began", begin.toString()));
    walk.finished().ifPresent(end -> facts.put("reconcile.last", end.toString()));
    facts.put("reconcile.clients", "" + walk.clients());
    facts.put("reconcile.changed", "" + walk.changed());
    facts.put("reconcile.gone", "" + walk.gone());
    if (settings.get(Hours.BY_EXPORT)) {
      facts.putAll(export.facts());
    }
    return facts;
  }

  static String state(boolean begun, boolean finished) {
    if (!begun) {
      return "waits until the record was read for the first time";
    }
    return finished ? "done" : "on its way";
  }

  /**
   * Looks into some charts together; one after the other where too much seems to be missing, since
   * some servers answer for the first of several clients only.
   *
   * @throws EhrUnavailable also where it is the record that is missing, rather than something in it
   */
  static Found lookInto(Chart chart, List<PatientId> patients, Held held) throws EhrUnavailable {
    return lookInto(chart, patients, EnumSet.allOf(Feed.class), held);
  }

  private static Found lookInto(Chart chart, List<PatientId> patients, Set<Feed> feeds, Held held)
      throws EhrUnavailable {
    var known = held.of(patients);
    var holdings = chart.holdings(patients, feeds, entry -> isHeld(entry, known));
    var missing = missing(holdings, known);
    if (missing.size() <= Math.max(A_FEW, known.size() / 2)) {
      return new Found(news(holdings, known), gone(chart, missing), past(holdings, known));
    }
    var changed = new ArrayList<ChartEntry>();
    var gone = new ArrayList<ChartEntry>();
    int emptied = 0;
    for (PatientId patient : patients) {
      var alone = held.of(List.of(patient));
      var theirs = chart.holdings(List.of(patient), feeds, entry -> isHeld(entry, alone));
      var lost = gone(chart, missing(theirs, alone));
      emptied += 2 * lost.size() > alone.size() ? 1 : 0;
      if (emptied > Math.max(A_FEW_CLIENTS, patients.size() / 2)) {
        throw new EhrUnavailable(
            "The EHR no longer has most of what was known of many clients; nothing of it is let go."
                + " See whether Attune still reads the right record.",
            null);
      }
      changed.addAll(news(theirs, alone));
      gone.addAll(lost);
    }
    return new Found(changed, gone, past(holdings, known));
  }

  private static boolean isHeld(ChartEntry entry, Map<String, Instant> held) {
    return entry.updated().equals(held.get(entry.source().reference()));
  }

  /** What is not of psychotherapy, and never was, is no news. */
  private static boolean isNews(ChartEntry entry, Map<String, Instant> held) {
    return !(entry.reading() instanceof Reading.OutOfScope)
        || held.containsKey(entry.source().reference());
  }

  private static List<ChartEntry> news(ChartHoldings holdings, Map<String, Instant> held) {
    return holdings.entries().stream()
        .filter(entry -> !isHeld(entry, held))
        .filter(entry -> isNews(entry, held))
        .toList();
  }

  /** What is held of types of which only what is newer is read, whether or not it is there. */
  private static Set<String> past(ChartHoldings holdings, Map<String, Instant> held) {
    return held.entrySet().stream()
        .filter(one -> isPast(holdings, one))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isPast(ChartHoldings holdings, Map.Entry<String, Instant> held) {
    var since = holdings.since().get(type(held.getKey()));
    // Of what is not dated nobody can tell, unless all of it is to go.
    boolean dated = held.getValue().isAfter(Instant.EPOCH) || Instant.MAX.equals(since);
    return since != null && dated && held.getValue().isBefore(since);
  }

  /** What is held and was not found, of the types that were read. */
  private static Map<String, Instant> missing(ChartHoldings holdings, Map<String, Instant> held) {
    var missing = new TreeMap<>(held);
    missing.entrySet().removeIf(one -> isPast(holdings, one));
    missing.keySet().removeIf(reference -> !holdings.types().contains(type(reference)));
    holdings.entries().forEach(entry -> missing.remove(entry.source().reference()));
    return missing;
  }

  private static List<ChartEntry> gone(Chart chart, Map<String, Instant> missing)
      throws EhrUnavailable {
    var gone = new ArrayList<ChartEntry>();
    for (var one : missing.entrySet()) {
      if (!chart.holds(source(one.getKey()))) {
        gone.add(Walks.gone(one.getKey(), one.getValue()));
      }
    }
    return gone;
  }

  private static String type(String reference) {
    return reference.substring(0, reference.indexOf('/'));
  }

  private static Source source(String reference) {
    return new Source(type(reference), reference.substring(reference.indexOf('/') + 1), null);
  }
}
