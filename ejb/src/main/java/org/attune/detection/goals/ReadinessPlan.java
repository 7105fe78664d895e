package org.attune.detection.goals;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** The plan asks for action where somebody says that the client is still thinking about it. */
@Dependent
public final class ReadinessPlan implements Detector {

  public static final Setting<Integer> LOW = Setting.count("readiness-plan.low", 3, 1, 4);
  static final Setting<Integer> READY = Setting.count("readiness-plan.ready", 5, 5, 8);

  private final int low;
  private final int ready;

  @Inject
  public ReadinessPlan(Settings settings) {
    low = settings.get(LOW);
    ready = settings.get(READY);
  }

  @Override
  public String id() {
    return "readiness-plan";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean aboutPlan() {
    return true;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LOW, READY);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.forms().rulers().size() < RulerWalk.TIMES) {
      return Optional.empty();
    }
    var early = FirstSessions.over(course);
    var tasks = new TasksSet(course);
    Map<String, RulerWalk> goals = new LinkedHashMap<>();
    for (ReadinessRuler ruler : course.forms().rulers()) {
      if (ruler.respondent() != Respondent.PROXY && !ruler.at().isBefore(early)) {
        for (ReadinessRuler.OfGoal goal : ruler.goals()) {
          goals
              .computeIfAbsent(goal.goal(), name -> new RulerWalk(name, tasks, low, ready))
              .take(ruler, goal);
        }
      }
    }
    return goals.values().stream()
        .filter(walk -> walk.stands(course.asOf()))
        .min(Comparator.comparing(RulerWalk::since).thenComparing(RulerWalk::goal))
        .map(walk -> signal(walk, tasks, course));
  }

  private Signal signal(RulerWalk walk, TasksSet tasks, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("rulers", (double) walk.rulers().size());
    var evidence = new LinkedHashSet<Source>(walk.rulers());
    evidence.addAll(tasks.evidence(walk.goal(), walk.since()));
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.CLINICAL,
        Channel.PROMPT,
        "flag",
        numbers,
        walk.rulers().get(0),
        walk.since(),
        List.copyOf(evidence),
        filledByOthers(course),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }

  private static List<Signal.Excluded> filledByOthers(TherapyCourse course) {
    return course.forms().rulers().stream()
        .filter(ruler -> ruler.respondent() == Respondent.PROXY)
        .map(ruler -> new Signal.Excluded(ruler.source(), "excluded.proxy"))
        .toList();
  }
}
