package org.attune.therapy.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.reached;
import static org.attune.therapy.Courses.ready;
import static org.attune.therapy.Planned.answered;
import static org.attune.therapy.Planned.at;
import static org.attune.therapy.Planned.came;
import static org.attune.therapy.Planned.goal;
import static org.attune.therapy.Planned.leadingTo;
import static org.attune.therapy.Planned.noted;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.plan;
import static org.attune.therapy.Planned.told;
import static org.attune.therapy.Planned.withTasks;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;

class AlignmentTest {

  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  private static GoalSides only(Courses course) {
    var goals = Alignment.of(course.build()).goals();
    assertThat(goals).hasSize(1);
    return goals.get(0);
  }

  @Test
  void client_therapist_and_team_stand_side_by_side() {
    var goal = answered(own("sleep", START), Party.PRACTITIONER, Acceptance.AGREE);
    var record = came(goal, Achievement.IMPROVING, START.plusDays(14));
    var course = course().goal(record).plan(withTasks(plan("p", START, null, "sleep"), "sleep"));
    course.attended(3).goalReview(matters("Goal/sleep", 9, 4));
    course.ruler(ready("Goal/sleep", 7, 6, null)).filledBy(Respondent.THERAPIST);
    course.ruler(ready("Goal/sleep", 5, 5, null));
    var sides = only(course);
    assertThat(sides.goal()).isEqualTo("Goal/sleep");
    assertThat(sides.since().value()).isEqualTo(START);
    assertThat(sides.client().expressed().value()).isTrue();
    assertThat(sides.client().answer().known()).isFalse();
    assertThat(sides.client().importance().value()).isEqualTo(9);
    assertThat(sides.client().readiness()).singleElement().returns(7, r -> r.importance());
    assertThat(sides.therapist().answer().value()).isEqualTo(Acceptance.AGREE);
    assertThat(sides.therapist().expressed().value()).isFalse();
    assertThat(sides.therapist().importance().value()).isEqualTo(4);
    assertThat(sides.therapist().readiness()).singleElement().returns(5, r -> r.importance());
    assertThat(sides.team().inPlan().value()).isTrue();
    assertThat(sides.team().planFrom().value()).isEqualTo(START);
    assertThat(sides.team().lifecycle().value()).isEqualTo(Lifecycle.ACTIVE);
    assertThat(sides.team().achievement().value()).isEqualTo(Achievement.IMPROVING);
    assertThat(sides.team().changedOn().value()).isEqualTo(START.plusDays(14));
    assertThat(sides.team().tasksSet().value()).isTrue();
    assertThat(sides.together().reviewedOn().value()).isEqualTo(START.plusDays(14));
  }

  @Test
  void of_a_goal_that_a_plan_names_and_nothing_else_tells_of_nothing_else_is_known() {
    var sides = only(course().plan(plan("p", "sleep")).attended());
    assertThat(sides.team().inPlan().value()).isTrue();
    for (Told<?> told :
        List.of(
            sides.since(),
            sides.client().expressed(),
            sides.client().answer(),
            sides.client().importance(),
            sides.client().notMine(),
            sides.therapist().expressed(),
            sides.team().lifecycle(),
            sides.team().tasksSet(),
            sides.team().due(),
            sides.together().agreed(),
            sides.together().reviewedOn(),
            sides.together().stepsAgreed(),
            sides.together().sessionsLeft())) {
      assertThat(told.known()).isFalse();
      assertThat(told.evidence()).isEmpty();
    }
  }

  @Test
  void what_a_goal_is_about_and_what_came_of_it_is_counted_and_none_is_not_known() {
    var about = new Source("Condition", "1", null);
    var tells = List.of(new Source("Observation", "2", null), new Source("Observation", "3", null));
    var noted = only(course().goal(noted(own("sleep", START), List.of(about), tells)).attended());
    assertThat(noted.team().addressed().value()).isEqualTo(1);
    assertThat(noted.team().outcomes().value()).isEqualTo(2);
    var bare = only(course().goal(own("sleep", START)).attended());
    assertThat(bare.team().addressed().known()).isFalse();
    assertThat(bare.team().outcomes().known()).isFalse();
  }

  @Test
  void what_is_told_cites_the_record_that_tells_it() {
    var course = course().attended().goalReview(matters("Goal/sleep", 9, 4));
    course.attended().goalReview(matters("Goal/sleep", 6, null));
    var forms = course.build().forms().goalReviews();
    var sides = only(course);
    assertThat(sides.client().importance().value()).as("the newest").isEqualTo(6);
    assertThat(sides.client().importance().evidence()).containsExactly(forms.get(1).source());
    assertThat(sides.therapist().importance().value()).as("the newest told").isEqualTo(4);
    assertThat(sides.therapist().importance().evidence()).containsExactly(forms.get(0).source());
    assertThat(sides.therapist().importance().at()).isEqualTo(forms.get(0).at());
  }

