package org.attune.detection.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.attune.detection.Signal;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Collects what made it hard to get to sessions: the reason of an hour that was not kept, what the
 * client says got in the way of it, and trouble with place or connection. Each hour counts once.
 */
final class Barriers {

  /**
   * Something that happened: a barrier, or a session that took place.
   *
   * @param at when it was known
   * @param source what to cite
   * @param cause what got in the way; null for a session that took place
   */
  record Event(Instant at, Source source, @Nullable CancellationReason cause) {

    private static final Comparator<Event> BY_TIME =
        Comparator.comparing(Event::at).thenComparing(Event::source);
  }

  private final TherapyCourse course;
  private final Instant early;
  private final List<Event> events = new ArrayList<>();
  private final List<Signal.Excluded> excluded = new ArrayList<>();
  private final boolean[] counted;
  private int found;

  private Barriers(TherapyCourse course, Instant early) {
    this.course = course;
    this.early = early;
    counted = new boolean[course.sessions().size()];
  }

  static Barriers of(TherapyCourse course, Instant early) {
    var barriers = new Barriers(course, early);
    barriers.takeReasons();
    barriers.takeObstacles();
    if (!course.forms().teleChecks().isEmpty()) {
      barriers.takeRemoteHours();
    }
    return barriers;
  }

  private void takeReasons() {
    var sessions = course.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      var session = sessions.get(i);
      if (session.start().isAfter(course.asOf())) {
        return;
      }
      if (session.start().isBefore(early)) {
        continue;
      }
      if (session.attended()) {
        events.add(new Event(session.start(), session.source(), null));
      } else if (session.reason().kind() == Kind.ACCESS) {
        add(i, session.start(), session.source(), session.reason());
      }
    }
  }

  private void takeObstacles() {
    int begun = 0;
    for (CheckIn checkIn : course.checkIns()) {
      var obstacle = checkIn.obstacle();
      if (obstacle == null
          || obstacle.kind() != Kind.ACCESS
          || checkIn.audience() != CheckIn.Audience.CARE_TEAM) {
        continue;
      }
      while (begun < counted.length
          && !course.sessions().get(begun).start().isAfter(checkIn.at())) {
        begun++;
      }
      int place = lost(begun);
      if (place < 0 || counted[place] || course.sessions().get(place).start().isBefore(early)) {
        continue;
      }
      if (checkIn.respondent() == Respondent.CLIENT) {
        add(place, checkIn.at(), checkIn.source(), obstacle);
      } else {
        excluded.add(new Signal.Excluded(checkIn.source(), "excluded.proxy"));
      }
    }
  }

  /** The latest of the first hours that was not kept and that the service did not call off. */
  private int lost(int first) {
    for (int i = first - 1; i >= 0; i--) {
      if (lost(course.sessions().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean lost(Session session) {
    return switch (session.outcome()) {
      case MISSED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE, CANCELLED -> true;
      case ATTENDED, PLANNED, UNKNOWN, CANCELLED_BY_SERVICE -> false;
    };
  }

  private void takeRemoteHours() {
    var said = RemoteHour.of(course);
    for (int i = 0; i < said.length; i++) {
      var hour = said[i];
      var trouble = hour == null ? null : hour.trouble();
      var session = course.sessions().get(i);
      if (hour != null && trouble != null && !counted[i] && !session.start().isBefore(early)) {
        add(i, trouble, hour.cited(session), CancellationReason.TECHNOLOGY);
      }
    }
  }

  private void add(int place, Instant at, Source source, CancellationReason cause) {
    counted[place] = true;
    events.add(new Event(at, source, cause));
    found++;
  }

  /** How many barriers there are. */
  int found() {
    return found;
  }

  /** Barriers and sessions that took place, in the order of time. */
  List<Event> events() {
    events.sort(Event.BY_TIME);
    return events;
  }

  /** What others said in the client's place; not counted. */
  List<Signal.Excluded> excluded() {
    return excluded;
  }
}
