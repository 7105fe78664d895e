package org.attune.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.notMine;
import static org.attune.therapy.Planned.answered;
import static org.attune.therapy.Planned.byPartner;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.theirs;

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
import org.attune.therapy.Source;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.GoalSides;
import org.attune.therapy.alignment.Matches;
import org.junit.jupiter.api.Test;

class GoalInQuestionTest {

  private static final Source CHOIR = new Source("Goal", "choir", "1");
  private static final Source FORM = new Source("QuestionnaireResponse", "q1", "1");

  private static Optional<String> about(Courses course, Source... evidence) {
    return GoalInQuestion.among(List.of(evidence), Alignment.of(course.build()), List.of())
        .map(GoalSides::goal);
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
      assertThat(GoalInQuestion.among(List.of(cited), sides, known))
          .hasValueSatisfying(
              goal -> {
                assertThat(goal.goal()).isEqualTo("Goal/planned");
                assertThat(goal.client().named()).containsExactly(CHOIR);
              });
    }
  }
}
