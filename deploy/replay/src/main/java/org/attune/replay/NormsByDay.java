package org.attune.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.attune.ledger.Assembly;
import org.attune.norms.ServiceNorms;
import org.attune.norms.Tally;

/**
 * The figures of the service as they were at the beginning of each day, from all that was known of
 * all clients then. The server computes its own once a day.
 */
final class NormsByDay {

  private final Timeline timeline;
  private final Tally[] tallies;

  NormsByDay(Timeline timeline) {
    this.timeline = timeline;
    this.tallies =
        IntStream.range(0, timeline.days()).mapToObj(day -> new Tally()).toArray(Tally[]::new);
  }

  /** Counts one client in, on every day. Between two things that become known nothing changes. */
  void add(History history, Assembly assembly) {
    var days =
        history.moments(timeline.zone(), timeline.until()).stream()
            .mapToInt(moment -> dayAfter(moment))
            .filter(day -> day < tallies.length)
            .distinct()
            .sorted()
            .toArray();
    for (int i = 0; i < days.length; i++) {
      var beginning = timeline.beginning(days[i]);
      var facts = history.at(beginning);
      var courses = assembly.of(history.patient(), facts, beginning).courses();
      if (!courses.isEmpty()) {
        var share = new Tally();
        share.add(facts, courses);
        int end = i + 1 < days.length ? days[i + 1] : tallies.length;
        for (int day = days[i]; day < end; day++) {
          tallies[day].add(share);
        }
      }
    }
  }

  /** The first day at whose beginning a moment has come. */
  private int dayAfter(Instant moment) {
    int day = timeline.number(moment);
    return timeline.beginning(day).isBefore(moment) ? day + 1 : day;
  }

  /** Counts in what another has counted, of other clients. */
  void add(NormsByDay other) {
    for (int day = 0; day < tallies.length; day++) {
      tallies[day].add(other.tallies[day]);
    }
  }

  /** What the detectors are given on each day. */
  Figures figures() {
    var norms = new ServiceNorms[tallies.length];
    for (int day = 0; day < norms.length; day++) {
      norms[day] = tallies[day].norms();
    }
    return new Figures(timeline, norms);
  }

  /**
   * Figures that are given instead of counted; before the first day they are those of the first.
   *
   * @param given the figures, by the day from which they hold
   */
  static Figures given(Timeline timeline, NavigableMap<LocalDate, ServiceNorms> given) {
    var norms = new ServiceNorms[timeline.days()];
    for (int day = 0; day < norms.length; day++) {
      var known = given.floorEntry(timeline.day(day));
      norms[day] = (known == null ? given.firstEntry() : known).getValue();
    }
    return new Figures(timeline, norms);
  }

  /** The figures of every day. */
  static final class Figures {

    private final Timeline timeline;
    private final ServiceNorms[] norms;

    private Figures(Timeline timeline, ServiceNorms[] norms) {
      this.timeline = timeline;
      this.norms = norms;
    }

    /** The figures that held at a moment. */
    ServiceNorms at(Instant moment) {
      return norms[Math.min(norms.length - 1, timeline.number(moment))];
    }

    /** Each day on which they became others, with what they became. */
    SortedMap<LocalDate, ServiceNorms> changes() {
      var changes = new TreeMap<LocalDate, ServiceNorms>();
      for (int day = 0; day < norms.length; day++) {
        if (day == 0 || !norms[day].equals(norms[day - 1])) {
          changes.put(timeline.day(day), norms[day]);
        }
      }
      return changes;
    }
  }
}
