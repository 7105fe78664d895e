package org.attune.therapy.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Courses.agreement;
import static org.attune.therapy.Courses.course;
import static org.attune.therapy.Courses.matters;
import static org.attune.therapy.Courses.notMine;
import static org.attune.therapy.Courses.ready;
import static org.attune.therapy.Courses.together;
import static org.attune.therapy.Planned.answered;
import static org.attune.therapy.Planned.at;
import static org.attune.therapy.Planned.byPartner;
import static org.attune.therapy.Planned.came;
import static org.attune.therapy.Planned.changed;
import static org.attune.therapy.Planned.coded;
import static org.attune.therapy.Planned.drafted;
import static org.attune.therapy.Planned.goal;
import static org.attune.therapy.Planned.leadingTo;
import static org.attune.therapy.Planned.ofKind;
import static org.attune.therapy.Planned.ours;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.plan;
import static org.attune.therapy.Planned.theirs;
import static org.attune.therapy.Planned.told;
import static org.attune.therapy.Planned.withPartner;
import static org.attune.therapy.Planned.withTasks;
import static org.attune.therapy.alignment.BlindSpot.AHEAD_OF_READINESS;
import static org.attune.therapy.alignment.BlindSpot.NEVER_ACCEPTED;
import static org.attune.therapy.alignment.BlindSpot.NOT_IN_PLAN;
import static org.attune.therapy.alignment.BlindSpot.NOT_REVIEWED;
import static org.attune.therapy.alignment.BlindSpot.TOO_MANY;
import static org.attune.therapy.alignment.BlindSpot.UNCELEBRATED;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Plan;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the plan overlooks, and what only looks like it. */
class BlindSpotsTest {

  static final Limits LIMITS = new Limits(14, 28, false, 90, 8, 3, 60, 2, 28);

  private static final LocalDate START = LocalDate.of(2026, 1, 5);
  private static final CareGoal SLEEP = own("sleep", START);
  private static final CareGoal WORK = theirs("work", START);
  private static final Plan NAMES_WORK = plan("p", START, null, "work");

  private static List<BlindSpot> spots(Courses course) {
    return spots(course, Matches.NONE, Set.of(), LIMITS);
  }

  private static List<BlindSpot> spots(
      Courses course, Matches matches, Set<String> categories, Limits limits) {
    var view = course.build();
    return new BlindSpots(view, Alignment.of(view, matches, categories))
        .all(limits).stream().map(Overlooked::spot).distinct().toList();
  }

