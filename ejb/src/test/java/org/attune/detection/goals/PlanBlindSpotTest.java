package org.attune.detection.goals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.notMine;
import static org.attune.therapy.Courses.ready;
import static org.attune.therapy.Planned.answered;
import static org.attune.therapy.Planned.at;
import static org.attune.therapy.Planned.came;
import static org.attune.therapy.Planned.goal;
import static org.attune.therapy.Planned.leadingTo;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.plan;
import static org.attune.therapy.Planned.theirs;
import static org.attune.therapy.Planned.told;
import static org.attune.therapy.Planned.withTasks;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.settings.Settings;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;

class PlanBlindSpotTest {

  private static final LocalDate START = LocalDate.of(2026, 1, 5);
  private static final CareGoal OWN = own("sleep", START);
  private static final CareGoal PENDING =
      answered(theirs("work", START), Party.CLIENT, Acceptance.PENDING);
  private static final CareGoal BETTER = came(OWN, Achievement.IMPROVING, START.plusDays(7));

  private static Optional<Signal> examine(Courses course) {
    return examine(course, GivenSettings.FALLBACKS);
  }

  private static Optional<Signal> examine(Courses course, Settings settings) {
    return new PlanBlindSpot(settings).examine(course.build(), ServiceNorms.UNKNOWN);
  }

  private static Signal signal(Courses course) {
    return examine(course).orElseThrow();
  }

  private static Courses planned(CareGoal goal) {
    return course().goal(goal).plan(plan("p", START, null, "work")).attended(6);
  }

