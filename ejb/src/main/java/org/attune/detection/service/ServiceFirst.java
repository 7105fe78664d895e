package org.attune.detection.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.TherapyCourse;

/**
 * The service itself interrupted the work: it called sessions off, the therapist changed and the
 * ratings fell, or the wait grew. Holds back what would otherwise be said of attendance; never what
 * is said of a course that is quietly ending.
 */
@Dependent
public final class ServiceFirst implements Detector {

  static final Setting<Integer> CANCELLATIONS =
      Setting.count("service-first.cancellations", 2, 2, 6);
  static final Setting<Integer> AMONG = Setting.count("service-first.among", 6, 4, 12);
  static final Setting<Double> WAIT = Setting.number("service-first.wait", 1.5, 1.2, 5.0);
  static final Setting<Integer> HOLD_DAYS = Setting.count("service-first.hold-days", 28, 0, 90);

  private static final List<String> HOLDS_BACK = List.of("attendance-change", "alliance-drift");

  private final ChangeOfTherapist changes;
  private final int cancellations;
  private final int among;
  private final double wait;
  private final Duration hold;

  @Inject
  public ServiceFirst(Instruments instruments, Settings settings) {
    changes = new ChangeOfTherapist(instruments);
    cancellations = settings.get(CANCELLATIONS);
    among = settings.get(AMONG);
    wait = settings.get(WAIT);
    hold = Duration.ofDays(settings.get(HOLD_DAYS));
  }

  @Override
  public String id() {
    return "service-first";
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public Stage stage() {
    return Stage.SERVICE;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CANCELLATIONS, AMONG, WAIT, HOLD_DAYS);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    if (!early.isBefore(course.asOf())) {
      return Optional.empty();
    }
    var causes = new ArrayList<Cause>();
    changes.addTo(causes, course, norms, early);
    Waits.addTo(causes, course, early, wait);
    var walk = new ServiceWalk(cancellations, among, early, causes);
    return Optional.ofNullable(walk.through(course)).map(cause -> signal(cause, course));
  }

  private Signal signal(Cause cause, TherapyCourse course) {
    var heldUntil = cause.at().plus(hold);
    boolean holds = heldUntil.isAfter(course.asOf());
    var signal =
        new Signal(
            id(),
            version(),
            Level.INFO,
            Category.ADMIN,
            Channel.CHART,
            cause.wording(),
            cause.numbers(),
            cause.onset(),
            cause.at(),
            cause.evidence(),
            cause.excluded(),
            List.of(),
            Lookout.nextSessionOr(heldUntil, course),
            false,
            holds ? HOLDS_BACK : List.of());
    // A therapist's absence concerns a unit: one note for all, and none on each client's chart.
    var away = cause.away();
    return away == null ? signal : signal.forUnit("Practitioner/" + away.value());
  }
}