  private static Overlooked only(Courses course) {
    var view = course.build();
    var all = new BlindSpots(view, Alignment.of(view)).all(LIMITS);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  // A goal of the client's that no plan names.

  private static Courses missing() {
    return missing(SLEEP, NAMES_WORK);
  }

  private static Courses missing(CareGoal goal, @Nullable Plan plan) {
    var course = course().goal(goal).attended(6);
    return plan == null ? course : course.plan(plan);
  }

  @Test
  void a_goal_of_the_clients_that_the_plan_does_not_name() {
    var found = only(missing());
    assertThat(found.spot()).isEqualTo(NOT_IN_PLAN);
    assertThat(found.goal()).isEqualTo("Goal/sleep");
    assertThat(found.onset()).isEqualTo(SLEEP.source());
    assertThat(found.evidence()).containsExactly(SLEEP.source(), NAMES_WORK.source());
    assertThat(found.since()).isEqualTo(START.plusDays(14).atStartOfDay(Courses.ZONE).toInstant());
  }

  @Test
  void in_the_plan_it_is_not_missing() {
    assertThat(spots(missing(SLEEP, plan("p", "work", "sleep")))).isEmpty();
    assertThat(spots(missing().plan(plan("q", "sleep")))).as("in another one").isEmpty();
  }

  @Test
  void where_a_goal_of_the_plan_leads_to_it_it_is_not_missing_while_that_is_pursued() {
    var step = leadingTo(goal("step", null, START), SLEEP);
    var plan = plan("p", START, null, "work", "step");
    assertThat(spots(missing(SLEEP, plan))).containsExactly(NOT_IN_PLAN);
    assertThat(spots(missing(SLEEP, plan).goal(step))).isEmpty();
    assertThat(spots(missing().goal(step))).as("in no plan").containsExactly(NOT_IN_PLAN);
    for (var over : List.of(Lifecycle.COMPLETED, Lifecycle.REJECTED, Lifecycle.CANCELLED)) {
      assertThat(spots(missing(SLEEP, plan).goal(at(step, over)))).containsExactly(NOT_IN_PLAN);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Lifecycle.class,
      names = {"ON_HOLD", "COMPLETED", "CANCELLED", "REJECTED"})
  void what_is_no_longer_pursued_is_not_missing(Lifecycle lifecycle) {
    assertThat(spots(missing(at(SLEEP, lifecycle), NAMES_WORK))).isEmpty();
  }

  @Test
  void what_the_client_put_forward_counts_before_anybody_took_it_up() {
    assertThat(spots(missing(at(SLEEP, Lifecycle.PROPOSED), NAMES_WORK)))
        .containsExactly(NOT_IN_PLAN);
  }

  @Test
  void what_is_reached_is_not_missing() {
    assertThat(spots(missing(came(SLEEP, Achievement.ACHIEVED, null), NAMES_WORK))).isEmpty();
    assertThat(spots(missing(came(SLEEP, Achievement.NOT_ATTAINABLE, null), NAMES_WORK))).isEmpty();
  }

  @Test
  void only_the_clients_own_goal_can_be_missing() {
    assertThat(spots(missing(theirs("sleep", START), NAMES_WORK))).isEmpty();
    assertThat(spots(missing(goal("sleep", null, START), NAMES_WORK))).isEmpty();
    assertThat(spots(missing(goal("sleep", Party.RELATED_PERSON, START), NAMES_WORK))).isEmpty();
  }

  @Test
  void what_the_client_no_longer_wants_is_not_missing() {
    var no = answered(SLEEP, Party.CLIENT, Acceptance.DISAGREE);
    assertThat(spots(missing(no, NAMES_WORK))).isEmpty();
    assertThat(spots(missing().goalReview(notMine("Goal/sleep")))).isEmpty();
  }

  @Test
  void where_record_and_form_differ_on_whose_goal_it_is_nothing_is_said() {
    var told = told("Goal/sleep", Whose.THERAPIST, null, null);
    assertThat(spots(missing().goalReview(told))).isEmpty();
    var theirs = missing(theirs("sleep", START), NAMES_WORK);
    assertThat(spots(theirs.goalReview(told("Goal/sleep", Whose.CLIENT, null, null)))).isEmpty();
  }

  @Test
  void without_a_plan_that_tells_of_goals_nothing_is_missing() {
    assertThat(spots(missing(SLEEP, null))).as("no plan at all").isEmpty();
    assertThat(spots(missing(SLEEP, plan("p")))).as("one that names no goal").isEmpty();
    assertThat(spots(missing(SLEEP, ours(NAMES_WORK)))).as("only our own").isEmpty();
    assertThat(spots(missing(SLEEP, drafted(NAMES_WORK)))).as("not in force").isEmpty();
    assertThat(spots(missing(SLEEP, plan("p", START.plusDays(60), null, "work"))))
        .as("not begun")
        .isEmpty();
    assertThat(spots(missing(SLEEP, plan("p", null, START.plusDays(20), "work"))))
        .as("over")
        .isEmpty();
  }

  @Test
  void a_plan_of_another_kind_tells_nothing_where_the_site_says_which_kind_it_is() {
    var psychotherapy = Set.of("urn:x|psychotherapy");
    var other = missing(SLEEP, ofKind(NAMES_WORK, "urn:x|diabetes"));
    assertThat(spots(other, Matches.NONE, psychotherapy, LIMITS)).isEmpty();
    var theSame = missing(SLEEP, ofKind(NAMES_WORK, "urn:x|psychotherapy"));
    assertThat(spots(theSame, Matches.NONE, psychotherapy, LIMITS)).containsExactly(NOT_IN_PLAN);
  }

  @Test
  void a_plan_on_its_way_that_names_it_is_waited_for() {
    assertThat(spots(missing().plan(drafted(plan("q", "sleep"))))).isEmpty();
  }

  @Test
  void a_goal_with_the_same_code_in_the_plan_is_the_same_goal() {
    var planned = coded(WORK, "urn:x|sleep");
    assertThat(spots(missing(coded(SLEEP, "urn:x|sleep"), NAMES_WORK).goal(planned))).isEmpty();
    assertThat(spots(missing(coded(SLEEP, "urn:x|other"), NAMES_WORK).goal(planned)))
        .containsExactly(NOT_IN_PLAN);
  }

  @Test
  void a_goal_that_a_person_matched_with_one_of_the_plan_is_the_same_goal() {
    var matches = new Matches(Map.of("Goal/sleep", "Goal/work"));
    assertThat(spots(missing().goal(WORK), matches, Set.of(), LIMITS)).isEmpty();
  }

  @Test
  void a_new_goal_and_a_new_plan_are_given_two_weeks() {
    // Judged on the tenth of February.
    assertThat(spots(missing(own("sleep", START.plusDays(23)), NAMES_WORK))).isEmpty();
    assertThat(spots(missing(own("sleep", START.plusDays(22)), NAMES_WORK))).isNotEmpty();
    assertThat(spots(missing(SLEEP, plan("p", START.plusDays(23), null, "work")))).isEmpty();
    assertThat(spots(missing(SLEEP, plan("p", START.plusDays(22), null, "work")))).isNotEmpty();
  }

  @Test
  void where_no_plan_says_since_when_it_holds_the_goals_age_is_what_counts() {
    var undated = plan("p", "work");
    assertThat(spots(missing(SLEEP, undated))).containsExactly(NOT_IN_PLAN);
    assertThat(spots(missing(own("sleep", START.plusDays(23)), undated))).isEmpty();
    assertThat(spots(missing(own("sleep", null), undated))).isEmpty();
    assertThat(spots(missing(SLEEP, undated).plan(plan("q", START.plusDays(23), null, "work"))))
        .as("beside one that is new")
        .isEmpty();
  }

  @Test
  void a_goal_of_unknown_age_is_not_old() {
    assertThat(spots(missing(own("sleep", null), NAMES_WORK))).isEmpty();
    assertThat(spots(missing(own("sleep", null), plan("p", START, null, "work"))))
        .as("however old the plan is")
        .isEmpty();
    var mentioned = course().goal(own("sleep", null)).plan(NAMES_WORK).attended();
    mentioned.goalReview(told("Goal/sleep", Whose.CLIENT, null, null)).attended(5);
    assertThat(spots(mentioned)).containsExactly(NOT_IN_PLAN);
  }

  @Test
  void a_goal_known_from_the_form_alone_is_missing_only_if_the_form_names_all_of_the_plan() {
    var course = course().plan(NAMES_WORK).attended();
    course.goalReview(told("#1", Whose.CLIENT, null, null)).attended(5);
    assertThat(spots(course)).as("it may be that of the plan in other words").isEmpty();
    var both = course().plan(NAMES_WORK).attended();
    both.goalReview(
            told("#1", Whose.CLIENT, null, null), told("Goal/work", Whose.THERAPIST, null, null))
        .attended(5);
    assertThat(spots(both)).containsExactly(NOT_IN_PLAN);
  }

  @Test
  void what_somebody_else_filled_in_for_the_client_says_nothing() {
    var course = course().plan(NAMES_WORK).attended().filledBy(Respondent.PROXY);
    course
        .goalReview(
            told("#1", Whose.CLIENT, null, null), told("Goal/work", Whose.THERAPIST, null, null))
        .attended(5);
    assertThat(spots(course)).isEmpty();
  }

  @Test
  void a_place_that_a_later_form_leaves_empty_is_no_goal_any_more() {
    var course = course().plan(NAMES_WORK).attended();
    course.goalReview(
        told("#2", Whose.CLIENT, null, null), told("Goal/work", Whose.THERAPIST, null, null));
    course.attended(3).goalReview(told("Goal/work", Whose.THERAPIST, null, null)).attended();
    assertThat(spots(course)).isEmpty();
  }

  // What was agreed.

  private static Agreement agreed(Kind kind, @Nullable Integer from, @Nullable Integer until) {
    return agreement(
        kind,
        from == null ? null : START.plusDays(from),
        until == null ? null : START.plusDays(until));
  }

  private static Courses missingAfter(Agreement... agreements) {
    return course().goal(SLEEP).plan(NAMES_WORK).attended(4).agreed(agreements);
  }

  @Test
  void while_a_pause_holds_or_an_ending_is_agreed_nothing_is_overlooked() {
    assertThat(spots(missingAfter(agreed(Kind.PAUSE, 21, 60)))).isEmpty();
    assertThat(spots(missingAfter(agreed(Kind.PAUSE, null, null)))).isEmpty();
    for (Kind kind : new Kind[] {Kind.ENDING, Kind.REFERRAL}) {
      assertThat(spots(missingAfter(agreed(kind, 90, null)))).as("ahead").isEmpty();
      assertThat(spots(missingAfter(agreed(kind, 21, null)))).as("begun").isEmpty();
      assertThat(spots(missingAfter(agreed(kind, null, null)).attended(4)))
          .as("some day")
          .isEmpty();
    }
  }

  @Test
  void once_it_holds_no_longer_it_counts_from_then_on() {
    var over = missingAfter(agreed(Kind.PAUSE, 21, 30)).later(7).attended();
    assertThat(only(over).since())
        .isEqualTo(START.plusDays(31).atStartOfDay(Courses.ZONE).toInstant());
    var goesOn = missingAfter(agreed(Kind.ENDING, 21, null)).attended();
    assertThat(only(goesOn).since()).isEqualTo(goesOn.latest());
    var seenAgain = missingAfter(agreed(Kind.PAUSE, null, null)).attended();
    assertThat(only(seenAgain).since()).isEqualTo(seenAgain.latest());
  }

  @Test
  void a_pause_ahead_one_that_was_not_kept_and_a_promise_change_nothing() {
    assertThat(spots(missingAfter(agreed(Kind.PAUSE, 40, 60)))).containsExactly(NOT_IN_PLAN);
    assertThat(spots(missingAfter(agreed(Kind.PROMISE, 21, 60)))).containsExactly(NOT_IN_PLAN);
    var notKept = new Agreement(Kind.ENDING, START.plusDays(90), null, false);
    assertThat(spots(missingAfter(notKept))).containsExactly(NOT_IN_PLAN);
  }

  @Test
  void what_is_on_hold_or_has_ended_overlooks_nothing() {
    assertThat(spots(missing().onHold())).isEmpty();
    assertThat(spots(missing().ended())).isEmpty();
  }

  // A goal of the plan that waits for the client's answer.

  private static Courses waiting(CareGoal goal) {
    return course().goal(goal).plan(NAMES_WORK).attended(6);
  }

  private static CareGoal says(Acceptance client) {
    return answered(WORK, Party.CLIENT, client);
  }

  @Test
  void a_goal_of_the_plan_that_waits_for_the_clients_answer() {
    var found = only(waiting(says(Acceptance.PENDING)));
    assertThat(found.spot()).isEqualTo(NEVER_ACCEPTED);
    assertThat(found.said()).isFalse();
    assertThat(found.since()).isEqualTo(START.plusDays(28).atStartOfDay(Courses.ZONE).toInstant());
  }

  @Test
  void a_no_in_as_many_words_is_told_as_such() {
    assertThat(only(waiting(says(Acceptance.DISAGREE))).said()).isTrue();
    assertThat(only(waiting(says(Acceptance.AGREE)).goalReview(notMine("Goal/work"))).said())
        .isTrue();
  }

  @Test
  void only_the_client_can_say_that_it_is_not_theirs() {
    var ticked = waiting(WORK).filledBy(Respondent.THERAPIST).goalReview(notMine("Goal/work"));
    assertThat(spots(ticked)).isEmpty();
  }

  @Test
  void an_answer_that_nobody_wrote_down_is_no_answer() {
    assertThat(spots(waiting(WORK))).isEmpty();
    assertThat(spots(waiting(answered(WORK, Party.PRACTITIONER, Acceptance.AGREE)))).isEmpty();
  }

  @Test
  void unless_this_service_writes_down_every_answer() {
    var customary = new Limits(14, 28, true, 90, 8, 3, 60, 2, 28);
    assertThat(spots(waiting(WORK), Matches.NONE, Set.of(), customary))
        .containsExactly(NEVER_ACCEPTED);
    assertThat(spots(waiting(own("work", START)), Matches.NONE, Set.of(), customary)).isEmpty();
  }

  @Test
  void who_named_a_goal_or_agreed_to_it_anywhere_has_accepted_it() {
    assertThat(spots(waiting(says(Acceptance.AGREE)))).isEmpty();
    var theirOwn = answered(own("work", START), Party.CLIENT, Acceptance.PENDING);
    assertThat(spots(waiting(theirOwn))).isEmpty();
    for (var each : new Acceptance[] {Acceptance.PENDING, Acceptance.DISAGREE}) {
      assertThat(
              spots(waiting(says(each)).goalReview(told("Goal/work", null, true, null)).attended()))
          .as("on the goal form")
          .isEmpty();
    }
  }

  @Test
  void what_somebody_close_agreed_to_for_the_client_is_an_answer() {
    var forThem = answered(says(Acceptance.PENDING), Party.RELATED_PERSON, Acceptance.AGREE);
    assertThat(spots(waiting(forThem))).isEmpty();
  }

  @Test
  void both_say_on_the_form_that_it_is_not_agreed() {
    assertThat(spots(waiting(WORK).goalReview(told("Goal/work", null, false, null))))
        .containsExactly(NEVER_ACCEPTED);
  }

  @Test
  void a_yes_in_the_record_after_the_form_counts_and_one_of_unknown_day_does_not() {
    var yes = answered(WORK, Party.CLIENT, Acceptance.AGREE);
    assertThat(spots(notAgreed(yes))).containsExactly(NEVER_ACCEPTED);
    assertThat(spots(notAgreed(changed(yes, START)))).containsExactly(NEVER_ACCEPTED);
    assertThat(spots(notAgreed(changed(yes, START.plusDays(45))))).isEmpty();
    var pending = answered(WORK, Party.CLIENT, Acceptance.PENDING);
    assertThat(spots(notAgreed(changed(pending, START.plusDays(45)))))
        .containsExactly(NEVER_ACCEPTED);
  }

  /** A form says after five weeks that it is not agreed; two sessions follow. */
  private static Courses notAgreed(CareGoal goal) {
    return waiting(goal).goalReview(told("Goal/work", null, false, null)).attended(2);
  }

  @Test
  void what_a_partner_names_or_says_is_not_the_clients_word() {
    assertThat(spots(missing(byPartner(SLEEP), NAMES_WORK))).isEmpty();
    assertThat(spots(waiting(withPartner(WORK, Acceptance.AGREE, Acceptance.PENDING)))).isEmpty();
    assertThat(spots(waiting(withPartner(WORK, null, Acceptance.DISAGREE)))).isEmpty();
    assertThat(spots(waiting(withPartner(WORK, Acceptance.PENDING, Acceptance.AGREE))))
        .containsExactly(NEVER_ACCEPTED);
  }

  @Test
  void a_new_goal_may_wait_four_weeks_for_its_answer() {
    var late = answered(theirs("work", START.plusDays(9)), Party.CLIENT, Acceptance.PENDING);
    assertThat(spots(waiting(late))).isEmpty();
    var soon = answered(theirs("work", START.plusDays(8)), Party.CLIENT, Acceptance.PENDING);
    assertThat(spots(waiting(soon))).isNotEmpty();
    var undated = answered(theirs("work", null), Party.CLIENT, Acceptance.PENDING);
    var planned = course().goal(undated).plan(plan("p", START, null, "work")).attended(6);
    assertThat(spots(planned)).as("nobody knows since when").isEmpty();
  }

  @Test
  void a_goal_in_no_plan_in_force_asks_for_no_answer() {
    var pending = says(Acceptance.PENDING);
    assertThat(spots(course().goal(pending).attended(6))).isEmpty();
    assertThat(spots(course().goal(pending).plan(ours(NAMES_WORK)).attended(6))).isEmpty();
    assertThat(spots(waiting(at(pending, Lifecycle.CANCELLED)))).isEmpty();
  }

  // A goal that was last looked at long ago.

  private static Courses unseen(CareGoal goal, int sessions) {
    return course().goal(goal).plan(NAMES_WORK).attended(sessions);
  }

  @Test
  void a_goal_that_was_not_looked_at_for_eight_sessions() {
    assertThat(spots(unseen(WORK, 9).judgedAfter(2))).containsExactly(NOT_REVIEWED);
    assertThat(spots(unseen(WORK, 8).judgedAfter(2))).isEmpty();
    assertThat(spots(unseen(WORK, 9).judgedAfter(1))).as("forms may still come").isEmpty();
  }

  @Test
  void or_for_ninety_days() {
    var monthly = course().every(30).goal(WORK).plan(NAMES_WORK);
    assertThat(spots(monthly.attended(3).judgedAfter(2))).isEmpty();
    assertThat(spots(monthly.attended().judgedAfter(2))).containsExactly(NOT_REVIEWED);
  }

  @Test
  void looked_at_in_whatever_record_it_was_looked_at() {
    UnaryOperator<Courses> more = course -> course.attended(5).judgedAfter(2);
    assertThat(spots(more.apply(unseen(WORK, 4).goalReview(matters("Goal/work", 5, 5))))).isEmpty();
    assertThat(spots(more.apply(unseen(WORK, 4).goalReview(matters("Goal/other", 5, 5)))))
        .as("a form about another goal")
        .isEmpty();
    assertThat(spots(more.apply(unseen(WORK, 4).goalScore("work", 0, Respondent.THERAPIST))))
        .as("a rating")
        .isEmpty();
    assertThat(spots(more.apply(unseen(WORK, 4).step(step -> step.towards("Goal/work")))))
        .as("a step")
        .isEmpty();
    var changed = came(WORK, Achievement.IN_PROGRESS, START.plusDays(21));
    assertThat(spots(unseen(changed, 9).judgedAfter(2))).as("its own record").isEmpty();
  }

  @Test
  void a_form_that_tells_of_an_older_look_does_not_count_for_its_own_day() {
    var course = unseen(WORK, 9);
    course.goalReview(together(matters("Goal/work", 5, 5), START));
    assertThat(spots(course.judgedAfter(2))).containsExactly(NOT_REVIEWED);
  }

  // Something is to be done for which readiness is low.

  private static Courses low(@Nullable Plan plan) {
    var course = course().goal(WORK).attended(4);
    course.ruler(ready("Goal/work", 3, 8, null)).attended();
    course.ruler(ready("Goal/work", null, null, ReadinessStage.CONTEMPLATION));
    return plan == null ? course : course.plan(plan);
  }

  private static final Plan WITH_TASKS = withTasks(NAMES_WORK, "work");

  @Test
  void a_task_for_a_goal_that_does_not_feel_ready_twice() {
    var found = only(low(WITH_TASKS));
    assertThat(found.spot()).isEqualTo(AHEAD_OF_READINESS);
    assertThat(found.since()).isEqualTo(low(null).build().forms().rulers().get(1).at());
    assertThat(spots(low(null).step(step -> step.towards("Goal/work"))))
        .as("a step")
        .containsExactly(AHEAD_OF_READINESS);
  }

  @Test
  void without_a_task_for_it_readiness_may_be_what_it_is() {
    assertThat(spots(low(NAMES_WORK))).isEmpty();
    assertThat(spots(low(withTasks(plan("p", "work", "other"), "other")))).isEmpty();
    assertThat(spots(low(null).step(step -> step.towards("Goal/other")))).isEmpty();
    assertThat(spots(low(null).step(step -> step.towards("Goal/work").agreed(false)))).isEmpty();
    var agreed = low(null).step(step -> step.towards("Goal/work")).attended();
    assertThat(spots(agreed.step(step -> step.towards("Goal/work").agreed(null))))
        .as("silence takes nothing back")
        .containsExactly(AHEAD_OF_READINESS);
  }

  @Test
  void once_is_a_normal_hesitation_and_a_higher_mark_ends_it() {
    var once = course().goal(WORK).plan(WITH_TASKS).attended(4);
    assertThat(spots(once.ruler(ready("Goal/work", 2, 2, null)))).isEmpty();
    assertThat(spots(low(WITH_TASKS).attended().ruler(ready("Goal/work", 4, 4, null)))).isEmpty();
  }

  @Test
  void what_was_said_of_readiness_two_months_ago_is_out_of_date() {
    assertThat(spots(low(WITH_TASKS).judgedAfter(60))).contains(AHEAD_OF_READINESS);
    assertThat(spots(low(WITH_TASKS).judgedAfter(61))).doesNotContain(AHEAD_OF_READINESS);
  }

  @Test
  void what_the_client_says_of_readiness_comes_first_and_what_others_say_for_them_never() {
    var course = course().goal(WORK).plan(WITH_TASKS).attended(4);
    course.ruler(ready("Goal/work", 8, 8, null)).filledBy(Respondent.THERAPIST);
    course.ruler(ready("Goal/work", 2, 2, null)).attended().ruler(ready("Goal/work", 2, 2, null));
    assertThat(spots(course)).isEmpty();
    var proxy = course().goal(WORK).plan(WITH_TASKS).attended(4).filledBy(Respondent.PROXY);
    proxy.ruler(ready("Goal/work", 2, 2, null)).attended().ruler(ready("Goal/work", 2, 2, null));
    assertThat(spots(proxy)).isEmpty();
  }

  @Test
  void a_place_on_the_ruler_is_no_place_on_the_goal_form() {
    var course = course().attended(4).goalReview(matters("#1", 5, 5));
    course.ruler(ready("#1", 2, 2, null)).attended().ruler(ready("#1", 2, 2, null));
    assertThat(Alignment.of(course.build()).goals())
        .singleElement()
        .satisfies(goal -> assertThat(goal.client().readiness()).isEmpty());
  }

  // More goals than the sessions that are left can hold.

  private static Courses left(@Nullable Integer sessions, String... goals) {
    var course = course().attended(4);
    for (String each : goals) {
      course.goal(goal(each, Party.CLIENT, START));
    }
    course.plan(plan("p", goals));
    return course.goalReview(told("Goal/" + goals[0], Whose.CLIENT, null, sessions));
  }

  @Test
  void three_goals_for_five_sessions_are_too_many_and_for_six_they_are_not() {
    assertThat(spots(left(5, "a", "b", "c"))).containsExactly(TOO_MANY);
    assertThat(spots(left(6, "a", "b", "c"))).isEmpty();
    assertThat(spots(left(6, "a", "b", "c").attended())).as("one less").containsExactly(TOO_MANY);
  }

  @Test
  void it_begins_with_the_session_that_leaves_too_few() {
    var course = left(7, "a", "b", "c").attended(2);
    assertThat(only(course).since()).isEqualTo(course.latest());
    assertThat(only(course.attended()).since()).as("and stays").isBefore(course.latest());
  }

  @Test
  void one_goal_is_never_too_many() {
    assertThat(spots(left(1, "a"))).isEmpty();
  }

  @Test
  void what_nobody_told_of_the_sessions_left_is_not_known() {
    assertThat(spots(left(null, "a", "b", "c"))).isEmpty();
    assertThat(spots(left(2, "a", "b", "c").attended(2)))
        .as("used up, and sessions go on")
        .isEmpty();
    var proxy = left(null, "a", "b", "c").filledBy(Respondent.PROXY);
    assertThat(spots(proxy.goalReview(told("Goal/a", null, null, 1)))).isEmpty();
  }

  @Test
  void the_most_that_is_left_for_any_goal_counts() {
    var course = course().attended(4);
    course.goalReview(told("#1", null, null, 2), told("#2", null, null, 8));
    assertThat(spots(course)).isEmpty();
    assertThat(
            spots(
                course()
                    .attended(4)
                    .goalReview(told("#1", null, null, 2), told("#2", null, null, 3))))
        .containsExactly(TOO_MANY);
  }

  @Test
  void goals_that_are_closed_and_goals_that_may_be_the_same_are_not_added_up() {
    var closed =
        course().attended(4).goal(own("a", START)).goal(at(own("b", START), Lifecycle.ON_HOLD));
    closed.plan(plan("p", "a", "b")).goalReview(told("Goal/a", Whose.CLIENT, null, 3));
    assertThat(spots(closed)).isEmpty();
    var inOtherWords = course().attended(4).goal(own("a", START)).plan(plan("p", "a"));
    inOtherWords.goalReview(told("#1", null, null, 3));
    assertThat(spots(inOtherWords)).isEmpty();
  }

  @Test
  void places_on_forms_of_two_people_are_not_added_up() {
    var both = course().attended(4).filledBy(Respondent.THERAPIST);
    both.goalReview(told("#1", null, null, 3)).filledBy(Respondent.CLIENT);
    assertThat(spots(both.goalReview(told("#1", null, null, 3)))).isEmpty();
    assertThat(spots(both.goalReview(told("#1", null, null, 3), told("#2", null, null, 3))))
        .containsExactly(TOO_MANY);
  }

  // Good news that nobody looked at.

  private static CareGoal better(int after) {
    return came(own("work", START), Achievement.IMPROVING, START.plusDays(after));
  }

  @Test
  void a_goal_that_came_nearer_and_was_not_looked_at_since() {
    for (var achievement : new Achievement[] {Achievement.IMPROVING, Achievement.ACHIEVED}) {
      var goal = came(own("work", START), achievement, START.plusDays(7));
      assertThat(only(course().goal(goal).attended(6)).spot()).isEqualTo(UNCELEBRATED);
    }
    assertThat(spots(course().goal(better(9)).attended(6))).as("four weeks are not over").isEmpty();
  }

  @Test
  void only_what_came_nearer_can_be_celebrated() {
    for (var achievement :
        new Achievement[] {Achievement.NO_CHANGE, Achievement.WORSENING, Achievement.SUSTAINING}) {
      var goal = came(own("work", START), achievement, START.plusDays(7));
      assertThat(spots(course().goal(goal).attended(6))).isEmpty();
    }
    var undated = came(own("work", START), Achievement.ACHIEVED, null);
    assertThat(spots(course().goal(undated).attended(6))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Lifecycle.class,
      names = {"ON_HOLD", "COMPLETED", "CANCELLED", "REJECTED", "PROPOSED"})
  void what_people_closed_or_set_aside_waits_for_nobody(Lifecycle lifecycle) {
    assertThat(spots(course().goal(at(better(7), lifecycle)).attended(6))).isEmpty();
  }

  @Test
  void whoever_looked_back_or_rated_it_or_tried_something_has_seen_it() {
    assertThat(
            spots(course().goal(better(7)).attended(4).goalReview(matters("#1", 5, 5)).attended(2)))
        .isEmpty();
    assertThat(
            spots(
                course()
                    .goal(better(7))
                    .attended(4)
                    .goalScore("work", 1, Respondent.CLIENT)
                    .attended(2)))
        .isEmpty();
    assertThat(
            spots(course().goal(better(7)).attended(4).tried("persistence", "st-20").attended(2)))
        .isEmpty();
    assertThat(
            spots(course().goal(better(7)).attended(4).tried("repair-gain", "st-45").attended(2)))
        .isEmpty();
    assertThat(spots(course().goal(better(7)).attended(4).tried("pace", "st-15").attended(2)))
        .containsExactly(UNCELEBRATED);
  }

  @Test
  void a_look_before_the_news_is_no_answer_to_it() {
    var course = course().goal(better(8)).attended().goalReview(matters("#1", 5, 5)).attended(6);
    assertThat(spots(course)).containsExactly(UNCELEBRATED);
  }

  @Test
  void without_a_session_since_nobody_could_have_looked_at_it() {
    assertThat(spots(course().goal(better(7)).attended(2).judgedAfter(40))).isEmpty();
  }

  @Test
  void everything_that_is_found_cites_records_of_the_course_and_begins_with_one_of_them() {
    var evidence = only(missing()).evidence();
    assertThat(evidence).contains(new Source("CarePlan", "p", "1")).doesNotHaveDuplicates();
  }
}