  @Test
  void nothing_is_told_without_evidence_and_nothing_unknown_has_any() {
    assertThatThrownBy(() -> new Told<>(1, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Told<>(null, null, List.of(new Source("Goal", "1", null))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void steps_belong_to_the_goal_that_they_name() {
    var course = course().attended().step(step -> step.towards("Goal/sleep").tried(true));
    course.attended().step(step -> step.towards("Goal/sleep").tried(false));
    course.attended().step(step -> step.towards("Goal/sleep").agreed(false).tried(true));
    course.step(step -> step.tried(true));
    var sides = only(course);
    assertThat(sides.together().stepsAgreed().value()).isEqualTo(2);
    assertThat(sides.together().stepsTried().value()).isEqualTo(1);
    assertThat(sides.together().stepsTried().evidence()).hasSize(3);
  }

  @Test
  void a_goal_of_the_form_that_a_person_matched_is_that_of_the_plan() {
    var course = course().goal(own("sleep", START)).plan(plan("p", "sleep")).attended();
    course.goalReview(told("#1", Whose.TOGETHER, true, 4));
    var form = course.build().forms().goalReviews().get(0).source();
    var matches = new Matches(Map.of(Matches.place(form, "#1"), "Goal/sleep"));
    assertThat(Alignment.of(course.build()).goals()).hasSize(2);
    assertThat(Alignment.of(course.build(), matches, Set.of()).goals())
        .singleElement()
        .satisfies(
            goal -> {
              assertThat(goal.together().agreed().value()).isTrue();
              assertThat(goal.together().sessionsLeft().value()).isEqualTo(4);
              assertThat(goal.client().expressed().evidence()).hasSize(2);
            });
  }

  @Test
  void a_match_holds_for_the_form_on_which_it_was_confirmed_and_for_no_other() {
    var course = course().attended().goalReview(matters("#1", 5, 5));
    var form = course.build().forms().goalReviews().get(0).source();
    course.attended().goalReview(matters("#1", 8, 8));
    var matches = new Matches(Map.of(Matches.place(form, "#1"), "Goal/sleep"));
    var goals = Alignment.of(course.build(), matches, Set.of()).goals();
    assertThat(goals).extracting(GoalSides::goal).containsExactly("#1", "Goal/sleep");
    assertThat(goals).extracting(g -> g.client().importance().value()).containsExactly(8, 5);
  }

  @Test
  void the_same_place_on_forms_of_two_people_is_one_goal_only_where_a_person_matched_them() {
    var course = course().attended().goalReview(matters("#1", 9, null), matters("#2", 7, null));
    course.attended().filledBy(Respondent.THERAPIST).goalReview(matters("#1", null, 2));
    var goals = Alignment.of(course.build()).goals();
    assertThat(goals).extracting(GoalSides::goal).containsExactly("#1", "#1 therapist", "#2");
    assertThat(goals)
        .extracting(goal -> goal.therapist().importance().known())
        .containsExactly(false, true, false);
    var forms = course.build().forms().goalReviews();
    var matches =
        new Matches(
            Map.of(
                Matches.place(forms.get(0).source(), "#1"), "Goal/sleep",
                Matches.place(forms.get(1).source(), "#1"), "Goal/sleep"));
    assertThat(Alignment.of(course.build(), matches, Set.of()).goals())
        .extracting(GoalSides::goal)
        .containsExactly("#2", "Goal/sleep");
  }

  private static Courses wishAndWay(Lifecycle lifecycle, String... planned) {
    var wish = own("sleep", START);
    var way = leadingTo(goal("way", null, START.plusDays(10)), wish);
    return course().goal(wish).goal(at(way, lifecycle)).attended(4).plan(plan("p", planned));
  }

  private static List<GoalSides> byRecord(Courses course) {
    var view = course.build();
    return Alignment.of(view, Matches.of(view, Set.of()), Set.of()).goals();
  }

  private static List<String> names(Courses course) {
    return byRecord(course).stream().map(GoalSides::goal).toList();
  }

  @Test
  void the_clients_goal_and_what_the_plan_has_towards_it_are_told_as_one() {
    var course = wishAndWay(Lifecycle.ACTIVE, "way");
    course.goalReview(reached("Goal/sleep", 1, null)).goalReview(reached("Goal/way", 1, null));
    assertThat(byRecord(course))
        .singleElement()
        .satisfies(
            sides -> {
              assertThat(sides.goal()).isEqualTo("Goal/way");
              assertThat(sides.client().expressed().value()).isTrue();
              assertThat(sides.client().named())
                  .extracting(Source::reference)
                  .containsExactly("Goal/sleep");
              assertThat(sides.team().inPlan().value()).isTrue();
              assertThat(sides.together().ratings()).hasSize(2);
            });
  }

  @Test
  void what_is_in_no_plan_or_is_over_stands_for_no_other_goal() {
    assertThat(names(wishAndWay(Lifecycle.ACTIVE, "work")))
        .containsExactly("Goal/sleep", "Goal/way", "Goal/work");
    for (var over : List.of(Lifecycle.REJECTED, Lifecycle.CANCELLED, Lifecycle.COMPLETED)) {
      assertThat(names(wishAndWay(over, "way"))).containsExactly("Goal/sleep", "Goal/way");
    }
    assertThat(names(wishAndWay(Lifecycle.ACTIVE, "sleep", "way")))
        .as("the plan names both")
        .containsExactly("Goal/sleep", "Goal/way");
  }

  @Test
  void of_two_ways_nobody_knows_which_it_is_and_a_persons_word_comes_first() {
    var another = leadingTo(goal("other", null, START), own("sleep", START));
    assertThat(names(wishAndWay(Lifecycle.ACTIVE, "way", "other").goal(another))).hasSize(3);
    var course = wishAndWay(Lifecycle.ACTIVE, "work", "way").build();
    var confirmed = new OneOrTwo(Map.of("Goal/sleep", "Goal/work"), Map.of(), Map.of());
    assertThat(Matches.of(course.with(confirmed), Set.of()).same())
        .containsExactly(Map.entry("Goal/sleep", "Goal/work"));
  }

  private static List<GoalSides> known(TherapyCourse course, OneOrTwo known) {
    var view = course.with(known);
    return Alignment.of(view, Matches.of(view, Set.of()), Set.of()).goals();
  }

  private static OneOrTwo putForward(String theirs) {
    return new OneOrTwo(Map.of(), Map.of(), Map.of("Goal/way", Set.of(theirs)));
  }

  private static OneOrTwo butTwo(OneOrTwo known, String theirs) {
    return new OneOrTwo(known.same(), Map.of(theirs, Set.of("Goal/way")), known.putForward());
  }

  private static Courses silentRecord() {
    var way = goal("way", null, START.plusDays(10));
    return course().goal(own("sleep", START)).goal(way).attended(4).plan(plan("p", "way"));
  }

  @Test
  void what_was_put_forward_for_a_goal_is_one_with_it_where_the_record_does_not_say_so() {
    var rated = silentRecord().goalReview(reached("Goal/sleep", 1, null));
    var course = rated.goalReview(reached("Goal/way", 1, null)).build();
    assertThat(known(course, OneOrTwo.UNKNOWN)).hasSize(2);
    assertThat(known(course, putForward("Goal/sleep")))
        .singleElement()
        .satisfies(
            sides -> {
              assertThat(sides.goal()).isEqualTo("Goal/way");
              assertThat(sides.team().inPlan().value()).isTrue();
              assertThat(sides.together().ratings()).as("once in the T score").hasSize(2);
            });
    assertThat(known(silentRecord().plan(plan("q", "sleep")).build(), putForward("Goal/sleep")))
        .as("the plan names both")
        .hasSize(2);
  }

  @Test
  void so_it_is_for_a_line_of_a_form_and_for_no_other_line() {
    var course = silentRecord().goalReview(told("#1", Whose.CLIENT, null, null)).build();
    var line = Matches.place(course.forms().goalReviews().get(0).source(), "#1");
    assertThat(known(course, putForward(line)))
        .extracting(GoalSides::goal)
        .containsExactly("Goal/sleep", "Goal/way");
    assertThat(known(course, putForward(line.replace("#1", "#2"))))
        .extracting(GoalSides::goal)
        .containsExactly("#1", "Goal/sleep", "Goal/way");
  }

  @Test
  void who_says_that_they_are_two_is_heard_whatever_the_record_says() {
    var known = butTwo(putForward("Goal/sleep"), "Goal/sleep");
    for (var course : List.of(silentRecord(), wishAndWay(Lifecycle.ACTIVE, "way"))) {
      assertThat(known(course.build(), known))
          .extracting(GoalSides::goal, goal -> goal.team().inPlan().value())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("Goal/sleep", false),
              org.assertj.core.groups.Tuple.tuple("Goal/way", true));
    }
  }

  @Test
  void agreements_are_told_by_kind_and_day() {
    var course = course().attended();
    course.agreed(
        Courses.agreement(Kind.CONTRACT, START, null),
        Courses.agreement(Kind.REASON_FOR_COMING, null, null));
    assertThat(Alignment.of(course.build()).agreements())
        .extracting(Alignment.Agreed::kind, Alignment.Agreed::on)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.CONTRACT, START),
            org.assertj.core.groups.Tuple.tuple(Kind.REASON_FOR_COMING, START));
  }

  /** Test vectors of the corrected formula (Turner-Stokes, erratum). */
  @Test
  void the_t_score_takes_the_latest_rating_of_each_goal_wherever_it_stands() {
    var course = course().attended();
    course.goalReview(reached("Goal/a", -2, 2), reached("Goal/b", -1, 1), reached("Goal/c", 0, 3));
    course.attended().goalScore("a", 2, Respondent.THERAPIST);
    var attainment = Alignment.of(course.build()).attainment();
    assertThat(attainment.value()).isCloseTo(56.6098, within(5e-5));
    assertThat(attainment.evidence()).hasSize(2);
  }

  @Test
  void how_far_goals_were_reached_is_told_at_each_rating_and_ends_where_it_stands_now() {
    var course = course().attended();
    course.goalReview(reached("Goal/a", -2, 2), reached("Goal/b", -1, 1), reached("Goal/c", 0, 3));
    course.attended().goalScore("a", 2, Respondent.THERAPIST);
    course.attended().goalScore("d", 1, Respondent.CLIENT);
    var known = Alignment.of(course.build());
    var line = GoalAttainment.overTime(known.goals());
    assertThat(line).extracting(GoalAttainment.Attained::goals).containsExactly(3, 3, 4);
    assertThat(line.get(0).score()).isCloseTo(38.9837, within(5e-5));
    assertThat(line.get(1).score()).isCloseTo(56.6098, within(5e-5));
    assertThat(line.get(2).score()).isEqualTo(known.attainment().value());
    assertThat(line).extracting(GoalAttainment.Attained::at).isSorted().doesNotHaveDuplicates();
    var nothing = course().attended().goalReview(reached("Goal/a", 2, 0)).build();
    assertThat(GoalAttainment.overTime(Alignment.of(nothing).goals())).isEmpty();
  }

  @Test
  void
      a_goal_weighs_the_same_in_the_line_and_in_the_figure_though_its_weight_was_told_without_a_rating() {
    var course = course().attended();
    course.goalReview(reached("Goal/a", -2, 2), reached("Goal/b", 1, 1)).attended();
    course.goalReview(reached("Goal/b", null, 3)).attended().goalScore("a", -1, Respondent.CLIENT);
    var known = Alignment.of(course.build());
    var line = GoalAttainment.overTime(known.goals());
    assertThat(line.get(line.size() - 1).score()).isEqualTo(known.attainment().value());
    assertThat(line.get(line.size() - 1).score()).isCloseTo(52.4544, within(5e-5));
  }

  @Test
  void the_line_counts_goals_in_words_once_at_each_moment() {
    var course = course().attended();
    course.goalReview(reached("#1", 1, 1), reached("#2", 1, 1));
    course.attended().filledBy(Respondent.THERAPIST);
    course.goalReview(reached("#1", 0, 1), reached("#2", 0, 1));
    var known = Alignment.of(course.build());
    var line = GoalAttainment.overTime(known.goals());
    assertThat(line).extracting(GoalAttainment.Attained::goals).containsExactly(2, 2);
    assertThat(line.get(1).score()).isEqualTo(known.attainment().value());
  }

  @Test
  void goals_in_words_count_once_though_two_people_rate_them() {
    var course = course().attended();
    course.goalReview(reached("#1", 1, 1), reached("#2", 1, 1), reached("#3", 1, 1));
    assertThat(Alignment.of(course.build()).attainment().value()).isCloseTo(63.6931, within(5e-5));
    course.attended().filledBy(Respondent.THERAPIST);
    course.goalReview(reached("#1", 0, 1), reached("#2", 0, 1), reached("#3", 0, 1));
    assertThat(Alignment.of(course.build()).attainment().value()).isCloseTo(50, within(5e-5));
  }

  @Test
  void goals_without_weights_weigh_the_same_and_ratings_by_others_do_not_count() {
    var course = course().attended();
    course.goalScore("a", 1, Respondent.CLIENT).goalScore("b", 1, Respondent.CLIENT);
    course.goalScore("c", 1, Respondent.THERAPIST).goalScore("d", -2, Respondent.PROXY);
    assertThat(Alignment.of(course.build()).attainment().value()).isCloseTo(63.6931, within(5e-5));
  }

  @Test
  void where_nobody_rates_goals_or_none_weighs_anything_there_is_no_score() {
    assertThat(Alignment.of(course().attended().build()).attainment().known()).isFalse();
    var course = course().attended().goalReview(reached("Goal/a", 2, 0));
    assertThat(Alignment.of(course.build()).attainment().known()).isFalse();
  }

  @Test
  void sessions_left_are_counted_on_and_unknown_once_used_up() {
    var course = course().attended().goalReview(told("#1", null, null, 3)).attended().missed();
    assertThat(Alignment.of(course.build()).sessionsLeft().value()).isEqualTo(2);
    assertThat(Alignment.of(course.attended(2).build()).sessionsLeft().known()).isFalse();
  }
}
