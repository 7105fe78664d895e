package org.attune.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;

/**
 * Finds out for which hours that were not kept another hour was found.
 *
 * <p>The EHR's own word for it ({@code RESCHEDULED}) is enough. Otherwise a replacement is another
 * hour of the same course that stands or was held, begins after it was known that the first would
 * not be kept, lies within seven days of the first, and comes <em>in addition to the usual
 * rhythm</em>: nearer to the first than three quarters of the course's usual interval (the median
 * distance of its hours; a week where fewer than three distances are known), so that next week's
 * ordinary session never counts. It was either booked within 48 hours of the cancellation, or,
 * where one of the two moments is not recorded, held after the first. One hour replaces one hour
 * only.
 */
final class Replacements {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration BOOKED_WITHIN = Duration.ofDays(2);

  /** At the desk the new hour is often entered just before the old one is struck out. */
  private static final Duration BOOKED_BEFORE = Duration.ofHours(1);

  private static final int DISTANCES_NEEDED = 3;

  private Replacements() {}

  static List<Session> mark(List<Session> sessions) {
    var nearness = nearness(sessions);
    Set<Source> used = new HashSet<>();
    var marked = new ArrayList<Session>();
    for (var session : sessions) {
      marked.add(
          lost(session) && found(session, sessions, nearness, used)
              ? rescheduled(session)
              : session);
    }
    return marked;
  }

  /** Whether an hour was booked and did not take place. */
  static boolean lost(Session session) {
    return switch (session.outcome()) {
      case MISSED,
          CANCELLED,
          CANCELLED_BY_CLIENT,
          CANCELLED_BY_SERVICE,
          CANCELLED_BY_CIRCUMSTANCE ->
          true;
      case PLANNED, ATTENDED, UNKNOWN -> false;
    };
  }

  private static boolean found(
      Session lost, List<Session> sessions, Duration nearness, Set<Source> used) {
    if (lost.reason() == CancellationReason.RESCHEDULED) {
      return true;
    }
    var replacement =
        sessions.stream()
            .filter(other -> !used.contains(other.source()))
            .filter(other -> replaces(other, lost, nearness))
            .findFirst();
    replacement.ifPresent(other -> used.add(other.source()));
    return replacement.isPresent();
  }

  private static boolean replaces(Session other, Session lost, Duration nearness) {
    boolean stands =
        other.outcome() == SessionOutcome.PLANNED || other.outcome() == SessionOutcome.ATTENDED;
    var distance = Duration.between(lost.start(), other.start()).abs();
    return stands
        && other.start().isAfter(knownLost(lost))
        && distance.compareTo(WEEK) <= 0
        && distance.compareTo(nearness) < 0
        && (bookedForIt(other, lost) || heldInstead(other, lost));
  }

  private static boolean bookedForIt(Session other, Session lost) {
    var created = other.created();
    var known = lost.cancelledAt();
    return created != null
        && known != null
        && !created.isBefore(known.minus(BOOKED_BEFORE))
        && !created.isAfter(known.plus(BOOKED_WITHIN));
  }

  private static boolean heldInstead(Session other, Session lost) {
    var created = other.created();
    return other.attended()
        && other.start().isAfter(lost.start())
        && (created == null || !created.isBefore(knownLost(lost).minus(BOOKED_BEFORE)));
  }

  private static Instant knownLost(Session lost) {
    var moment = lost.cancelledAt();
    return moment == null ? lost.start() : moment;
  }

  private static Duration nearness(List<Session> sessions) {
    var distances =
        IntStream.range(1, sessions.size())
            .mapToObj(i -> Duration.between(sessions.get(i - 1).start(), sessions.get(i).start()))
            .sorted()
            .toList();
    var usual = distances.size() < DISTANCES_NEEDED ? WEEK : distances.get(distances.size() / 2);
    return usual.multipliedBy(3).dividedBy(4);
  }

  private static Session rescheduled(Session session) {
    return new Session(
        session.source(),
        session.sources(),
        session.start(),
        session.outcome(),
        session.reason(),
        session.asked(),
        true,
        session.cancelledAt(),
        session.created(),
        session.therapist(),
        session.modality(),
        session.group(),
        session.labels());
  }
}
