package org.attune.sandbox.caseload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.sandbox.caseload.ReadChart.Booked;
import org.attune.sandbox.caseload.ReadChart.Count;
import org.attune.sandbox.caseload.ReadChart.Rating;

/**
 * The five rules once more, written apart from Attune's own and as plainly as possible, so that a
 * story can be checked without the classes it is there to check.
 *
 * @param p0 the usual share of missed hours
 * @param s0 the usual standard deviation of one client's session ratings
 */
record Oracle(double p0, double s0) {

  private static final double P1 = .45;

  /** The rules it speaks of. */
  static final Set<String> DETECTORS =
      Set.of("client-voice", "service-first", "alliance-drop", "attendance-change", "not-on-track");

  /** What would be said of one client: detector to level. */
  Map<String, String> judge(ReadChart chart) {
    var said = new TreeMap<String, String>();
    if (chart.outOfScope) {
      return said;
    }
    put(said, "client-voice", voice(chart));
    put(said, "service-first", service(chart));
    put(said, "alliance-drop", openDrop(chart, Rating::withTherapist) ? "review" : "");
    put(said, "not-on-track", worse(chart) ? "review" : "");
    if (!said.containsKey("service-first")) {
      put(said, "attendance-change", attendance(chart.past));
    }
    return said;
  }

  private static void put(Map<String, String> said, String detector, String level) {
    if (!level.isEmpty()) {
      said.put(detector, level);
    }
  }

  private static String voice(ReadChart chart) {
    for (var ticks : chart.checkIns) {
      boolean answered =
          chart.calls.stream().anyMatch(call -> call.isAfter(ticks.at()))
              && chart.checkIns.stream()
                  .filter(later -> later.at().isAfter(ticks.at()))
                  .findFirst()
                  .map(later -> later.voices().isEmpty())
                  .orElse(false);
      if (!ticks.voices().isEmpty() && !answered) {
        return ticks.voices().contains("not-helped") ? "review" : "priority";
      }
    }
    return chart.past.stream().anyMatch(hour -> hour.count() == Count.UNHAPPY) ? "info" : "";
  }

  private String service(ReadChart chart) {
    var due = chart.past;
    var six = due.subList(Math.max(0, due.size() - 6), due.size());
    int cancelled = 0;
    Booked before = null;
    for (var hour : six) {
      boolean sameAbsence =
          before != null
              && before.count() == Count.SERVICE
              && hour.code().equals("prov-pers")
              && before.code().equals("prov-pers");
      cancelled += hour.count() == Count.SERVICE && !sameAbsence ? 1 : 0;
      before = hour;
    }
    if (cancelled >= 2 && keptAtTheEnd(due, Count.SERVICE) < 2) {
      return "info";
    }
    boolean changed =
        due.size() > 8
            && !due.get(due.size() - 1).therapist().equals(due.get(due.size() - 8).therapist());
    return longWait(chart) || (changed && openDrop(chart, Rating::form)) ? "info" : "";
  }

  /** How many hours were kept since the latest one that counted so. */
  private static long keptAtTheEnd(List<Booked> hours, Count since) {
    long kept = 0;
    for (var hour : hours) {
      kept = hour.count() == since ? 0 : kept + (hour.count() == Count.KEPT ? 1 : 0);
    }
    return kept;
  }

  private static boolean longWait(ReadChart chart) {
    var hours = new ArrayList<>(chart.past.subList(0, chart.past.size()));
    if (!chart.ahead.isEmpty()) {
      hours.add(chart.ahead.get(0));
    }
    var leads = new ArrayList<Double>();
    var bookings = new HashSet<Instant>();
    for (var hour : hours) {
      // Of hours booked at the same moment only the first tells how long the wait was.
      if (bookings.add(hour.created())) {
        leads.add(days(hour));
      }
    }
    if (leads.isEmpty()) {
      return false;
    }
    var sorted = leads.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    return leads.subList(Math.max(0, leads.size() - 2), leads.size()).stream()
        .anyMatch(lead -> lead > 1.5 * median);
  }

