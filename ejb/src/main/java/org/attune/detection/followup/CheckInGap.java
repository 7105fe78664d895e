package org.attune.detection.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * The feedback loop has a gap: nobody asked for some sessions, goals were long not reviewed, a step
 * was left open, or a low score was not answered. It is about the service, so the first sessions
 * count too.
 */
@Dependent
public final class CheckInGap implements Detector {

  static final Setting<Integer> SESSIONS = Setting.count("check-in-gap.sessions", 4, 2, 12);
  public static final Setting<Integer> GOAL_SESSIONS =
      Setting.count("check-in-gap.goal-sessions", 8, 4, 20);
  public static final Setting<Integer> GOAL_DAYS =
      Setting.count("check-in-gap.goal-days", 90, 30, 365);

  /** Where fewer of the expected forms come back, that is one matter for the unit. */
  private static final double FORMS_IN_USE = 0.5;

  private final Instruments instruments;
  private final Feedback.Rule rule;

  @Inject
  public CheckInGap(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    rule =
        new Feedback.Rule(
            settings.get(SESSIONS), settings.get(GOAL_SESSIONS), settings.get(GOAL_DAYS));
  }

  @Override
  public String id() {
    return "check-in-gap";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Stage stage() {
    return Stage.FOLLOW_UP;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SESSIONS, GOAL_SESSIONS, GOAL_DAYS);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    return examine(course, norms, List.of());
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms, List<Signal> before) {
    if (norms.formsReturned() < FORMS_IN_USE || course.standing().onHold()) {
      return Optional.empty();
    }
    var held = new ArrayList<Session>(course.sessions().size());
    for (Session session : course.sessions()) {
      if (session.attended() && !session.start().isAfter(course.asOf())) {
        held.add(session);
      }
    }
    var gaps = new Feedback(course, held, instruments, rule).gaps(before);
    return gaps.stream()
        .filter(gap -> !gap.at().isAfter(course.asOf()))
        .min(Comparator.comparing(Gap::at).thenComparing(Gap::wording))
        .map(gap -> signal(gap, course));
  }

  private Signal signal(Gap gap, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("sessions", (double) gap.sessions());
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.ADMIN,
        Channel.PROMPT,
        gap.wording(),
        numbers,
        gap.evidence().get(0),
        gap.at(),
        gap.evidence(),
        List.of(),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
