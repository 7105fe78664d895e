package org.attune.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A goal that was put forward with a signal, and what became of it.
 *
 * @param state open, accepted, declined, overtaken by what was done in the record, or none
 * @param words the goal as the record says it or shall say it, in the client's words or in ours;
 *     empty where its words are let go of
 * @param theirs what the client calls it, in whose words it is put forward then; null where they
 *     did not name it, where their words cannot be read now, or once it is decided
 * @param firstStep what is done first, as it was put forward or as people agreed, or null
 * @param review when to look at it together
 * @param whyNot why people decided against it, or null
 * @param decidedAt when it was decided here, or null
 * @param byYou whether the reader wrote that down
 * @param plans the team's plans that could name it, while it is open
 * @param therapists who else of the course's therapists may agree or take it up, while it is open
 * @param handOver to whom the site hands goals over, or null
 * @param became how far the record has it, or that a person entered it by hand, or null
 * @param overtakenBy what was made of it in the record, or null
 */
public record GoalView(
    String state,
    String words,
    @Nullable String theirs,
    @Nullable String firstStep,
    @Nullable LocalDate review,
    @Nullable String whyNot,
    @Nullable Instant decidedAt,
    boolean byYou,
    List<PlanOffer> plans,
    List<String> therapists,
    @Nullable String handOver,
    @Nullable String became,
    @Nullable String overtakenBy) {

  public GoalView {
    plans = List.copyOf(plans);
    therapists = List.copyOf(therapists);
  }

  /** The same, as the client calls it. */
  GoalView calledByTheClient(String name) {
    return new GoalView(
        state,
        words,
        name,
        firstStep,
        review,
        whyNot,
        decidedAt,
        byYou,
        plans,
        therapists,
        handOver,
        became,
        overtakenBy);
  }

  /** The same, as the record says it. */
  GoalView saying(String inRecord) {
    return new GoalView(
        state,
        inRecord,
        theirs,
        firstStep,
        review,
        whyNot,
        decidedAt,
        byYou,
        plans,
        therapists,
        handOver,
        became,
        overtakenBy);
  }

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "a goal that is put forward";
  }

  /**
   * A plan of the team's.
   *
   * @param plan in the version that is known, such as {@code CarePlan/5|3}
   * @param from its first day, or null
   * @param until its last day, or null
   */
  public record PlanOffer(String plan, @Nullable LocalDate from, @Nullable LocalDate until) {}
}
