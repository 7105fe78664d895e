package org.attune.detection.attendance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.LifeEvents;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/**
 * The last due session did not take place, whoever called it off, nothing is booked, and nobody
 * agreed on an ending or a pause: a course that may be ending without a word.
 */
@Dependent
public final class ContactLapse implements Detector {

  static final Setting<Integer> DAYS = Setting.count("contact-lapse.days", 21, 14, 90);
  static final Setting<Double> INTERVALS = Setting.number("contact-lapse.intervals", 2.0, 1.0, 6.0);

  private final Duration days;
  private final double intervals;

  @Inject
  public ContactLapse(Settings settings) {
    days = Duration.ofDays(settings.get(DAYS));
    intervals = settings.get(INTERVALS);
  }

  @Override
  public String id() {
    return "contact-lapse";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DAYS, INTERVALS);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.ended() != null || course.standing().onHold()) {
      return Optional.empty();
    }
    var walk = new QuietWalk(FirstSessions.over(course));
    if (!walk.through(course)) {
      return Optional.empty();
    }
    var agreed = Agreed.of(course, walk.lastHeld());
    if (agreed.over()) {
      return Optional.empty();
    }
    walk.notBefore(agreed.pauseOver(), agreed.pause());
    var since = since(walk);
    return since.isAfter(course.asOf())
        ? Optional.empty()
        : Optional.of(signal(walk, since, agreed, course));
  }

  /** It shows when it has been quiet for long enough and the last booking is gone. */
  private Instant since(QuietWalk walk) {
    // More than so many times the own interval, by a second.
    var usual = Duration.ofSeconds((long) (intervals * walk.usualSeconds()) + 1);
    var quiet = walk.from().plus(usual.compareTo(days) > 0 ? usual : days);
    return quiet.isBefore(walk.emptied()) ? walk.emptied() : quiet;
  }

  private Signal signal(QuietWalk walk, Instant since, Agreed agreed, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("not-held", (double) walk.notHeld().size());
    numbers.put("usual-days", (double) Duration.ofSeconds(walk.usualSeconds()).toDays());
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.CONTACT,
        Channel.CHART,
        wording(walk.notHeld()),
        numbers,
        walk.onset(),
        since,
        evidence(walk),
        walk.excluded(),
        LifeEvents.remarks(course, walk.from()),
        agreed.nextStart(),
        false,
        List.of());
  }

  private static String wording(List<Session> notHeld) {
    for (Session session : notHeld) {
      if (session.reason().kind() == Kind.ENDING) {
        return "flag.ending";
      }
    }
    boolean service =
        notHeld.get(notHeld.size() - 1).outcome() == SessionOutcome.CANCELLED_BY_SERVICE;
    return service ? "flag.service" : "flag";
  }

  private static List<Source> evidence(QuietWalk walk) {
    var evidence = new ArrayList<Source>();
    evidence.add(walk.onset());
    for (Session session : walk.notHeld()) {
      if (!session.source().equals(walk.onset())) {
        evidence.add(session.source());
      }
    }
    return evidence;
  }
}
