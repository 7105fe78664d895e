package org.attune.detection;

import java.time.Instant;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * The first three sessions of a course. Until they are over a client has no pattern of their own,
 * so nothing in them counts against it; they may serve as a baseline.
 */
public final class FirstSessions {

  private static final int HOW_MANY = 3;

  private FirstSessions() {}

  /**
   * The day after the third hour that the client could have come to, in the hospital's zone; the
   * far future while there was none. Hours that the service called off or that were moved, and
   * hours of which nothing is known, are not among the three.
   */
  public static Instant over(TherapyCourse course) {
    int held = 0;
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      if (couldBeKept(session) && ++held == HOW_MANY) {
        return session
            .start()
            .atZone(course.zone())
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(course.zone())
            .toInstant();
      }
    }
    return Instant.MAX;
  }

  private static boolean couldBeKept(Session session) {
    return switch (session.outcome()) {
      case ATTENDED -> true;
      case MISSED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE, CANCELLED ->
          !session.rescheduled();
      case PLANNED, CANCELLED_BY_SERVICE, UNKNOWN -> false;
    };
  }
}
