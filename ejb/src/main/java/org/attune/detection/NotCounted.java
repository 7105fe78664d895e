package org.attune.detection;

import java.util.Locale;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Session;

/** Why an hour that did not take place is not held against anybody, as a key of the catalogue. */
public final class NotCounted {

  private NotCounted() {}

  /** The key, such as {@code excluded.transport}. */
  public static String why(Session session) {
    if (session.rescheduled() || session.reason() == CancellationReason.RESCHEDULED) {
      return "excluded.rescheduled";
    }
    return switch (session.outcome()) {
      case PLANNED, UNKNOWN -> "excluded.unknown-outcome";
      case CANCELLED_BY_SERVICE -> "excluded.service";
      default -> "excluded." + session.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }
}
