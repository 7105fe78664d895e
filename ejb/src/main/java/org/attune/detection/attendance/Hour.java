package org.attune.detection.attendance;

import org.attune.therapy.Session;

/** What a booked hour whose time has come says of attendance, and what it must not say. */
enum Hour {
  /** It took place. */
  KEPT,
  /** It did not take place; the reason is the client's own, or the client was asked for it. */
  MISSED,
  /** It did not take place and nobody knows why: a question, never more. */
  MISSED_UNEXPLAINED,
  /** The client felt better: no miss, but perhaps time to plan an ending. */
  FELT_BETTER,
  /** It says nothing of how the work is going. */
  NOT_COUNTED;

  /** Reads a session. */
  static Hour of(Session session) {
    return switch (session.outcome()) {
      case ATTENDED -> KEPT;
      case PLANNED, UNKNOWN, CANCELLED_BY_SERVICE -> NOT_COUNTED;
      case MISSED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE, CANCELLED ->
          session.rescheduled() ? NOT_COUNTED : byReason(session);
    };
  }

  private static Hour byReason(Session session) {
    return switch (session.reason().kind()) {
      case CLIENT -> MISSED;
      case UNKNOWN -> session.asked() ? MISSED : MISSED_UNEXPLAINED;
      case ENDING -> FELT_BETTER;
      case ACCESS, LIFE, SERVICE, VOICE, RESCHEDULING, DEATH -> NOT_COUNTED;
    };
  }
}
