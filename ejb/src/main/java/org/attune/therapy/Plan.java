package org.attune.therapy;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A care plan, without its words: whether it is in force and from when to when, which goals it
 * names, and for which of them tasks are set.
 *
 * @param source the care plan
 * @param patient whose
 * @param active whether it is in force
 * @param own whether Attune wrote it
 * @param goals the goals it names
 * @param labels what its readers must carry on
 * @param kind how far it is meant, or null where that is not said
 * @param from its first day, or null
 * @param until its last day, or null
 * @param categories what kind of plan it is, as {@code system|code}
 * @param within the plans that it belongs to or follows from
 * @param tasksFor the goals for which something is to be done that is not done yet
 * @param ended whether it is over: completed, or taken back
 */
public record Plan(
    Source source,
    PatientId patient,
    boolean active,
    boolean own,
    List<Source> goals,
    Labels labels,
    @Nullable Kind kind,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    List<String> categories,
    List<Source> within,
    List<Source> tasksFor,
    boolean ended)
    implements ChartFact {

  /** How far a plan is meant. */
  public enum Kind {
    /** It is what people mean to do. */
    PLAN,
    /** Somebody asked for it to be done. */
    ORDER,
    /** It is put forward; nobody has agreed to it yet. */
    PROPOSAL,
    /** It is one of several to choose from. */
    OPTION
  }

  /** A plan of which no more is told than whether it is in force and which goals it names. */
  public Plan(
      Source source,
      PatientId patient,
      boolean active,
      boolean own,
      List<Source> goals,
      Labels labels) {
    this(
        source, patient, active, own, goals, labels, null, null, null, List.of(), List.of(),
        List.of(), false);
  }

  public Plan {
    goals = List.copyOf(goals);
    // A line that was written before these were read has none of them.
    categories = List.copyOf(Objects.requireNonNullElse(categories, List.of()));
    within = List.copyOf(Objects.requireNonNullElse(within, List.of()));
    tasksFor = List.copyOf(Objects.requireNonNullElse(tasksFor, List.of()));
  }

  /** The plan as it stood on a day; nothing before its first day and once it is over. */
  public Optional<Plan> on(LocalDate day) {
    boolean begun = from == null || !from.isAfter(day);
    boolean over = until == null ? ended : until.isBefore(day);
    if (!begun || over) {
      return Optional.empty();
    }
    return Optional.of(ended ? beforeItsEnd() : this);
  }

  /** The same plan before it was over: in force, unless nobody had agreed to it. */
  public Plan beforeItsEnd() {
    return new Plan(
        source,
        patient,
        kind != Kind.PROPOSAL && kind != Kind.OPTION,
        own,
        goals,
        labels,
        kind,
        from,
        until,
        categories,
        within,
        tasksFor,
        false);
  }
}
