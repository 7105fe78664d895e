package org.attune.norms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.ChartFact;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/** Counts, client by client, what the figures of a service are made of. */
final class Tally {

  /** Fewer clients than this say nothing of a service. */
  static final int CLIENTS_NEEDED = 30;

  /** Fewer misses than this do not tell how well reasons are recorded. */
  static final int MISSES_NEEDED = 30;

  private final Map<InstrumentId, Spread> spreads = new HashMap<>();
  private int clients;
  private int kept;
  private int missed;
  private int lost;
  private int explained;

  /** Squared deviations from each client's own mean, over all clients. */
  private static final class Spread {
    private int clients;
    private int freedom;
    private double squares;
  }

  private record Series(InstrumentId instrument, String form) {}

  void add(Collection<ChartFact> facts, List<TherapyCourse> courses) {
    if (courses.isEmpty()) {
      return;
    }
    int before = kept + missed;
    courses.forEach(course -> course.past().forEach(this::add));
    clients += kept + missed > before ? 1 : 0;
    addScores(facts);
  }

  private void add(Session session) {
    switch (session.outcome()) {
      case ATTENDED -> kept++;
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
    lost++;
    explained += kind == Kind.UNKNOWN ? 0 : 1;
    missed += kind == Kind.UNKNOWN || kind == Kind.CLIENT ? 1 : 0;
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
    series.forEach((each, totals) -> addSeries(each.instrument(), totals));
  }

  private void addSeries(InstrumentId instrument, List<Double> totals) {
    if (totals.size() < 2) {
      return;
    }
    var spread = spreads.computeIfAbsent(instrument, each -> new Spread());
    double mean = totals.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    spread.clients++;
    spread.freedom += totals.size() - 1;
    for (double total : totals) {
      spread.squares += (total - mean) * (total - mean);
    }
  }

  /**
   * The figures. The pooled within-person variance is the sum of squared deviations from each
   * client's own mean over the sum of (n - 1).
   */
  ServiceNorms norms() {
    var withinPersonSd = new HashMap<InstrumentId, Double>();
    spreads.forEach(
        (instrument, spread) -> {
          if (spread.clients >= CLIENTS_NEEDED && spread.squares > 0) {
            withinPersonSd.put(instrument, Math.sqrt(spread.squares / spread.freedom));
          }
        });
    double missRate =
        clients >= CLIENTS_NEEDED
            ? (double) missed / (kept + missed)
            : ServiceNorms.UNKNOWN.missRate();
    double reasonsCoded =
        lost >= MISSES_NEEDED ? (double) explained / lost : ServiceNorms.UNKNOWN.reasonsCoded();
    return new ServiceNorms(withinPersonSd, missRate, reasonsCoded);
  }
}
