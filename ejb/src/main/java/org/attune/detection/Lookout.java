package org.attune.detection;

import java.time.Instant;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** When a course must be judged again even if nothing changes. */
public final class Lookout {

  private Lookout() {}

  /** When the next planned session comes, or null where none is planned. */
  public static @Nullable Instant nextSession(TherapyCourse course) {
    return course.ahead().map(Session::start).findFirst().orElse(null);
  }

  /** The sooner of a moment, if it is still to come, and the next planned session. */
  public static @Nullable Instant nextSessionOr(Instant moment, TherapyCourse course) {
    var next = nextSession(course);
    if (!moment.isAfter(course.asOf())) {
      return next;
    }
    return next == null || moment.isBefore(next) ? moment : next;
  }
}
