package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.told;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.chart.ChartGoalsView.GoalSignal;
import org.attune.goals.CompareGoals;
import org.attune.settings.GivenSettings;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.alignment.Matches;
import org.junit.jupiter.api.Test;

class GoalSignalsTest {

  /** Two lines of one form, and a goal of the record. */
  private final TherapyCourse course =
      course()
          .goal(own("sleep", LocalDate.of(2026, 1, 5)))
          .attended()
          .goalReview(told("#1", Whose.CLIENT, null, null), told("#2", Whose.CLIENT, null, null))
          .build();

  private final String form = course.forms().goalReviews().get(0).source().reference();

  private List<GoalSignal> signal(List<String> named, Set<String> cited, Set<String> open) {
    var alignment = new CompareGoals(GivenSettings.FALLBACKS).of(course, Matches.NONE).alignment();
    return new GoalSignals(alignment, List.of(), Map.of("key", named), open)
        .of("key", cited)
        .toList();
  }

  @Test
  void a_form_with_several_goals_tells_of_none_unless_the_rule_says_of_which() {
    assertThat(signal(List.of(), Set.of(form), Set.of())).isEmpty();
    assertThat(signal(List.of(form + "#2"), Set.of(form), Set.of()))
        .containsExactly(new GoalSignal("key", "#2", false));
  }

  @Test
  void what_is_put_forward_for_one_of_them_is_open_beside_it() {
    assertThat(signal(List.of(form + "#2"), Set.of(form), Set.of("key")))
        .containsExactly(new GoalSignal("key", "#2", true));
    assertThat(signal(List.of(), Set.of(form), Set.of("key")))
        .containsExactly(new GoalSignal("key", null, true));
  }

  @Test
  void whoever_may_not_read_the_form_is_not_told_by_its_line() {
    assertThat(signal(List.of(form + "#2"), Set.of("CarePlan/p"), Set.of())).isEmpty();
  }

  @Test
  void a_goal_of_the_record_that_it_rests_on_needs_no_word_of_the_rule() {
    assertThat(signal(List.of(), Set.of("Goal/sleep"), Set.of()))
        .containsExactly(new GoalSignal("key", "Goal/sleep", false));
  }
}
