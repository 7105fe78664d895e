package org.attune.detection.attendance;

import java.time.Duration;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.Session;

/**
 * A clinic's own rule for closing a course.
 *
 * @param inARow how many misses in a row close it; 0 where the rule has no such part
 * @param misses how many misses within some days close it; 0 where the rule has no such part
 * @param days within how many days
 * @param cancellations which cancellations by the client it counts: none, late, all
 * @param access whether it counts misses for reasons of access or life
 */
record ClosingRule(int inARow, int misses, int days, String cancellations, boolean access) {

  /** Whether the rule counts an hour. What the service did, or what was moved, no rule counts. */
  boolean counts(Session session) {
    if (session.rescheduled() || !(access || !outside(session))) {
      return false;
    }
    boolean ofTheService =
        switch (session.reason().kind()) {
          case SERVICE, RESCHEDULING, DEATH -> true;
          case CLIENT, UNKNOWN, ACCESS, LIFE, ENDING, VOICE -> false;
        };
    return !ofTheService
        && switch (session.outcome()) {
          case MISSED -> true;
          case CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE -> countsCancelled(session);
          case ATTENDED, PLANNED, UNKNOWN, CANCELLED, CANCELLED_BY_SERVICE -> false;
        };
  }

  private boolean countsCancelled(Session session) {
    return switch (cancellations) {
      case "all" -> true;
      case "late" -> Lateness.of(session);
      default -> false;
    };
  }

  /** Whether access or life was the reason, which a person may weigh otherwise than a rule. */
  static boolean outside(Session session) {
    return session.reason().kind() == Kind.ACCESS || session.reason().kind() == Kind.LIFE;
  }

  /** Whether one more miss in a row would meet it. */
  boolean nearlyInARow(int streak) {
    return inARow > 1 && streak >= inARow - 1;
  }

  /** Whether one more miss within the days would meet it. */
  boolean nearlyWithin(int count) {
    return misses > 1 && count >= misses - 1;
  }

  /** How long a miss counts. */
  Duration span() {
    return Duration.ofDays(days);
  }
}
