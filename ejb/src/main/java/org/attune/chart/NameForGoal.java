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
   * Their names by reference, of those whom the EHR names; a goal can be decided on without.
   *
   * @return empty where the viewer may not know of the signal
   * @throws EhrUnavailable when the EHR does not say just now, which is not to say that there is no
   *     name
   */
  public Optional<Map<String, String>> of(Viewer viewer, FindingKey key, Locale locale)
      throws EhrUnavailable {
    var goal = goals.show(viewer, key, locale);
    return goal.isPresent() ? Optional.of(names(viewer, goal.get())) : Optional.empty();
  }

  private Map<String, String> names(Viewer viewer, GoalView goal) throws EhrUnavailable {
    var all = Stream.concat(goal.therapists().stream(), Stream.ofNullable(goal.handOver()));
    var asked = all.distinct().toList();
    return asked.isEmpty() ? Map.of() : colleagues.names(viewer.user(), asked);
  }
}
