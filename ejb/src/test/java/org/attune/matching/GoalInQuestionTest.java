package org.attune.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.notMine;
import static org.attune.therapy.Planned.answered;
import static org.attune.therapy.Planned.byPartner;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.theirs;
import static org.attune.therapy.Planned.told;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.attune.matching.SuggestMatches.Ground;
import org.attune.matching.SuggestMatches.Match;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.GoalSides;
import org.attune.therapy.alignment.Matches;
import org.junit.jupiter.api.Test;

class GoalInQuestionTest {

  private static final Source CHOIR = new Source("Goal", "choir", "1");
  private static final Source FORM = new Source("QuestionnaireResponse", "q1", "1");

  private static Optional<String> about(Courses course, Source... evidence) {
    return GoalInQuestion.among(
            List.of(), List.of(evidence), Alignment.of(course.build()), List.of())
        .map(GoalSides::goal);
  }

  private static Optional<GoalSides> named(Courses course, String... goals) {
    var alignment = Alignment.of(course.build());
    return GoalInQuestion.among(List.of(goals), List.of(CHOIR, FORM), alignment, List.of());
  }

  private static String line(Courses course, int place) {
    var forms = course.build().forms().goalReviews();
    return forms.get(forms.size() - 1).source().reference() + "#" + place;
  }

  private static Courses withGoals(CareGoal... goals) {
    var course = course().attended(4);
    List.of(goals).forEach(course::goal);
    return course;
  }

  @Test
  void what_rests_on_a_goal_that_the_client_named_is_about_it() {
    assertThat(about(withGoals(own("choir", null)), FORM, CHOIR)).contains("Goal/choir");
  }

  @Test
  void what_rests_on_forms_and_ratings_alone_is_about_no_goal() {
    assertThat(about(withGoals(own("choir", null)), FORM)).isEmpty();
  }

  @Test
  void what_rests_on_two_goals_is_about_neither() {
    var two = withGoals(own("choir", null), own("sleep", null));
    assertThat(about(two, CHOIR, new Source("Goal", "sleep", "4"))).isEmpty();
    assertThat(about(two, CHOIR)).contains("Goal/choir");
  }

  @Test
  void a_goal_that_somebody_else_named_is_not_theirs() {
    assertThat(about(withGoals(theirs("choir", null)), CHOIR)).isEmpty();
    assertThat(about(withGoals(byPartner(own("choir", null))), CHOIR)).isEmpty();
  }

  @Test
  void a_goal_that_is_not_for_them_is_not_put_in_their_mouth() {
    var no = answered(own("choir", null), Party.CLIENT, Acceptance.DISAGREE);
    assertThat(about(withGoals(no), CHOIR)).isEmpty();
    var ticked = withGoals(own("choir", null)).goalReview(notMine("Goal/choir"));
    assertThat(about(ticked, CHOIR)).isEmpty();
  }

  @Property(tries = 60)
  void where_it_matters_less_to_them_than_to_their_therapist_nobody_speaks_for_them(
      @ForAll @IntRange(max = 10) int client, @ForAll @IntRange(max = 10) int therapist) {
    var course = withGoals(own("choir", null)).goalReview(matters("Goal/choir", client, therapist));
    assertThat(about(course, CHOIR).isPresent()).isEqualTo(client >= therapist);
  }

  @Test
  void of_goals_that_are_the_same_it_is_the_plans_name_and_the_clients_record() {
    var planned = new Source("Goal", "planned", "1");
    var known = List.of(new Match(ClientGoal.of(CHOIR), planned, Ground.PERSON));
    var course = withGoals(own("choir", null), theirs("planned", null)).build();
    var sides = Alignment.of(course, new Matches(Map.of("Goal/choir", "Goal/planned")), Set.of());
    for (var cited : List.of(CHOIR, planned)) {
      assertThat(GoalInQuestion.among(List.of(), List.of(cited), sides, known))
          .hasValueSatisfying(
              goal -> {
                assertThat(goal.goal()).isEqualTo("Goal/planned");
                assertThat(goal.client().named()).containsExactly(CHOIR);
              });
    }
  }

  @Test
  void a_line_of_the_clients_own_form_is_theirs_and_which_is_said_by_the_rule() {
    var course = course().attended(4).goalReview(matters("#1", 9, 3), matters("#2", 5, 5));
    for (int place : List.of(1, 2)) {
      assertThat(named(course, line(course, place)))
          .hasValueSatisfying(
              goal -> assertThat(goal.client().line()).isEqualTo(line(course, place)));
    }
    assertThat(about(course, FORM)).as("a form alone says of no line").isEmpty();
    assertThat(named(course, line(course, 1), line(course, 2))).as("of two nobody").isEmpty();
    assertThat(named(course, line(course, 3))).isEmpty();
  }

  @Test
  void what_the_rule_names_comes_before_what_it_rests_on() {
    var course = withGoals(own("choir", null)).goalReview(matters("#2", 9, 3));
    assertThat(named(course, line(course, 2)))
        .hasValueSatisfying(goal -> assertThat(goal.goal()).isEqualTo("#2"));
    assertThat(named(course, line(course, 2), "Goal/choir")).isEmpty();
  }

  @Test
  void a_line_is_not_theirs_where_somebody_else_filled_the_form_or_it_is_somebody_elses() {
    for (var other : List.of(Respondent.THERAPIST, Respondent.PROXY)) {
      var course = course().attended(4).filledBy(other).goalReview(matters("#1", 9, 3));
      assertThat(named(course, line(course, 1))).as(other.name()).isEmpty();
    }
    for (var whose : List.of(Whose.THERAPIST, Whose.OTHER)) {
      var course = course().attended(4).goalReview(told("#1", whose, null, null));
      assertThat(named(course, line(course, 1))).as(whose.name()).isEmpty();
    }
    var ticked = course().attended(4).goalReview(notMine("#1"));
    assertThat(named(ticked, line(ticked, 1))).isEmpty();
    var less = course().attended(4).goalReview(matters("#1", 3, 9));
    assertThat(named(less, line(less, 1))).isEmpty();
  }

  @Test
  void a_line_of_an_older_form_is_not_taken_for_the_one_that_stands_there_now() {
    var course = course().attended(4).goalReview(matters("#1", 9, 3));
    var before = line(course, 1);
    course.attended().goalReview(matters("#1", 9, 3));
    assertThat(named(course, before)).isEmpty();
    assertThat(named(course, line(course, 1))).isPresent();
  }
}
