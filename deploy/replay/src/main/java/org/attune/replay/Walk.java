package org.attune.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.detection.Detection;
import org.attune.detection.Signal;
import org.attune.ledger.Assembled;
import org.attune.ledger.Assembly;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one client's history and looks at each moment with what was known then. Beside the
 * usual look it takes others, each with one suppression switched off.
 */
final class Walk {

  /** The suppression that waits until reasons are recorded well enough. */
  static final String REASONS_KNOWN = "reasons-known";

  private final Timeline timeline;
  private final Options.Pace pace;
  private final Assembly assembly;
  private final Detection detection;
  private final Function<Instant, ServiceNorms> norms;

  Walk(
      Timeline timeline,
      Options.Pace pace,
      Assembly assembly,
      Detection detection,
      Function<Instant, ServiceNorms> norms) {
    this.timeline = timeline;
    this.pace = pace;
    this.assembly = assembly;
    this.detection = detection;
    this.norms = norms;
  }

  /**
   * What came of it.
   *
   * @param usual what was raised
   * @param without the same with one suppression switched off, where that made a difference
   * @param atLast what the history comes to at its last moment
   */
  record Walked(Track usual, Map<String, Track> without, Assembled atLast) {}

  Walked through(History history) {
    var usual = new Track();
    var without = new TreeMap<String, Track>();
    var moments = moments(history);
    Assembled assembled = null;
    while (!moments.isEmpty()) {
      var now = moments.pollFirst();
      var here = new Look(history, now, assembled);
      assembled = here.assembled;
      here.without(usual, without);
      usual.look(here.found.values(), now, here::why);
      if (pace == Options.Pace.CHANGE) {
        here.again().stream()
            .filter(moment -> moment.isAfter(now) && moment.isBefore(timeline.until()))
            .forEach(moments::add);
      }
    }
    if (assembled == null) {
      throw new IllegalStateException("the last moment is always looked at");
    }
    return new Walked(usual, without, assembled);
  }

  private NavigableSet<Instant> moments(History history) {
    var known = history.moments(timeline.zone(), timeline.until());
    var moments = new TreeSet<Instant>();
    if (pace == Options.Pace.CHANGE || known.isEmpty()) {
      moments.addAll(known);
    } else {
      for (int day = timeline.number(known.first()) + 1; day < timeline.days(); day++) {
        moments.add(timeline.beginning(day));
      }
    }
    moments.add(timeline.until());
    return moments;
  }

  /** One look at one moment. */
  private final class Look {

    private final History history;
    private final Instant now;
    private final @Nullable Assembled before;
    private final Assembled assembled;
    private final ServiceNorms usualHere;
    private final Map<String, Track.View> found;

    Look(History history, Instant now, @Nullable Assembled before) {
      this.history = history;
      this.now = now;
      this.before = before;
      this.assembled = assembly.of(history.patient(), history.at(now), now);
      this.usualHere = norms.apply(now);
      this.found = judge(usualHere, Set.of());
    }

    private Map<String, Track.View> judge(ServiceNorms given, Set<String> notHolding) {
      var judged = new LinkedHashMap<String, Track.View>();
      for (var course : assembled.courses()) {
        var signals = detection.judge(course, given, notHolding);
        judged.put(course.id().treatment(), new Track.View(course, signals));
      }
      return judged;
    }

    private Stream<Signal> signals() {
      return found.values().stream().flatMap(view -> view.signals().stream());
    }

    /** Goes another way from the moment on at which a suppression makes a difference. */
    void without(Track usual, Map<String, Track> without) {
      var holders = new TreeSet<String>(without.keySet());
      signals()
          .filter(signal -> !signal.holdsBack().isEmpty())
          .forEach(signal -> holders.add(signal.detector()));
      holders.remove(REASONS_KNOWN);
      for (var holder : holders) {
        boolean holds =
            signals()
                .anyMatch(
                    signal -> signal.detector().equals(holder) && !signal.holdsBack().isEmpty());
        differ(usual, without, holder, holds ? judge(usualHere, Set.of(holder)) : found);
      }
      differ(usual, without, REASONS_KNOWN, withReasonsKnown());
    }

    /** Recorded reasons weigh what stands; where nothing stands they bring nothing up. */
    private Map<String, Track.View> withReasonsKnown() {
      return usualHere.reasonsCoded() < 1 && signals().findAny().isPresent()
          ? judge(
              new ServiceNorms(
                  usualHere.withinPersonSd(),
                  usualHere.missRate(),
                  1.0,
                  usualHere.lowCentile(),
                  usualHere.formsReturned()),
              Set.of())
          : found;
    }

    private void differ(
        Track usual,
        Map<String, Track> without,
        String suppression,
        Map<String, Track.View> foundWithout) {
      if (without.containsKey(suppression) || !foundWithout.equals(found)) {
        without
            .computeIfAbsent(suppression, each -> usual.copy())
            .look(foundWithout.values(), now, kind -> "");
      }
    }

    /** When to look again even if nothing becomes known. */
    List<Instant> again() {
      var again = new ArrayList<Instant>();
      if (assembled.changesAt() != null) {
        again.add(assembled.changesAt());
      }
      signals().map(Signal::lookAgainAt).flatMap(Stream::ofNullable).forEach(again::add);
      return again;
    }

    /** What ended a signal: its course, another signal, a record that became known, or time. */
    String why(Track.Kind kind) {
      var course = course(assembled, kind.treatment());
      if (course == null) {
        return "course-gone";
      }
      if (course.standing().deceased()) {
        return "course-closed";
      }
      var earlier = before == null ? null : course(before, kind.treatment());
      if (course.ended() != null && earlier != null && earlier.ended() == null) {
        return "course-ended";
      }
      var holder =
          signalsOf(kind.treatment()).stream()
              .filter(signal -> signal.holdsBack().contains(kind.detector()))
              .findFirst();
      return holder
          .map(signal -> "held-back-by " + signal.detector())
          .orElseGet(
              () -> {
                var told = history.newAt(now, timeline.zone());
                return told.isEmpty() ? "time" : String.join(" ", told);
              });
    }

    private List<Signal> signalsOf(String treatment) {
      var view = found.get(treatment);
      return view == null ? List.of() : view.signals();
    }

    private static @Nullable TherapyCourse course(Assembled assembled, String treatment) {
      return assembled.courses().stream()
          .filter(each -> each.id().treatment().equals(treatment))
          .findFirst()
          .orElse(null);
    }
  }
}
