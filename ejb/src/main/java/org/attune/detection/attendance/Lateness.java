package org.attune.detection.attendance;

import java.time.Duration;
import org.attune.therapy.Session;

/** Whether an hour was called off late. */
final class Lateness {

  /** Less than a day ahead is late in nearly every clinic. */
  private static final Duration A_DAY = Duration.ofHours(24);

  private Lateness() {}

  /** Called off less than a day ahead; false where nobody knows when. */
  static boolean of(Session session) {
    var cancelled = session.cancelledAt();
    return cancelled != null && cancelled.isAfter(session.start().minus(A_DAY));
  }
}