  @Test
  void a_goal_of_the_clients_that_is_in_no_plan() {
    var signal = signal(planned(OWN));
    assertThat(signal.level()).isEqualTo(Level.INFO);
    assertThat(signal.channel()).isEqualTo(Channel.CHART);
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.onset()).isEqualTo(OWN.source());
    assertThat(signal.numbers()).containsEntry("goals", 1.0);
    assertThat(signal.remarks()).isEmpty();
  }

  @Test
  void a_goal_that_is_missing_is_put_forward_and_nothing_else_is() {
    assertThat(signal(planned(OWN)).proposesGoal()).isTrue();
    assertThat(signal(planned(OWN)).evidence())
        .filteredOn(each -> each.type().equals("Goal"))
        .as("it is about this goal alone")
        .containsExactly(OWN.source());
    assertThat(signal(planned(PENDING)).proposesGoal()).isFalse();
    assertThat(signal(course().goal(BETTER).attended(6)).proposesGoal()).isFalse();
    var few = course().attended(4);
    few.goalReview(told("#1", null, null, 2), told("#2", null, null, 2));
    assertThat(signal(few).proposesGoal()).isFalse();
  }

  @Test
  void a_goal_that_is_named_on_a_form_alone_is_put_forward_too() {
    var course = course().goal(theirs("work", START)).plan(plan("p", START, null, "work"));
    course.attended(2);
    course.goalReview(
        told("Goal/work", Whose.THERAPIST, null, null), told("#2", Whose.CLIENT, null, null));
    var signal = signal(course.attended(4));
    assertThat(signal.wording()).isEqualTo("flag");
    assertThat(signal.proposesGoal()).isTrue();
    assertThat(signal.onset().type()).isEqualTo("QuestionnaireResponse");
    assertThat(signal.evidence()).noneMatch(each -> each.type().equals("Goal"));
    var form = course.build().forms().goalReviews().get(0).source();
    assertThat(signal.goals()).as("by its line").containsExactly(form.reference() + "#2");
    assertThat(signal.evidence()).noneMatch(each -> each.id().contains("#"));
  }

  @Test
  void a_line_is_that_of_the_newest_form_and_of_the_clients_own() {
    var course = course().goal(theirs("work", START)).plan(plan("p", START, null, "work"));
    var all =
        new GoalReview.OfGoal[] {
          told("Goal/work", null, null, null), told("#2", Whose.CLIENT, null, null)
        };
    course.attended(2).goalReview(all).attended(2).goalReview(all).attended(2);
    var forms = course.build().forms().goalReviews();
    assertThat(signal(course).goals()).containsExactly(forms.get(1).source().reference() + "#2");
    var therapists = course().goal(theirs("work", START)).plan(plan("p", START, null, "work"));
    therapists.filledBy(Respondent.THERAPIST).attended(2).goalReview(all).attended(4);
    assertThat(signal(therapists).goals()).as("the therapist wrote it down").isEmpty();
  }

  @Test
  void a_goal_of_the_record_is_named_and_what_puts_none_forward_names_none() {
    assertThat(signal(planned(OWN)).goals()).containsExactly("Goal/sleep");
    assertThat(signal(planned(PENDING)).goals()).isEmpty();
  }

  @Test
  void once_the_plan_names_what_was_agreed_on_towards_it_it_is_missing_no_longer() {
    var agreed = leadingTo(goal("ours", null, START.plusDays(10)), OWN);
    assertThat(examine(planned(OWN).goal(agreed))).as("in no plan yet").isPresent();
    var inPlan = planned(OWN).goal(agreed).plan(plan("q", START, null, "ours"));
    assertThat(examine(inPlan)).isEmpty();
    var not = planned(OWN).goal(at(agreed, Lifecycle.REJECTED));
    assertThat(examine(not.plan(plan("q", START, null, "ours")))).isPresent();
  }

  @Test
  void what_attune_put_forward_is_one_with_a_line_until_somebody_says_that_they_are_two() {
    var course = course().goal(theirs("work", START)).goal(goal("ours", null, START.plusDays(10)));
    course.plan(plan("p", START, null, "work", "ours")).attended(2);
    var ours = told("Goal/ours", null, null, null);
    course.goalReview(
        told("Goal/work", null, null, null), told("#2", Whose.CLIENT, null, null), ours);
    var view = course.attended(4).build();
    var line = view.forms().goalReviews().get(0).source().reference() + "#2";
    var known = new OneOrTwo(Map.of(), Map.of(), Map.of("Goal/ours", Set.of(line)));
    var two = new OneOrTwo(Map.of(), Map.of(line, Set.of("Goal/ours")), known.putForward());
    assertThat(examine(view)).isPresent();
    assertThat(examine(view.with(known))).isEmpty();
    assertThat(examine(view.with(two)))
        .hasValueSatisfying(signal -> assertThat(signal.goals()).containsExactly(line));
  }

  private static Optional<Signal> examine(TherapyCourse course) {
    return new PlanBlindSpot(GivenSettings.FALLBACKS).examine(course, ServiceNorms.UNKNOWN);
  }

  @Test
  void a_goal_of_the_plan_that_waits_for_the_client() {
    assertThat(signal(planned(PENDING)).wording()).isEqualTo("flag.not-accepted");
  }

  @Test
  void a_no_in_as_many_words_is_left_to_the_rule_that_hears_it() {
    assertThat(examine(planned(answered(PENDING, Party.CLIENT, Acceptance.DISAGREE)))).isEmpty();
    assertThat(examine(planned(PENDING).goalReview(notMine("Goal/work")))).isEmpty();
  }

  @Test
  void a_goal_and_what_was_agreed_on_towards_it_are_not_two_too_many() {
    var agreed = leadingTo(goal("ours", null, START.plusDays(10)), OWN);
    var course = course().goal(OWN).goal(agreed).plan(plan("p", START, null, "ours"));
    course.attended(4).goalReview(told("Goal/ours", null, null, 3));
    assertThat(examine(course)).isEmpty();
    assertThat(signal(course.plan(plan("q", START, null, "sleep"))).wording())
        .as("named by the plan itself it is another one")
        .isEqualTo("flag.too-many");
  }

  @Test
  void too_many_goals_for_the_sessions_left() {
    var course = course().attended(4);
    course.goalReview(told("#1", null, null, 2), told("#2", null, null, 2));
    var signal = signal(course);
    assertThat(signal.wording()).isEqualTo("flag.too-many");
    assertThat(signal.numbers()).containsEntry("sessions-left", 2.0);
    assertThat(signal.level()).isEqualTo(Level.INFO);
  }

  @Test
  void good_news_that_nobody_looked_at_is_for_the_therapist_alone() {
    var signal = signal(course().goal(BETTER).attended(6));
    assertThat(signal.wording()).isEqualTo("flag.uncelebrated");
    assertThat(signal.level()).isEqualTo(Level.PROMPT);
    assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
  }

  @Test
  void what_concerns_all_who_plan_comes_before_good_news_however_old() {
    var late = own("late", START.plusDays(22));
    var course = course().goal(BETTER).plan(plan("p", START, null, "sleep")).attended(6);
    assertThat(signal(course).wording()).isEqualTo("flag.uncelebrated");
    assertThat(signal(course.goal(late)).wording()).isEqualTo("flag");
  }

  @Test
  void goals_of_one_kind_are_told_together() {
    var another = answered(theirs("walk", START), Party.CLIENT, Acceptance.PENDING);
    var course = planned(PENDING).goal(another).plan(plan("q", START, null, "walk"));
    var signal = signal(course);
    assertThat(signal.numbers()).containsEntry("goals", 2.0);
    assertThat(signal.evidence()).contains(PENDING.source(), another.source());
    assertThat(signal.remarks()).isEmpty();
  }

  @Test
  void of_several_that_are_missing_it_is_about_the_first_and_says_how_many_there_are() {
    var walk = own("walk", START.plusDays(20));
    var signal = signal(planned(OWN).goal(PENDING).goal(walk));
    assertThat(signal.numbers()).containsEntry("goals", 2.0);
    assertThat(signal.remarks()).containsExactly("remark.more");
    assertThat(signal.evidence())
        .contains(OWN.source())
        .doesNotContain(PENDING.source(), walk.source());
    var next = signal(planned(OWN).goal(walk).plan(plan("q", START, null, "sleep")));
    assertThat(next.onset()).as("and then about the next").isEqualTo(walk.source());
    assertThat(next.remarks()).isEmpty();
  }

  @Test
  void reviews_and_readiness_are_left_to_the_rules_that_tell_of_them() {
    var longAgo = course().goal(theirs("work", START)).plan(plan("p", "work")).attended(12);
    assertThat(examine(longAgo)).isEmpty();
    var ahead = course().goal(theirs("work", START)).attended(4);
    ahead.plan(withTasks(plan("p", "work"), "work")).ruler(ready("Goal/work", 1, 1, null));
    assertThat(examine(ahead.attended().ruler(ready("Goal/work", 1, 1, null)))).isEmpty();
  }

  @Test
  void the_first_three_sessions_are_for_finding_goals() {
    var course = course().every(20).goal(OWN).plan(plan("p", START, null, "work")).attended(2);
    assertThat(examine(course.judgedAfter(10))).isEmpty();
    assertThat(signal(course.attended().judgedAfter(1)).since()).isAfter(course.latest());
  }

  @Test
  void it_ends_when_the_goal_is_in_a_plan() {
    assertThat(examine(planned(OWN).plan(plan("q", "sleep")))).isEmpty();
  }

  @Test
  void a_site_says_how_long_things_may_wait_and_which_plans_count() {
    assertThat(examine(planned(OWN), GivenSettings.with("plan-blind-spot.grace-days", "60")))
        .isEmpty();
    assertThat(examine(planned(PENDING), GivenSettings.with("plan-blind-spot.answer-days", "60")))
        .isEmpty();
    assertThat(
            examine(
                planned(theirs("work", START)),
                GivenSettings.with("plan-blind-spot.answers-customary", "true")))
        .isPresent();
    assertThat(
            examine(planned(OWN), GivenSettings.with("plan-blind-spot.plan-categories", "urn:x|y")))
        .isEmpty();
    assertThat(
            examine(
                course().goal(BETTER).attended(6),
                GivenSettings.with("plan-blind-spot.celebrate-days", "60")))
        .isEmpty();
  }

  @Test
  void forms_filled_by_somebody_else_are_named_and_not_counted() {
    var course = planned(OWN).filledBy(Respondent.PROXY).goalReview(matters("Goal/sleep", 5, 5));
    assertThat(signal(course).excluded())
        .singleElement()
        .returns("excluded.proxy", Signal.Excluded::why);
  }
}
