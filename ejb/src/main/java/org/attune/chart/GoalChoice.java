package org.attune.chart;

import java.time.LocalDate;
import java.util.List;
import org.attune.findings.WhyNot;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** What people want to become of a goal that was put forward. */
public sealed interface GoalChoice {

  /** The client, among those who agreed. */
  String CLIENT = "client";

  /** Whoever writes it down, among those who agreed and those who take it up. */
  String ME = "me";

  /**
   * They agree on it.
   *
   * @param words the goal as they want it said
   * @param firstStep what is done first, or null
   * @param review when they look at it together
   * @param agreed who agreed: the client, me, or a therapist of the course as a reference
   * @param plan the team's plan that shall name it, in the version that was seen, or null
   * @param handTo who takes it up: me, or somebody as a reference, or null
   * @param due until when, or null for the day of the review
   */
  record Accept(
      String words,
      @Nullable String firstStep,
      LocalDate review,
      List<String> agreed,
      @Nullable Source plan,
      @Nullable String handTo,
      @Nullable LocalDate due)
      implements GoalChoice {

    public Accept {
      agreed = List.copyOf(agreed);
    }
  }

  /** They decide against it. */
  record Decline(WhyNot reason) implements GoalChoice {}
}
