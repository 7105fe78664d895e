package org.attune.detection.attendance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Contact;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * A session that weighed heavily was followed by one that was missed or called off late: a quiet
 * word to the therapist alone. Where the client told of fear or kept a form to the therapist, the
 * word explains nothing and cites the missed hour only, since others may see the screen.
 */
@Dependent
public final class AfterHardSession implements Detector {

  static final Setting<Integer> DAYS = Setting.count("after-hard-session.days", 14, 7, 42);
  static final Setting<Integer> NOTED = Setting.count("after-hard-session.noted", 2, 1, 3);
  static final Setting<Integer> MOOD_FALL = Setting.count("after-hard-session.mood-fall", 3, 2, 10);
  static final Setting<Integer> UPSET = Setting.count("after-hard-session.upset", 7, 5, 10);

  private final Duration days;
  private final HardSession hard;

  @Inject
  public AfterHardSession(Settings settings) {
    days = Duration.ofDays(settings.get(DAYS));
    hard = new HardSession(settings.get(NOTED), settings.get(MOOD_FALL), settings.get(UPSET));
  }

  @Override
  public String id() {
    return "after-hard-session";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DAYS, NOTED, MOOD_FALL, UPSET);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var sessions = course.sessions();
    int last = lastHeld(course);
    if (last < 0) {
      return Optional.empty();
    }
    var held = sessions.get(last);
    var missed = nextDue(course, last);
    if (missed == null
        || missed.start().isAfter(held.start().plus(days))
        || missed.start().isBefore(FirstSessions.over(course))
        || spokenSince(course, missed.start())) {
      return Optional.empty();
    }
    return hard.told(course, held, missed.start()).map(told -> signal(told, held, missed, course));
  }

  private static int lastHeld(TherapyCourse course) {
    for (int i = course.sessions().size() - 1; i >= 0; i--) {
      var session = course.sessions().get(i);
      if (session.attended() && !session.start().isAfter(course.asOf())) {
        return i;
      }
    }
    return -1;
  }

  /** The next hour that was due, if it was missed or called off late for no outward reason. */
  private static @Nullable Session nextDue(TherapyCourse course, int last) {
    for (int i = last + 1; i < course.sessions().size(); i++) {
      var session = course.sessions().get(i);
      if (session.start().isAfter(course.asOf())) {
        return null;
      }
      switch (session.outcome()) {
        case CANCELLED_BY_SERVICE -> {}
        case MISSED -> {
          return ownReason(session) ? session : null;
        }
        case CANCELLED_BY_CLIENT -> {
          return ownReason(session) && Lateness.of(session) ? session : null;
        }
        case ATTENDED, PLANNED, UNKNOWN, CANCELLED, CANCELLED_BY_CIRCUMSTANCE -> {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean ownReason(Session session) {
    return !session.rescheduled()
        && switch (session.reason().kind()) {
          case CLIENT, UNKNOWN, VOICE -> true;
          case ACCESS, LIFE, SERVICE, ENDING, RESCHEDULING, DEATH -> false;
        };
  }

  private static boolean spokenSince(TherapyCourse course, Instant moment) {
    for (Contact contact : course.contacts()) {
      if (contact.spoken() && contact.at().isAfter(moment)) {
        return true;
      }
    }
    return false;
  }

  private Signal signal(HardSession.Told told, Session held, Session missed, TherapyCourse course) {
    List<Source> evidence =
        told.openly() ? List.of(missed.source(), held.source()) : List.of(missed.source());
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.CLINICAL,
        Channel.PROMPT,
        told.openly() ? "flag" : "flag.quiet",
        new TreeMap<>(),
        missed.source(),
        told.at().isAfter(missed.start()) ? told.at() : missed.start(),
        evidence,
        List.of(),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
