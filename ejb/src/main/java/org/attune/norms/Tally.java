package org.attune.norms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * Counts, client by client, what the figures of a service are made of. Two tallies of different
 * clients add up, so that a service may be counted in parts and in any order.
 */
public final class Tally {

  /** Fewer clients than this say nothing of a service. */
  static final int CLIENTS_NEEDED = 30;

  /** Fewer misses than this do not tell how well reasons are recorded. */
  static final int MISSES_NEEDED = 30;

  /** The share of ratings that lie at the low centile or below it. */
  private static final double LOW = 0.1;

  /** Ratings are counted in steps of half a point. */
  private static final double STEP = 0.5;

  /** A form may be filled in this long before a session or after it. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private static final Duration AFTER = Duration.ofDays(6);

  private final TallyText.Counts counts;

  /** Nothing counted yet. */
  public Tally() {
    this(new TallyText.Counts());
  }

  Tally(TallyText.Counts counts) {
    this.counts = counts;
  }

  TallyText.Counts counts() {
    return counts;
  }

  private record Series(InstrumentId instrument, String form) {}

  /** Counts one client: the facts and the courses they come to. */
  public void add(Collection<ChartFact> facts, List<TherapyCourse> courses) {
    if (courses.isEmpty()) {
      return;
    }
    long before = counts.kept + counts.missed;
    for (var course : courses) {
      course.past().forEach(this::add);
      addReturned(course);
    }
    counts.clients += counts.kept + counts.missed > before ? 1 : 0;
    addScores(facts);
  }

  /** Takes over what another tally counted of other clients. */
  public void add(Tally other) {
    counts.add(other.counts);
  }

  private void add(Session session) {
    switch (session.outcome()) {
      case ATTENDED -> counts.kept++;
      case MISSED, CANCELLED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE -> addLost(session);
      case PLANNED, UNKNOWN, CANCELLED_BY_SERVICE -> {
        // Says nothing of how many sessions clients keep.
      }
    }
  }

  private void addLost(Session session) {
    var kind = session.reason().kind();
    if (session.rescheduled() || kind == Kind.RESCHEDULING || kind == Kind.SERVICE) {
      return;
    }
    counts.lost++;
    counts.explained += kind == Kind.UNKNOWN ? 0 : 1;
    counts.missed += kind == Kind.UNKNOWN || kind == Kind.CLIENT ? 1 : 0;
  }

  /** After how many sessions any form of the client came back; both lists are in order of time. */
  private void addReturned(TherapyCourse course) {
    var forms =
        Stream.concat(
                course.scores().stream()
                    .filter(score -> score.respondent() == Respondent.CLIENT)
                    .map(ScaleScore::at),
                course.checkIns().stream()
                    .filter(form -> form.respondent() == Respondent.CLIENT)
                    .map(CheckIn::at))
            .sorted()
            .toList();
    int next = 0;
    for (var session : course.sessions()) {
      if (session.attended()) {
        counts.held++;
        next = firstFrom(session.start().minus(BEFORE), forms, next);
        boolean returned =
            next < forms.size() && forms.get(next).isBefore(session.start().plus(AFTER));
        counts.returned += returned ? 1 : 0;
      }
    }
  }

  private static int firstFrom(Instant moment, List<Instant> forms, int from) {
    int next = from;
    while (next < forms.size() && forms.get(next).isBefore(moment)) {
      next++;
    }
    return next;
  }

  private void addScores(Collection<ChartFact> facts) {
    var series = new HashMap<Series, List<Double>>();
    for (var fact : facts) {
      if (fact instanceof ScaleScore score && score.respondent() == Respondent.CLIENT) {
        series
            .computeIfAbsent(
                new Series(score.instrument(), score.form()), each -> new ArrayList<>())
            .add(score.total());
      }
    }
    // In one order, because sums of floating point numbers depend on it.
    series.entrySet().stream()
        .sorted(
            (a, b) ->
                (a.getKey().instrument().value() + a.getKey().form())
                    .compareTo(b.getKey().instrument().value() + b.getKey().form()))
        .forEach(each -> addSeries(each.getKey().instrument(), each.getValue()));
  }

  private void addSeries(InstrumentId instrument, List<Double> totals) {
    var spread = counts.spreads.computeIfAbsent(instrument.value(), each -> new TallyText.Spread());
    for (double total : totals) {
      spread.levels.merge((int) Math.round(total / STEP), 1L, Long::sum);
    }
    if (totals.size() < 2) {
      return;
    }
    double mean = totals.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    spread.clients++;
    spread.freedom += totals.size() - 1;
    for (double total : totals.stream().sorted().toList()) {
      spread.squares += (total - mean) * (total - mean);
    }
  }

  /**
   * The figures. The pooled within-person variance is the sum of squared deviations from each
   * client's own mean over the sum of (n - 1).
   */
  public ServiceNorms norms() {
    var withinPersonSd = new HashMap<InstrumentId, Double>();
    var low = new HashMap<InstrumentId, Double>();
    counts.spreads.forEach(
        (instrument, spread) -> {
          if (spread.clients >= CLIENTS_NEEDED) {
            low.put(new InstrumentId(instrument), low(spread.levels));
            if (spread.squares > 0) {
              withinPersonSd.put(
                  new InstrumentId(instrument), Math.sqrt(spread.squares / spread.freedom));
            }
          }
        });
    boolean enough = counts.clients >= CLIENTS_NEEDED;
    return new ServiceNorms(
        withinPersonSd,
        enough
            ? share(counts.missed, counts.kept + counts.missed)
            : ServiceNorms.UNKNOWN.missRate(),
        counts.lost >= MISSES_NEEDED
            ? share(counts.explained, counts.lost)
            : ServiceNorms.UNKNOWN.reasonsCoded(),
        low,
        enough ? share(counts.returned, counts.held) : ServiceNorms.UNKNOWN.formsReturned());
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** The lowest level at which a tenth of all ratings lie or lower. */
  private static double low(Map<Integer, Long> levels) {
    long all = levels.values().stream().mapToLong(Long::longValue).sum();
    long seen = 0;
    var ordered = new TreeMap<>(levels);
    for (var level : ordered.entrySet()) {
      seen += level.getValue();
      if (seen >= LOW * all) {
        return level.getKey() * STEP;
      }
    }
    return ordered.lastKey() * STEP;
  }
}
