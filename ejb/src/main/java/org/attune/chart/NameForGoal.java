package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Colleagues;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.findings.FindingKey;

/**
 * Asks the EHR what those are called who may agree on a goal beside whoever decides, or may take it
 * up; nothing of it is kept.
 */
@ApplicationScoped
public class NameForGoal {

  private final DecideOnGoal goals;
  private final Colleagues colleagues;

  @Inject
  NameForGoal(DecideOnGoal goals, Colleagues colleagues) {
    this.goals = goals;
    this.colleagues = colleagues;
  }

  /**
   * Their names by reference, as far as the EHR tells them; a goal can be decided on without.
   *
   * @return empty where the viewer may not know of the signal
   */
  public Optional<Map<String, String>> of(Viewer viewer, FindingKey key, Locale locale) {
    return goals.show(viewer, key, locale).map(goal -> names(viewer, goal));
  }

  private Map<String, String> names(Viewer viewer, GoalView goal) {
    var all = Stream.concat(goal.therapists().stream(), Stream.ofNullable(goal.handOver()));
    var asked = all.distinct().toList();
    try {
      return asked.isEmpty() ? Map.of() : colleagues.names(viewer.user(), asked);
    } catch (EhrUnavailable silent) {
      return Map.of();
    }
  }
}
