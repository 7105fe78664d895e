package org.attune.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.ready;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.plan;
import static org.attune.therapy.Planned.withTasks;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.attune.settings.GivenSettings;
import org.attune.therapy.Courses;
import org.attune.therapy.alignment.BlindSpot;
import org.attune.therapy.alignment.Matches;
import org.attune.therapy.alignment.Overlooked;
import org.junit.jupiter.api.Test;

class CompareGoalsTest {

  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  /** Nine sessions without a look at goals, and tasks for one that does not feel ready. */
  private static Courses unseen() {
    var course = course().goal(own("work", START)).goal(own("sleep", START));
    course.plan(withTasks(plan("p", START, null, "work"), "work")).attended(8);
    course.ruler(ready("Goal/work", 2, 2, null)).attended();
    return course.ruler(ready("Goal/work", 2, 2, null)).judgedAfter(2);
  }

  private static List<BlindSpot> spots(GivenSettings settings, Matches matches) {
    return new CompareGoals(settings)
        .of(unseen().build(), matches).overlooked().stream().map(Overlooked::spot).toList();
  }

  @Test
  void the_picture_lists_also_what_other_rules_tell() {
    assertThat(spots(GivenSettings.FALLBACKS, Matches.NONE))
        .containsExactly(
            BlindSpot.NOT_IN_PLAN,
            BlindSpot.AHEAD_OF_READINESS,
            BlindSpot.NOT_REVIEWED,
            BlindSpot.NOT_REVIEWED);
  }

  @Test
  void by_the_numbers_of_those_rules() {
    assertThat(spots(GivenSettings.with("check-in-gap.goal-sessions", "12"), Matches.NONE))
        .doesNotContain(BlindSpot.NOT_REVIEWED);
    assertThat(spots(GivenSettings.with("readiness-plan.low", "1"), Matches.NONE))
        .doesNotContain(BlindSpot.AHEAD_OF_READINESS);
    assertThat(spots(GivenSettings.with("plan-blind-spot.grace-days", "90"), Matches.NONE))
        .doesNotContain(BlindSpot.NOT_IN_PLAN);
  }

  @Test
  void what_a_person_matched_is_one_goal() {
    var matches = new Matches(Map.of("Goal/sleep", "Goal/work"));
    assertThat(spots(GivenSettings.FALLBACKS, matches)).doesNotContain(BlindSpot.NOT_IN_PLAN);
  }
}
