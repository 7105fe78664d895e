package org.attune.detection.attendance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
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
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.statistics.BernoulliCusum;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * Fewer sessions take place than is usual in this service, after everything that was not the
 * client's own has been set aside.
 */
@Dependent
public final class AttendanceChange implements Detector {

  static final Setting<Double> MISSED_SHARE =
      Setting.number("attendance-change.missed-share", 0.45, 0.35, 0.8);
  static final Setting<Double> INFO_SUM =
      Setting.number("attendance-change.info-sum", 2.0, 1.0, 6.0);
  static final Setting<Double> REVIEW_SUM =
      Setting.number("attendance-change.review-sum", 3.0, 2.0, 10.0);
  static final Setting<Double> REASONS_KNOWN =
      Setting.number("attendance-change.reasons-known", 0.90, 0.90, 1.0);

  /** A usual share of misses outside these bounds is a fault of the data, not of the clients. */
  private static final double LEAST_USUAL = 0.02;

  private static final double MOST_USUAL = 0.30;

  private final double missedShare;
  private final double infoSum;
  private final double reviewSum;
  private final double reasonsKnown;

  @Inject
  public AttendanceChange(Settings settings) {
    missedShare = settings.get(MISSED_SHARE);
    infoSum = settings.get(INFO_SUM);
    reviewSum = settings.get(REVIEW_SUM);
    reasonsKnown = settings.get(REASONS_KNOWN);
  }

  @Override
  public String id() {
    return "attendance-change";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(MISSED_SHARE, INFO_SUM, REVIEW_SUM, REASONS_KNOWN);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    double usual = Math.min(MOST_USUAL, Math.max(LEAST_USUAL, norms.missRate()));
    var walk = new AttendanceWalk(BernoulliCusum.between(usual, missedShare), infoSum, reviewSum);
    var early = FirstSessions.over(course);
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      if (!session.start().isBefore(early)) {
        walk.step(session);
      }
    }
    if (walk.onset() != null) {
      return Optional.of(change(walk, walk.onset(), course, norms));
    }
    return Optional.ofNullable(walk.endingOnset()).map(onset -> ending(walk, onset, course));
  }

  private Signal change(
      AttendanceWalk walk, Session onset, TherapyCourse course, ServiceNorms norms) {
    boolean reasonsAreKnown = norms.reasonsCoded() >= reasonsKnown;
    boolean review = reasonsAreKnown && walk.review();
    var numbers = new TreeMap<String, Double>();
    numbers.put("missed", (double) walk.missed().size());
    numbers.put("of", (double) walk.due());
    numbers.put("unexplained", (double) walk.unexplained());
    numbers.put("sum", walk.sum());
    numbers.put("limit", infoSum);
    numbers.put("review-sum", walk.explainedSum());
    numbers.put("review-limit", reviewSum);
    var evidence = new ArrayList<>(walk.missed());
    evidence.remove(onset);
    evidence.add(0, onset);
    var remarks = new ArrayList<>(LifeEvents.remarks(course, onset.start()));
    if (walk.endingOnset() != null) {
      remarks.add("remark.feeling-better");
    }
    return new Signal(
        id(),
        version(),
        review ? Level.REVIEW : Level.INFO,
        Category.CONTACT,
        Channel.CHART,
        wording(reasonsAreKnown, review, walk),
        numbers,
        onset.source(),
        onset.start(),
        evidence.stream().map(Session::source).toList(),
        walk.excluded(),
        remarks,
        Lookout.nextSession(course),
        review,
        List.of());
  }

  private static String wording(boolean reasonsAreKnown, boolean review, AttendanceWalk walk) {
    if (!reasonsAreKnown) {
      return "flag.ask-access";
    }
    if (review) {
      return "flag";
    }
    return walk.unexplained() > 0 ? "flag.question" : "flag.noted";
  }

  private Signal ending(AttendanceWalk walk, Session onset, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("felt-better", (double) walk.feltBetter().size());
    return new Signal(
        id(),
        version(),
        Level.INFO,
        Category.CONTACT,
        Channel.CHART,
        "flag.ending",
        numbers,
        onset.source(),
        onset.start(),
        walk.feltBetter().stream().map(Session::source).toList(),
        List.of(),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
