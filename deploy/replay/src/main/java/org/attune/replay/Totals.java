package org.attune.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.detection.Level;
import org.attune.therapy.SessionOutcome;
import org.jspecify.annotations.Nullable;

/** Whole numbers that add up: the same in whatever order clients come. */
final class Totals {

  private static final Duration TENTH_OF_A_DAY = Duration.ofMinutes(144);

  private final SortedMap<String, SortedMap<String, OfDetector>> without = new TreeMap<>();
  private final SortedMap<String, OfDetector> usual = new TreeMap<>();
  private final SortedMap<YearMonth, Long> sessionsByMonth = new TreeMap<>();
  private final SortedMap<YearMonth, Long> raisedByMonth = new TreeMap<>();
  private long clients;
  private long sessions;

  /** What one detector had to say. */
  static final class OfDetector {

    private final SortedMap<Level, Long> levels = new TreeMap<>();
    private final SortedMap<Long, Long> tenthsOfDays = new TreeMap<>();
    private final SortedMap<String, Long> suggested = new TreeMap<>();
    private final SortedMap<String, Long> turns = new TreeMap<>();
    private long flagged;
    private long signals;
    private long open;

    private void add(OfDetector other) {
      other.suggested.forEach((id, count) -> suggested.merge(id, count, Long::sum));
      other.turns.forEach((id, sum) -> turns.merge(id, sum, Long::sum));
      other.levels.forEach((level, count) -> levels.merge(level, count, Long::sum));
      other.tenthsOfDays.forEach((tenths, count) -> tenthsOfDays.merge(tenths, count, Long::sum));
      flagged += other.flagged;
      signals += other.signals;
      open += other.open;
    }

    private void add(Track.Raised raised, Instant until) {
      var end = raised.clearedAt() == null ? until : raised.clearedAt();
      long tenths = Duration.between(raised.raisedAt(), end).dividedBy(TENTH_OF_A_DAY);
      tenthsOfDays.merge(tenths, 1L, Long::sum);
      levels.merge(raised.signal().level(), 1L, Long::sum);
      signals++;
      open += raised.clearedAt() == null ? 1 : 0;
    }

    /** How many clients were ever flagged. */
    long flagged() {
      return flagged;
    }

    /** How many signals were raised. */
    long signals() {
      return signals;
    }

    /** How many of them stood at the last moment. */
    long open() {
      return open;
    }

    /** How many of them last stood at each level. */
    SortedMap<Level, Long> levels() {
      return levels;
    }

    /** With how many of them each response was suggested, by the response's id. */
    SortedMap<String, Long> suggested() {
      return suggested;
    }

    /** The responses that were suggested, most often first, then the one to be tried earlier. */
    List<String> mostSuggested() {
      return suggested.keySet().stream()
          .sorted(
              Comparator.comparing((String id) -> -suggested.getOrDefault(id, 0L))
                  .thenComparing(id -> turns.getOrDefault(id, 0L))
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    }

    /**
     * For how many days they stood, in the middle; those that still stand, until the last moment.
     */
    double medianDays() {
      long before = 0;
      for (var each : tenthsOfDays.entrySet()) {
        before += each.getValue();
        if (before * 2 >= signals) {
          return each.getKey() / 10.0;
        }
      }
      return 0;
    }
  }

  /**
   * Which suppressions there may be, so that a client without any difference counts in each.
   *
   * @param detectors every detector's id
   */
  Totals(Iterable<String> detectors) {
    detectors.forEach(
        each -> {
          usual.put(each, new OfDetector());
          without.put(each, new TreeMap<>());
        });
    without.put(Walk.REASONS_KNOWN, new TreeMap<>());
  }

  /** Counts one client in. */
  void add(Walk.Walked walked, Timeline timeline) {
    var courses = walked.atLast().courses();
    if (courses.isEmpty() && walked.usual().all().isEmpty()) {
      return;
    }
    clients++;
    courses.stream()
        .flatMap(course -> course.past())
        .filter(session -> session.outcome() != SessionOutcome.UNKNOWN)
        .forEach(
            session -> {
              sessions++;
              sessionsByMonth.merge(month(session.start(), timeline.zone()), 1L, Long::sum);
            });
    walked
        .usual()
        .all()
        .forEach(
            raised ->
                raisedByMonth.merge(month(raised.raisedAt(), timeline.zone()), 1L, Long::sum));
    add(usual, walked.usual(), timeline.until());
    without.forEach(
        (suppression, figures) ->
            add(
                figures,
                walked.without().getOrDefault(suppression, walked.usual()),
                timeline.until()));
  }

  /** Counts in what was suggested with one signal. */
  void suggest(String detector, List<String> responses) {
    var figures = usual.computeIfAbsent(detector, each -> new OfDetector());
    long turn = 0;
    for (String response : responses) {
      figures.suggested.merge(response, 1L, Long::sum);
      figures.turns.merge(response, turn++, Long::sum);
    }
  }

  private static void add(Map<String, OfDetector> figures, Track track, Instant until) {
    var flagged = new HashSet<String>();
    for (var raised : track.all()) {
      var detector = raised.kind().detector();
      var figure = figures.computeIfAbsent(detector, each -> new OfDetector());
      figure.add(raised, until);
      if (flagged.add(detector)) {
        figure.flagged++;
      }
    }
  }

  private static YearMonth month(Instant moment, ZoneId zone) {
    return YearMonth.from(moment.atZone(zone));
  }

  /** Counts in what another has counted, of other clients. */
  void add(Totals other) {
    clients += other.clients;
    sessions += other.sessions;
    other.sessionsByMonth.forEach((month, n) -> sessionsByMonth.merge(month, n, Long::sum));
    other.raisedByMonth.forEach((month, n) -> raisedByMonth.merge(month, n, Long::sum));
    add(usual, other.usual);
    other.without.forEach(
        (suppression, theirs) ->
            add(without.computeIfAbsent(suppression, each -> new TreeMap<>()), theirs));
  }

  private static void add(Map<String, OfDetector> ours, Map<String, OfDetector> theirs) {
    theirs.forEach(
        (detector, their) -> ours.computeIfAbsent(detector, each -> new OfDetector()).add(their));
  }

  long clients() {
    return clients;
  }

  long sessions() {
    return sessions;
  }

  /** Every detector's figures. */
  SortedMap<String, OfDetector> usual() {
    return usual;
  }

  /** The same with one suppression switched off; only where that made any difference. */
  SortedMap<String, SortedMap<String, OfDetector>> without() {
    var different = new TreeMap<String, SortedMap<String, OfDetector>>();
    without.forEach(
        (suppression, figures) -> {
          boolean differs =
              usual.entrySet().stream()
                  .anyMatch(each -> !same(each.getValue(), figures.get(each.getKey())));
          if (differs) {
            different.put(suppression, figures);
          }
        });
    return different;
  }

  private static boolean same(OfDetector one, @Nullable OfDetector other) {
    return other == null
        ? one.signals == 0
        : one.signals == other.signals
            && one.flagged == other.flagged
            && one.levels.equals(other.levels)
            && one.tenthsOfDays.equals(other.tenthsOfDays);
  }

  SortedMap<YearMonth, Long> sessionsByMonth() {
    return sessionsByMonth;
  }

  SortedMap<YearMonth, Long> raisedByMonth() {
    return raisedByMonth;
  }
}
