package org.attune.detection.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/**
 * It was hard to get to sessions, more than once within a while: transport, money, cover, an
 * interpreter, the weather, the connection, work or care. It says nothing of the client.
 */
@Dependent
public final class AccessBarrier implements Detector {

  static final Setting<Integer> CAUSES = Setting.count("access-barrier.causes", 2, 2, 6);
  static final Setting<Integer> DAYS = Setting.count("access-barrier.days", 90, 30, 365);

  private final int causes;
  private final Duration days;

  @Inject
  public AccessBarrier(Settings settings) {
    causes = settings.get(CAUSES);
    days = Duration.ofDays(settings.get(DAYS));
  }

  @Override
  public String id() {
    return "access-barrier";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Stage stage() {
    return Stage.SERVICE;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CAUSES, DAYS);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    if (!early.isBefore(course.asOf())) {
      return Optional.empty();
    }
    var barriers = Barriers.of(course, early);
    if (barriers.found() < causes) {
      return Optional.empty();
    }
    var walk = new BarrierWalk(causes, days);
    for (Barriers.Event event : barriers.events()) {
      walk.step(event);
    }
    walk.passTo(course.asOf());
    var onset = walk.onset();
    return onset == null
        ? Optional.empty()
        : Optional.of(signal(walk, onset, barriers.excluded(), course));
  }

  private Signal signal(
      BarrierWalk walk,
      Barriers.Event onset,
      List<Signal.Excluded> excluded,
      TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("times", (double) walk.barriers().size());
    numbers.put("days", (double) days.toDays());
    return new Signal(
        id(),
        version(),
        Level.INFO,
        Category.ADMIN,
        Channel.CHART,
        wording(walk.barriers()),
        numbers,
        onset.source(),
        onset.at(),
        evidence(walk.barriers(), onset),
        excluded,
        List.of(),
        Lookout.nextSessionOr(walk.last().plus(days), course),
        false,
        List.of());
  }

  /** Each cause has its own sentence; several have one together. */
  private static String wording(List<Barriers.Event> barriers) {
    var first = barriers.get(0).cause();
    for (Barriers.Event barrier : barriers) {
      if (barrier.cause() != first) {
        return "flag.mixed";
      }
    }
    return "flag." + String.valueOf(first).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Source> evidence(List<Barriers.Event> barriers, Barriers.Event onset) {
    var evidence = new ArrayList<Source>();
    evidence.add(onset.source());
    for (Barriers.Event barrier : barriers) {
      if (!barrier.source().equals(onset.source())) {
        evidence.add(barrier.source());
      }
    }
    return evidence;
  }
}
