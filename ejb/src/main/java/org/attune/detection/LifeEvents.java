package org.attune.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.TherapyCourse;

/** Events of life around a moment: they soften what is said and never mute it. */
public final class LifeEvents {

  private static final List<String> REMARK = List.of("remark.life-event");
  private static final Duration BEFORE = Duration.ofDays(60);
  private static final Duration AFTER = Duration.ofDays(28);

  private LifeEvents() {}

  /** The remark to add to a signal that began at a moment, or none. */
  public static List<String> remarks(TherapyCourse course, Instant since) {
    return around(course, since) ? REMARK : List.of();
  }

  private static boolean around(TherapyCourse course, Instant since) {
    return course.checkIns().stream()
            .filter(checkIn -> checkIn.audience() == CheckIn.Audience.CARE_TEAM)
            .anyMatch(checkIn -> !checkIn.events().isEmpty() && near(checkIn.at(), since))
        || course
            .past()
            .anyMatch(
                session ->
                    session.reason().kind() == CancellationReason.Kind.LIFE
                        && near(session.start(), since));
  }

  private static boolean near(Instant event, Instant since) {
    return !event.isBefore(since.minus(BEFORE)) && !event.isAfter(since.plus(AFTER));
  }
}
