package org.attune.chart;

import java.time.Instant;
import java.util.List;
import org.attune.goals.GoalsView;
import org.jspecify.annotations.Nullable;

/**
 * The goals of one client as client, therapist and team have them, side by side, as one person may
 * read them.
 *
 * @param asOf the instant of the view
 * @param courses those of each course, in the order of the chart
 */
public record ChartGoalsView(Instant asOf, List<CourseGoals> courses) {

  public ChartGoalsView {
    courses = List.copyOf(courses);
  }

  /**
   * The goals of one course.
   *
   * @param id names the course, as the chart does
   * @param began when it began
   * @param ended when it ended, or null
   * @param goals its goals side by side
   * @param signals what the chart says of them
   */
  public record CourseGoals(
      String id,
      Instant began,
      @Nullable Instant ended,
      GoalsView goals,
      List<GoalSignal> signals) {
    public CourseGoals {
      signals = List.copyOf(signals);
    }
  }

  /**
   * A signal that rests on a goal, or that puts one forward.
   *
   * @param signal its key
   * @param goal the goal, as it is named side by side; null where it is about none of these alone
   * @param open whether it puts a goal forward on which the viewer may decide, and nobody has
   */
  public record GoalSignal(String signal, @Nullable String goal, boolean open) {}

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "goals of a chart";
  }
}
