package org.attune.therapy;

import java.util.List;

/**
 * A care plan, without its words: whether it is in force, and which goals it names.
 *
 * @param source the care plan
 * @param patient whose
 * @param active whether it is in force
 * @param own whether Attune wrote it
 * @param goals the goals it names
 * @param labels what its readers must carry on
 */
public record Plan(
    Source source,
    PatientId patient,
    boolean active,
    boolean own,
    List<Source> goals,
    Labels labels)
    implements ChartFact {

  public Plan {
    goals = List.copyOf(goals);
  }
}