  private static double days(Booked hour) {
    return Duration.between(hour.created(), hour.start()).toHours() / 24.0;
  }

  /** Empirical-Bayes person limit: k = 2, nu0 = 4, at least three earlier ratings of one form. */
  private boolean openDrop(ReadChart chart, Function<Rating, String> series) {
    boolean open = false;
    for (var form : by(series, chart.scores.getOrDefault("srs-scores", List.of()))) {
      open = false;
      var baseline = new ArrayList<Double>();
      for (var rating : form) {
        open = dropped(baseline, rating.total(), open);
        if (!open) {
          baseline.add(rating.total());
        }
      }
    }
    return open;
  }

  private boolean dropped(List<Double> earlier, double next, boolean open) {
    int n = earlier.size();
    if (n < 3) {
      return false;
    }
    double mean = earlier.stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = earlier.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double sd = Math.sqrt((4 * s0 * s0 + squares) / (4 + n - 1));
    sd = squares == 0 || earlier.contains(40.0) ? Math.max(sd, s0) : sd;
    double error = sd * Math.sqrt(1 + 1.0 / n);
    return open ? next < mean - error : next < mean - 2 * error;
  }

  private static List<List<Rating>> by(Function<Rating, String> series, List<Rating> ratings) {
    var forms = new LinkedHashMap<String, List<Rating>>();
    ratings.forEach(r -> forms.computeIfAbsent(series.apply(r), f -> new ArrayList<>()).add(r));
    return List.copyOf(forms.values());
  }

  private static boolean worse(ReadChart chart) {
    return worse(chart.scores.getOrDefault("phq-9", List.of()), 6)
        || worse(chart.scores.getOrDefault("gad-7", List.of()), 4);
  }

  private static boolean worse(List<Rating> scores, double reliable) {
    boolean standing = false;
    int outside = 0;
    int inside = 0;
    double best = Double.MAX_VALUE;
    for (var score : scores) {
      double change =
          best == Double.MAX_VALUE ? 0 : score.total() - Math.max(scores.get(0).total(), best);
      outside = change >= reliable ? outside + 1 : 0;
      inside = change >= reliable ? 0 : inside + 1;
      standing |= outside >= 2 || change >= 1.5 * reliable;
      standing &= inside < 2;
      best = Math.min(best, score.total());
    }
    return standing;
  }

  /** Two Bernoulli CUSUMs, h = 2 and h = 3; both end with three kept hours in a row. */
  private String attendance(List<Booked> hours) {
    double up = Math.log(P1 / p0);
    double down = Math.log((1 - P1) / (1 - p0));
    double info = 0;
    double review = 0;
    int kept = 0;
    int inARow = 0;
    int better = 0;
    String level = "";
    for (var hour : hours) {
      if (hour.count() == Count.KEPT) {
        info = Math.max(0, info + down);
        review = Math.max(0, review + down);
        inARow = 0;
        level = ++kept >= 3 ? "" : level;
        better = kept >= 3 ? 0 : better;
      } else if (hour.count() == Count.BETTER) {
        kept = 0;
        better++;
      } else if (hour.count() == Count.OWN || hour.count() == Count.UNKNOWN) {
        kept = 0;
        inARow++;
        info += up;
        review += hour.count() == Count.OWN ? up : 0;
        boolean reviewed = review >= 3 || (inARow >= 5 && hour.count() == Count.OWN);
        if (reviewed || level.equals("review")) {
          level = "review";
        } else if (info >= 2) {
          level = "info";
        }
        info = info >= 2 ? 0 : info;
        review = review >= 3 ? 0 : review;
      }
    }
    // Feeling better twice is a question about an ending, at the lowest level.
    return level.isEmpty() && better >= 2 ? "info" : level;
  }

  static Instant startOf(Caseload caseload) {
    return caseload.today().atStartOfDay(caseload.zone()).toInstant();
  }
}
