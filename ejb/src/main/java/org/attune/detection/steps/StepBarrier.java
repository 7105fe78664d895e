package org.attune.detection.steps;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
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
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.StepReview;
import org.attune.therapy.TherapyCourse;

/** A step that was agreed and clear was too much for the days it was meant for. */
@Dependent
public final class StepBarrier implements Detector {

  static final Setting<Integer> NOT_TRIED = Setting.count("step-barrier.not-tried", 2, 1, 3);
  static final Setting<Integer> HARD = Setting.count("step-barrier.hard", 3, 2, 4);

  private final int notTried;
  private final int hard;

  @Inject
  public StepBarrier(Settings settings) {
    notTried = settings.get(NOT_TRIED);
    hard = settings.get(HARD);
  }

  @Override
  public String id() {
    return "step-barrier";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(NOT_TRIED, HARD);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.forms().steps().isEmpty()) {
      return Optional.empty();
    }
    var walk = new StepWalk(notTried, hard, FirstSessions.over(course));
    for (StepReview step : course.forms().steps()) {
      walk.take(step);
    }
    return walk.standing().map(barrier -> signal(barrier, course));
  }

  private Signal signal(StepWalk.Barrier barrier, TherapyCourse course) {
    var remarks = LifeEvents.remarks(course, barrier.onset().at());
    var numbers = new TreeMap<String, Double>();
    numbers.put("steps", (double) barrier.steps().size());
    return new Signal(
        id(),
        version(),
        Level.INFO,
        Category.CLINICAL,
        Channel.CHART,
        barrier.tried() ? "flag.hard" : "flag",
        numbers,
        barrier.onset().source(),
        barrier.onset().at(),
        barrier.steps().stream().map(StepReview::source).toList(),
        barrier.excluded(),
        remarks,
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
