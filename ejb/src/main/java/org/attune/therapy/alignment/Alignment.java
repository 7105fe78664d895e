package org.attune.therapy.alignment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.attune.therapy.CourseId;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * How client, therapist and team stand to the goals of one course at one instant. It is explained
 * and not scored: whoever reads it sees what each side says, and where nothing is known.
 *
 * @param course which course
 * @param asOf the instant of the view
 * @param goals every goal that is known, by name
 * @param agreements what client and service agreed, the earliest first
 * @param attainment how far the goals were reached together, as a T score ({@link GoalAttainment});
 *     not known where nobody rates goals
 * @param sessionsLeft how many sessions are left, counted on from when that was last told
 */
public record Alignment(
    CourseId course,
    Instant asOf,
    List<GoalSides> goals,
    List<Agreed> agreements,
    Told<Double> attainment,
    Told<Integer> sessionsLeft) {

  /**
   * Something agreed, promised or told at the beginning, without its words.
   *
   * @param kind what
   * @param on on which day that was written down
   * @param from from when, or null
   * @param until until when, or null
   * @param kept whether it was kept, or null where not said
   * @param evidence the goal form
   */
  public record Agreed(
      Agreement.Kind kind,
      LocalDate on,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      @Nullable Boolean kept,
      Source evidence) {}

  public Alignment {
    goals = List.copyOf(goals);
    agreements = List.copyOf(agreements);
  }

  /**
   * The alignment of a course in which every plan of the team's counts and nobody matched goals.
   */
  public static Alignment of(TherapyCourse course) {
    return of(course, Matches.NONE, Set.of());
  }

  /**
   * The alignment of a course.
   *
   * @param course what is known
   * @param matches which goals a person confirmed to be the same
   * @param categories the kinds of plan that count, as {@code system|code}; every plan where it is
   *     empty
   */
  public static Alignment of(TherapyCourse course, Matches matches, Set<String> categories) {
    var known = KnownOfGoals.of(course, matches, categories);
    var goals = known.names().stream().map(known::sides).toList();
    return new Alignment(
        course.id(),
        course.asOf(),
        goals,
        known.agreements(),
        GoalAttainment.now(goals),
        known.sessionsLeft());
  }
}
