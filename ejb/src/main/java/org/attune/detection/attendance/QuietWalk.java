package org.attune.detection.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.attune.detection.NotCounted;
import org.attune.detection.Signal;
import org.attune.therapy.Contact;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the hours of a course, oldest first, and finds since when it has been quiet. A
 * session that took place, or of which nothing is known, ends a quiet time. A missed hour and one
 * that the client called off start its clock again, since the client was expected or was heard; one
 * that the service called off does not, unless it was booked meanwhile.
 */
final class QuietWalk {

  private static final int FEWEST_INTERVALS = 2;
  private static final long A_DAY = Duration.ofDays(1).toSeconds();

  private final Instant early;
  private final List<Session> notHeld = new ArrayList<>();
  private final List<Session> moved = new ArrayList<>();
  private Instant from = Instant.MIN;
  private Instant emptied = Instant.MIN;
  private Instant lastHeld = Instant.MIN;
  private @Nullable Source onset;

  private long[] intervals = new long[0];
  private int count;
  private @Nullable Instant before;

  QuietWalk(Instant early) {
    this.early = early;
  }

  /** Walks; false where something is booked, or where the last due session took place. */
  boolean through(TherapyCourse course) {
    intervals = new long[course.sessions().size()];
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        if (session.outcome() == SessionOutcome.PLANNED) {
          return false;
        }
        if (session.cancelledAt() == null) {
          continue;
        }
      }
      step(session);
    }
    if (notHeld.isEmpty()) {
      return false;
    }
    // Whoever wrote and was not answered must not drop out of sight.
    course.contacts().stream()
        .filter(Contact::spoken)
        .forEach(contact -> notBefore(contact.at(), contact.source()));
    return true;
  }

  private void step(Session session) {
    switch (session.outcome()) {
      case ATTENDED -> {
        held(session);
        lastHeld = session.start();
      }
      case UNKNOWN, PLANNED -> held(session);
      case MISSED,
          CANCELLED_BY_CLIENT,
          CANCELLED_BY_SERVICE,
          CANCELLED_BY_CIRCUMSTANCE,
          CANCELLED ->
          notHeld(session);
    }
  }

  private void held(Session session) {
    interval(session);
    notHeld.clear();
    moved.clear();
  }

  private void notHeld(Session session) {
    var freed = freed(session);
    emptied = later(emptied, freed);
    if (session.rescheduled()) {
      moved.add(session);
      return;
    }
    if (notHeld.isEmpty()) {
      interval(session);
      if (session.start().isBefore(early)) {
        return;
      }
      from = session.start();
      onset = session.source();
      emptied = freed;
    } else if (freed.isAfter(from) && startsAgain(session)) {
      from = freed;
      onset = session.source();
    }
    notHeld.add(session);
  }

  private boolean startsAgain(Session session) {
    var created = session.created();
    return session.outcome() != SessionOutcome.CANCELLED_BY_SERVICE
        || (created != null && created.isAfter(from));
  }

  /** When an hour was no longer booked. */
  private static Instant freed(Session session) {
    var cancelled = session.cancelledAt();
    return cancelled != null && cancelled.isBefore(session.start()) ? cancelled : session.start();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private void interval(Session session) {
    if (before != null) {
      long seconds = session.start().getEpochSecond() - before.getEpochSecond();
      if (seconds >= A_DAY) {
        intervals[count++] = seconds;
      }
    }
    before = session.start();
  }

  /** Starts the clock no sooner than something that was spoken or agreed. */
  void notBefore(@Nullable Instant moment, @Nullable Source source) {
    if (moment != null && source != null && moment.isAfter(from)) {
      from = moment;
      onset = source;
    }
  }

  /** Since when it has been quiet. */
  Instant from() {
    return from;
  }

  /** The record with which the quiet time began. */
  Source onset() {
    if (onset == null) {
      throw new IllegalStateException("nothing is quiet");
    }
    return onset;
  }

  /** When the last booking was gone. */
  Instant emptied() {
    return emptied;
  }

  /** When the last session took place; the far past where none did. */
  Instant lastHeld() {
    return lastHeld;
  }

  /** The hours that did not take place since then, oldest first; never empty. */
  List<Session> notHeld() {
    return notHeld;
  }

  /** The own usual time from one hour to the next before it fell quiet; 0 where not known. */
  long usualSeconds() {
    if (count < FEWEST_INTERVALS) {
      return 0;
    }
    Arrays.sort(intervals, 0, count);
    int half = count / 2;
    return count % 2 == 1 ? intervals[half] : (intervals[half - 1] + intervals[half]) / 2;
  }

  /** The hours since then that were moved. */
  List<Signal.Excluded> excluded() {
    var excluded = new ArrayList<Signal.Excluded>();
    for (Session session : moved) {
      excluded.add(new Signal.Excluded(session.source(), NotCounted.why(session)));
    }
    return excluded;
  }
}
