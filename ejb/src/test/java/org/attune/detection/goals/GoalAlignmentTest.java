package org.attune.detection.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.SRS;
import static org.attune.therapy.Courses.careGoal;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.notMine;
import static org.attune.therapy.Courses.together;

import java.util.Optional;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.Courses;
import org.attune.therapy.Planned;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class GoalAlignmentTest {

  private static final String SLEEP = "Goal/sleep";

  private final GoalAlignment detector =
      new GoalAlignment(new Instruments(), GivenSettings.FALLBACKS);

  private Optional<Signal> examine(Courses course) {
    return detector.examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Source form(Courses course, int index) {
    return course.build().forms().goalReviews().get(index).source();
  }

  @Test
  void a_goal_that_matters_eight_to_one_and_four_to_the_other() {
    var course = course().attended(4).goalReview(matters(SLEEP, 8, 4));
    var signal = signal(course);
    assertThat(signal.level()).isEqualTo(Level.REVIEW);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.onset()).isEqualTo(form(course, 0));
    assertThat(signal.proposesGoal()).isTrue();
    assertThat(signal.numbers()).containsEntry("apart", 4.0);
  }

  @Test
  void it_rests_on_the_goal_itself_where_that_stands_in_the_record() {
    var course =
        course().attended(4).goal(Planned.own("sleep", null)).goalReview(matters(SLEEP, 8, 4));
    assertThat(signal(course).evidence())
        .containsExactly(form(course, 0), new Source("Goal", "sleep", "1"));
    var alone = course().attended(4).goalReview(matters("#1", 8, 4));
    assertThat(signal(alone).evidence()).containsExactly(form(alone, 0));
  }

  @Test
  void it_names_the_goal_or_its_line_on_the_newest_form_and_of_two_both() {
    var line = course().attended(4).goalReview(matters("#1", 8, 4));
    line.attended().goalReview(matters("#1", 9, 3));
    assertThat(signal(line).goals()).containsExactly(form(line, 1).reference() + "#1");
    var record = course().attended(4).goalReview(matters(SLEEP, 8, 4));
    assertThat(signal(record).goals()).containsExactly(SLEEP);
    var two = course().attended(4).goalReview(matters(SLEEP, 8, 4), matters("#2", 9, 3));
    assertThat(signal(two).goals())
        .containsExactlyInAnyOrder(SLEEP, form(two, 0).reference() + "#2");
  }

  @Test
  void whichever_of_the_two_it_matters_more_to() {
    assertThat(examine(course().attended(4).goalReview(matters(SLEEP, 3, 9)))).isPresent();
  }

  @Test
  void three_points_are_no_difference_to_speak_of() {
    assertThat(examine(course().attended(4).goalReview(matters(SLEEP, 8, 5)))).isEmpty();
  }

  @Test
  void one_view_alone_is_not_compared() {
    assertThat(examine(course().attended(4).goalReview(matters(SLEEP, 8, null)))).isEmpty();
    assertThat(examine(course().attended(4).goalReview(matters(SLEEP, null, 0)))).isEmpty();
  }

  @Test
  void it_ends_with_ratings_less_than_three_apart_and_no_sooner() {
    var course = course().attended(4).goalReview(matters(SLEEP, 8, 4));
    assertThat(examine(course.attended().goalReview(matters(SLEEP, 8, 5)))).isPresent();
    assertThat(examine(course.attended().goalReview(matters(SLEEP, 8, 6)))).isEmpty();
  }

  @Test
  void the_beginning_stays_while_it_stands() {
    var course = course().attended(4).goalReview(matters(SLEEP, 8, 4));
    var before = signal(course);
    var now = signal(course.attended(2).goalReview(matters(SLEEP, 9, 2)).attended(3));
    assertThat(now.onset()).isEqualTo(before.onset());
    assertThat(now.since()).isEqualTo(before.since());
  }

  @Test
  void a_form_about_other_goals_changes_nothing() {
    var course = course().attended(4).goalReview(matters(SLEEP, 8, 4));
    assertThat(examine(course.attended().goalReview(matters("Goal/work", 8, 8)))).isPresent();
  }

  @Test
  void a_place_on_the_form_that_is_empty_now_is_no_goal_any_more() {
    var course =
        course().attended(4).goalReview(matters("#1", 8, 8), matters("#2", 8, 4)).attended();
    assertThat(examine(course)).isPresent();
    assertThat(examine(course.goalReview(matters("#1", 8, 8)))).isEmpty();
  }

  @Test
  void for_two_weeks_after_a_talk_about_it_nothing_is_said() {
    var course = course().attended(4);
    course.goalReview(together(matters(SLEEP, 8, 4), course.day(0)));
    assertThat(examine(course.judgedAfter(14))).isEmpty();
    assertThat(examine(course.judgedAfter(15))).isPresent();
  }

  @Test
  void a_later_talk_quiets_it_and_it_comes_back_if_nothing_changed() {
    var course = course().attended(4).goalReview(matters(SLEEP, 8, 4)).attended();
    var onset = signal(course).onset();
    course.goalReview(together(matters(SLEEP, 8, 4), course.day(0)));
    assertThat(examine(course.judgedAfter(3))).isEmpty();
    assertThat(signal(course.judgedAfter(15)).onset()).isEqualTo(onset);
  }

  @Test
  void the_first_three_sessions_are_for_finding_goals() {
    var course = course().attended(2).goalReview(matters(SLEEP, 9, 2));
    assertThat(examine(course)).isEmpty();
    assertThat(examine(course.attended())).isPresent();
  }

  @Test
  void a_goal_the_client_ticks_as_not_theirs() {
    var course = course().attended(4).goalReview(notMine(SLEEP));
    assertThat(signal(course).wording()).isEqualTo("flag.client-says");
    assertThat(examine(course.attended().goalReview(matters(SLEEP, 7, 7)))).isEmpty();
  }

  @Test
  void only_the_client_can_say_that_a_goal_is_not_theirs() {
    assertThat(
            examine(course().attended(4).filledBy(Respondent.THERAPIST).goalReview(notMine(SLEEP))))
        .isEmpty();
  }

  @Test
  void a_tick_on_the_check_in_stands_until_the_goals_were_reviewed() {
    for (Fit fit : new Fit[] {Fit.NOT_MY_GOAL, Fit.DISAGREE_WITH_PLAN}) {
      var course = course().attended(4).checkIn(form -> form.fits(fit));
      assertThat(signal(course).wording()).isEqualTo("flag.client-says");
      assertThat(examine(course.attended().goalReview(matters(SLEEP, 7, 7)))).isEmpty();
    }
  }

  @Test
  void or_until_two_check_ins_in_a_row_are_without_it() {
    var course = course().attended(4).checkIn(form -> form.fits(Fit.NOT_MY_GOAL));
    assertThat(examine(course.attended().clearCheckIn())).isPresent();
    assertThat(examine(course.attended().clearCheckIn())).isEmpty();
  }

  @Test
  void a_talk_before_the_client_said_so_does_not_answer_it() {
    var course = course().attended(4);
    course.goalReview(together(matters(SLEEP, 8, 8), course.day(0)));
    assertThat(examine(course.attended().checkIn(form -> form.fits(Fit.NOT_MY_GOAL)))).isPresent();
  }

  @Test
  void what_the_team_may_not_read_is_neither_used_nor_named() {
    var course =
        course()
            .attended(4)
            .checkIn(form -> form.fits(Fit.NOT_MY_GOAL).onlyFor(Audience.NOT_MY_THERAPIST));
    assertThat(examine(course)).isEmpty();
  }

  @Test
  void a_goal_of_the_plan_that_the_client_does_not_accept() {
    var open = careGoal("sleep", Lifecycle.ACTIVE, Acceptance.DISAGREE);
    assertThat(signal(course().attended(4).goal(open)).onset()).isEqualTo(open.source());
    assertThat(
            examine(
                course()
                    .attended(4)
                    .goal(careGoal("sleep", Lifecycle.CANCELLED, Acceptance.DISAGREE))))
        .isEmpty();
    assertThat(
            examine(
                course().attended(4).goal(careGoal("sleep", Lifecycle.ACTIVE, Acceptance.PENDING))))
        .isEmpty();
  }

  @Test
  void what_a_partner_does_not_accept_the_client_may() {
    var theirs = Planned.withPartner(Planned.theirs("a", null), null, Acceptance.DISAGREE);
    assertThat(examine(course().attended(4).goal(theirs))).isEmpty();
    var both = Planned.withPartner(theirs, Acceptance.DISAGREE, Acceptance.AGREE);
    assertThat(examine(course().attended(4).goal(both))).isPresent();
  }

  @Test
  void a_goal_that_was_closed_is_not_discussed_any_more() {
    assertThat(
            examine(
                course()
                    .attended(4)
                    .goalReview(matters(SLEEP, 8, 1))
                    .goal(careGoal("sleep", Lifecycle.COMPLETED, null))))
        .isEmpty();
  }

  private static Courses marks(double... marks) {
    var course = course();
    for (double mark : marks) {
      course.attended().part(SRS, 36, "goals", mark);
    }
    return course;
  }

  @Test
  void the_goals_part_of_a_session_form_below_the_own_range() {
    // Four marks of 9: the range is 1 point wide, so the limit lies 2 * sqrt(1.25) below.
    assertThat(signal(marks(9, 9, 9, 9, 6.7)).wording()).isEqualTo("flag.scale");
    assertThat(examine(marks(9, 9, 9, 9, 6.8))).isEmpty();
    assertThat(examine(marks(9, 9, 6))).as("too few").isEmpty();
    assertThat(examine(marks(9, 9, 9, 9, 6, 9))).as("back once").isPresent();
    assertThat(examine(marks(9, 9, 9, 9, 6, 9, 9))).as("and stayed").isEmpty();
  }

  @Test
  void forms_filled_by_somebody_else_are_named_and_not_counted() {
    var course = course().attended(4).filledBy(Respondent.PROXY).goalReview(matters(SLEEP, 9, 1));
    assertThat(examine(course)).isEmpty();
    var signal = signal(course.filledBy(Respondent.CLIENT).goalReview(matters("Goal/work", 9, 1)));
    assertThat(signal.excluded())
        .containsExactly(new Signal.Excluded(form(course, 0), "excluded.proxy"));
  }

  @Test
  void no_wording_gives_numbers_to_compare_people_by() {
    var catalogue = new Catalogue();
    for (var language : Catalogue.LANGUAGES) {
      for (String key : new String[] {"flag", "flag.client-says", "flag.scale", "goal"}) {
        assertThat(catalogue.text("goal-alignment", key, language)).doesNotContainPattern("\\d");
      }
    }
  }
}
