package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.agenda.Rest.Because.DECIDED;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.attune.access.AuditEntries;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.access.WorklistSessions;
import org.attune.agenda.NextStep;
import org.attune.agenda.Rest;
import org.attune.agenda.WorkItem;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.DecideOnGoal.Outcome;
import org.attune.chart.GoalChoice;
import org.attune.chart.ShowChart;
import org.attune.chart.SignalView;
import org.attune.ehr.Feed;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingKey;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.findings.WhyNot;
import org.attune.goals.GoalsView;
import org.attune.ledger.Ledger;
import org.attune.matching.ClientGoal;
import org.attune.matching.DecideMatch.Answer;
import org.attune.matching.DecideMatch.Seen;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.BlindSpot;
import org.attune.worklist.ActOnRow;
import org.attune.worklist.DecideRowGoal;
import org.attune.worklist.Desk;
import org.attune.worklist.MatchRowGoals;
import org.attune.worklist.NameRows;
import org.attune.worklist.ShowGoals;
import org.attune.worklist.ShowRow;
import org.attune.worklist.WorklistView.RowView;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.PlanEntry;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tartarus.snowball.SnowballStemmer;

/** Goals on a worklist: side by side, matched and decided on, in a real server. */
@ExtendWith(ArquillianExtension.class)
class WorklistGoalsIT extends WorklistStage {

  private static final String SPOT = "plan-blind-spot";
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Class<?> DONE = org.attune.worklist.Outcome.Done.class;

  @Deployment
  static WebArchive slice() {
    return slice("worklistgoals")
        .addAsLibraries(
            Slice.jarOf(SnowballStemmer.class),
            Slice.jarOf(JaroWinklerSimilarity.class),
            Slice.jarOf(StringUtils.class));
  }

  @Inject ShowGoals goals;
  @Inject ShowRow details;
  @Inject MatchRowGoals matching;
  @Inject DecideRowGoal deciding;
  @Inject NameRows names;
  @Inject ActOnRow acting;
  @Inject ShowChart charts;
  @Inject ActOnFinding onChart;
  @Inject Findings findings;
  @Inject WorklistSessions sessions;
  @Inject AuditEntries accounts;
  @Inject Ledger ledger;
  @Resource ManagedExecutorService others;

  private final PatientId other = new PatientId("q-" + tag);
  private final Source wanted = new Source("Goal", "wanted-" + tag, "1");
  private final Source reached = new Source("Goal", "reached-" + tag, "1");
  private final Source planned = new Source("Goal", "planned-" + tag, "1");

  @BeforeEach
  void a_goal_that_the_plan_does_not_name() {
    HospitalToQuote.WORDS.clear();
    fall(client, NORTHERN);
    tell(Feed.GOALS, goal(wanted, Party.CLIENT));
    tell(Feed.GOALS, goal(planned, null));
    tell(Feed.CARE_PLANS, plan("c-" + tag, client, planned));
    HospitalToQuote.WORDS.put(wanted.reference(), "See my friends more often");
    HospitalToQuote.WORDS.put(planned.reference(), "Sees friends more often");
    rounds();
  }

  /** A plan that has been in force for long. */
  private static Plan plan(String id, PatientId of, Source goal) {
    return plan(new Source("CarePlan", id, "1"), of, goal);
  }

  private static Plan plan(Source source, PatientId of, Source... goals) {
    return new Plan(
        source,
        of,
        true,
        false,
        List.of(goals),
        Labels.NONE,
        Plan.Kind.PLAN,
        LocalDate.ofInstant(Hospital.now, ZoneId.of("Europe/Berlin")).minusDays(80),
        null,
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  private CareGoal goal(Source source, Party by) {
    return goal(source, client, by, null);
  }

  private static CareGoal goal(Source source, PatientId of, Party by, Achievement achievement) {
    return goal(source, of, by, achievement, List.of());
  }

  private static CareGoal goal(
      Source source, PatientId of, Party by, Achievement achievement, List<String> codes) {
    return goal(source, of, by, achievement, codes, 40);
  }

  private static CareGoal goal(
      Source source,
      PatientId of,
      Party by,
      Achievement achievement,
      List<String> codes,
      int daysAgo) {
    var before = LocalDate.ofInstant(Hospital.now, ZoneId.of("Europe/Berlin")).minusDays(daysAgo);
    return new CareGoal(
        source,
        of,
        Lifecycle.ACTIVE,
        achievement,
        by,
        new TreeMap<>(),
        before,
        achievement == null ? null : before,
        Labels.NONE,
        List.of(),
        null,
        codes,
        List.of(),
        List.of(),
        List.of());
  }

  /** The row of the falling ratings, which puts a goal forward. */
  private String item() {
    return rows(client).stream()
        .filter(row -> row.goalOpen() && !row.detector().equals("plan-blind-spot"))
        .map(WorkItem::key)
        .findFirst()
        .orElseThrow();
  }

  private GoalsView shown() {
    return goals.show(coordinator(NORTH), item(), EN).orElseThrow();
  }

  @Test
  void goals_lie_side_by_side_with_their_words_and_the_look_is_accounted_for() {
    long told = accounts.about(client);
    var view = shown();
    assertThat(accounts.about(client)).isEqualTo(told + 1);
    assertThat(view.words()).isEqualTo("read");
    assertThat(view.goals())
        .extracting(GoalsView.GoalRow::text)
        .containsExactlyInAnyOrder("See my friends more often", "Sees friends more often");
    assertThat(view.goals())
        .filteredOn(row -> row.goal().equals(wanted.reference()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.client().expressed()).isTrue();
              assertThat(row.client().importance()).isNull();
              assertThat(row.team().inPlan()).isFalse();
              assertThat(row.spots()).containsExactly(BlindSpot.NOT_IN_PLAN);
            });
    assertThat(view.suggestions())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.planGoal()).isEqualTo(planned.reference());
              assertThat(it.revision()).isZero();
            });
  }

  @Test
  void a_hospital_that_is_silent_costs_the_words_alone() {
    Hospital.silent = true;
    var view = shown();
    assertThat(view.words()).isEqualTo("silent");
    assertThat(view.goals()).hasSize(2).allMatch(row -> row.text() == null);
    assertThat(view.overlooked()).isNotEmpty();
  }

  @Test
  void goals_of_clients_out_of_reach_are_shown_matched_and_decided_on_by_nobody() {
    var seen = new Seen(ClientGoal.of(wanted), planned, 0);
    for (var desk :
        List.of(coordinator(SOUTH), desk(Role.CLINICIAN, NORTH), desk(Role.OUTREACH, NORTH))) {
      assertThat(goals.show(desk, item(), EN)).isEmpty();
      assertThat(deciding.show(desk, item(), EN)).isEmpty();
      assertThat(matching.decide(desk, item(), seen, Verdict.CONFIRMED))
          .isInstanceOf(Answer.NotOnThisChart.class);
      assertThat(decide(desk, new GoalChoice.Decline(WhyNot.NOT_NOW)))
          .isInstanceOf(Outcome.NoSuchSignal.class);
    }
    assertThat(items.find(item()).orElseThrow().goalOpen()).isTrue();
  }

  @Test
  void what_a_person_confirms_is_one_goal_from_then_on_and_missing_from_no_plan() {
    var seen = new Seen(ClientGoal.of(wanted), planned, 0);
    assertThat(matching.decide(coordinator(NORTH), item(), seen, Verdict.CONFIRMED))
        .isInstanceOf(Answer.Decided.class);
    var view = shown();
    assertThat(view.suggestions()).isEmpty();
    assertThat(view.overlooked())
        .extracting(GoalsView.OverlookedView::spot)
        .doesNotContain(BlindSpot.NOT_IN_PLAN);
    assertThat(view.goals())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.client().expressed()).isTrue();
              assertThat(row.team().inPlan()).isTrue();
            });
    assertThat(row(client, "plan-blind-spot").gone()).isEmpty();
    rounds();
    assertThat(row(client, "plan-blind-spot").gone()).isPresent();
    var taken = new Seen(ClientGoal.of(wanted), planned, 1);
    assertThat(matching.decide(coordinator(NORTH), item(), taken, Verdict.TURNED_DOWN))
        .isInstanceOf(Answer.Decided.class);
    rounds();
    assertThat(row(client, "plan-blind-spot").gone()).isEmpty();
  }

  @Test
  void a_goal_that_the_plan_overlooks_is_decided_on_in_the_clients_words_and_then_stands_in_it() {
    var desk = coordinator(NORTH);
    assertThat(row(client, "plan-blind-spot").goalOpen()).as("ratings come first").isFalse();
    var mine = new Source("Goal", "mine-" + tag, "1");
    var named = new Source("Goal", "named-" + tag, "1");
    for (int week = 0; week < 10; week++) {
      tell(Feed.APPOINTMENTS, hour(other, NORTHERN, week, BookingStatus.KEPT));
    }
    tell(Feed.GOALS, goal(mine, other, Party.CLIENT, null, List.of(), 20));
    tell(Feed.GOALS, goal(named, other, null, null));
    tell(Feed.CARE_PLANS, plan("d-" + tag, other, named));
    HospitalToQuote.WORDS.put(mine.reference(), "See my friends more often");
    rounds();
    var row = row(other, "plan-blind-spot");
    assertThat(row.goalOpen()).isTrue();
    assertThat(row.step()).isEqualTo(NextStep.DECIDE_GOAL);
    var told = goals.show(desk, row.key(), EN).orElseThrow();
    assertThat(told.inQuestion()).as("the form begins in its words").isEqualTo(mine.reference());
    assertThat(told.goals())
        .filteredOn(goal -> goal.goal().equals(told.inQuestion()))
        .singleElement()
        .matches(goal -> "See my friends more often".equals(goal.theirs()));
    var proposed = putForward(row.key());
    assertThat(proposed.theirs()).containsExactly(ClientGoal.of(mine));
    var open = deciding.show(desk, row.key(), EN).orElseThrow();
    assertThat(open.theirs()).isEqualTo("See my friends more often");
    assertThat(open.firstStep()).contains("small enough");
    assertThat(proposed.answer()).isEqualTo(new GoalAnswer.Open(open.firstStep()));
    var accept =
        new GoalChoice.Accept(
            "See my friends more often",
            open.firstStep(),
            Objects.requireNonNull(open.review()),
            List.of(GoalChoice.CLIENT),
            new Source("CarePlan", "d-" + tag, "1"),
            null,
            null);
    assertThat(deciding.decide(desk, row.key(), UUID.randomUUID(), accept, EN))
        .isInstanceOf(Outcome.Decided.class);
    assertThat(row(other, "plan-blind-spot").goalOpen()).isFalse();
    assertThat(row(other, "plan-blind-spot").step()).isEqualTo(NextStep.REVIEW_PLAN);
    rounds();
    assertThat(putForward(row.key()).answer()).isInstanceOf(GoalAnswer.Agreed.class);
    assertThat(row(other, "plan-blind-spot").gone()).as("the plan has it not yet").isEmpty();

    intoThePlan(row.key(), mine, named);
    rounds();
    assertThat(row(other, "plan-blind-spot").gone()).isPresent();
  }

  private static GoalProposal putForward(String finding) {
    return Hospital.CHART.values().stream()
        .filter(GoalProposal.class::isInstance)
        .map(GoalProposal.class::cast)
        .filter(each -> each.key().value().equals(finding))
        .findFirst()
        .orElseThrow();
  }

  /** The record as the hospital has it once both writes were made; what stands there is told. */
  private void intoThePlan(String finding, Source wish, Source named) {
    var entry =
        Hospital.CHART.values().stream()
            .filter(PlanEntry.class::isInstance)
            .map(PlanEntry.class::cast)
            .filter(each -> each.key().value().equals(finding))
            .findFirst()
            .orElseThrow();
    assertThat(entry.plan().reference()).isEqualTo("CarePlan/d-" + tag);
    var ours = entry.goal();
    tell(
        Feed.GOALS,
        new CareGoal(
            ours,
            other,
            Lifecycle.ACTIVE,
            null,
            null,
            new TreeMap<>(Map.of(Party.CLIENT, Acceptance.AGREE)),
            LocalDate.ofInstant(Hospital.now, ZoneId.of("Europe/Berlin")),
            null,
            Labels.NONE,
            List.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(wish)));
    tell(Feed.CARE_PLANS, plan(new Source("CarePlan", "d-" + tag, "2"), other, named, ours));
  }

  @Test
  void of_goals_that_a_person_matched_the_clients_words_are_those_of_their_own_record() {
    assertThat(shown().goals())
        .filteredOn(row -> row.goal().equals(planned.reference()))
        .singleElement()
        .satisfies(row -> assertThat(row.theirs()).isNull());
    var seen = new Seen(ClientGoal.of(wanted), planned, 0);
    assertThat(matching.decide(coordinator(NORTH), item(), seen, Verdict.CONFIRMED))
        .isInstanceOf(Answer.Decided.class);
    theirsAreNotThePlans();
    var about = goals.show(coordinator(NORTH), row(client, "plan-blind-spot").key(), EN);
    assertThat(about.orElseThrow().inQuestion()).isEqualTo(planned.reference());
    assertThat(shown().inQuestion()).as("ratings are about no goal").isNull();
    HospitalToQuote.WORDS.remove(wanted.reference());
    assertThat(shown().goals()).singleElement().matches(row -> row.theirs() == null);
  }

  @Test
  void of_goals_that_have_the_same_code_the_clients_words_are_those_of_their_own_record() {
    var codes = List.of("http://snomed.info/sct|713458007");
    tell(Feed.GOALS, goal(second(wanted), client, Party.CLIENT, null, codes));
    tell(Feed.GOALS, goal(second(planned), client, null, null, codes));
    rounds();
    theirsAreNotThePlans();
    var theirs = new Source("Goal", planned.id(), "3");
    tell(Feed.GOALS, goal(theirs, client, Party.CLIENT, null, codes));
    rounds();
    assertThat(shown().goals())
        .as("of two texts nobody knows which is meant")
        .singleElement()
        .matches(row -> row.theirs() == null);
  }

  private static Source second(Source first) {
    return new Source(first.type(), first.id(), "2");
  }

  private void theirsAreNotThePlans() {
    assertThat(shown().goals())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.goal()).isEqualTo(planned.reference());
              assertThat(row.text()).isEqualTo("Sees friends more often");
              assertThat(row.theirs()).isEqualTo("See my friends more often");
            });
  }

  @Test
  void of_two_coordinators_one_decides_and_the_row_follows_at_once() {
    assertThat(deciding.show(coordinator(NORTH), item(), EN).orElseThrow().state())
        .isEqualTo("open");
    var item = item();
    var first = coordinator(NORTH);
    var second = new Desk("Practitioner/d", Role.LEAD, List.of(NORTH), first.own(), "t");
    var accept =
        new GoalChoice.Accept(
            "Say when it is too fast",
            null,
            LocalDate.ofInstant(Hospital.now, ZoneId.of("Europe/Berlin")).plusDays(28),
            List.of(GoalChoice.CLIENT),
            null,
            null,
            null);
    assertThat(deciding.decide(first, item, UUID.randomUUID(), accept, EN))
        .isInstanceOf(Outcome.Decided.class);
    assertThat(items.find(item).orElseThrow().goalOpen()).isFalse();
    assertThat(items.find(item).orElseThrow().rest().map(Rest::because)).contains(DECIDED);
    assertThat(
            deciding.decide(
                second, item, UUID.randomUUID(), new GoalChoice.Decline(WhyNot.NOT_NOW), EN))
        .isInstanceOfSatisfying(
            Outcome.AlreadyDecided.class,
            before -> {
              assertThat(before.goal().state()).isEqualTo("accepted");
              assertThat(before.goal().byYou()).isFalse();
            });
    assertThat(deciding.decide(second, item, null, null, EN))
        .isInstanceOf(Outcome.NotUnderstood.class);
  }

  @Test
  void what_was_decided_in_the_record_lets_the_row_rest_and_who_only_rewords_decides_nothing() {
    var item = row(client, SPOT).key();
    makeOfGoal(item, Edit.What.REWORDED);
    assertThat(row(client, SPOT).goalOpen()).isFalse();
    assertThat(row(client, SPOT).rest()).isEmpty();
    assertThat(told(item)).isEmpty();
    makeOfGoal(item, Edit.What.REJECTED);
    var review = LocalDate.ofInstant(Hospital.now, BERLIN).plusDays(28);
    assertThat(row(client, SPOT).rest())
        .as("attune.write-back.goal-review-days")
        .contains(new Rest(review.atStartOfDay(BERLIN).toInstant(), DECIDED, "Goal/ours"));
    assertThat(row(client, SPOT).place()).isEmpty();
    assertThat(told(item)).containsExactly("GOAL_REJECTED_IN_RECORD ");
    later(Duration.ofDays(29));
    rounds();
    assertThat(row(client, SPOT).rest()).isEmpty();
  }

  private void makeOfGoal(String finding, Edit.What what) {
    later(Duration.ofMinutes(5));
    Hospital.EDITS.add(new Edit(finding + ".goal", new Source("Goal", "ours", "8"), what, true));
    roundTrip.make();
  }

  private List<String> told(String item) {
    return details.show(coordinator(NORTH), item, EN).orElseThrow().history().stream()
        .map(deed -> deed.what() + " " + deed.by())
        .toList();
  }

  @Test
  void what_was_decided_and_how_far_the_tasks_are_that_followed_stand_in_the_history() {
    // The record is asked for Tasks once there is one.
    confide(other, NORTHERN);
    rounds();
    var item = item();
    later(Duration.ofMinutes(5));
    assertThat(decide(coordinator(NORTH), new GoalChoice.Decline(WhyNot.NOT_NOW)))
        .isInstanceOf(Outcome.Decided.class);
    makeOfTask(item + ".consult", Edit.What.COMPLETED, Hospital.now.minusSeconds(60), null);
    makeOfTask(item + ".task", Edit.What.COMPLETED, Hospital.now, null);
    later(Duration.ofMinutes(5));
    rounds();
    makeOfTask(item + ".goal-task", Edit.What.SET_ASIDE, null, null);
    rounds();
    assertThat(told(item))
        .as("a request to one person is no part of a signal")
        .containsExactly(
            "TASK_COMPLETED ", "GOAL_DECLINED " + coordinator(NORTH).user(), "TASK_SET_ASIDE ");
  }

  private Outcome decide(Desk desk, GoalChoice choice) {
    return deciding.decide(desk, item(), UUID.randomUUID(), choice, EN);
  }

  @Test
  void what_only_prompts_the_therapist_asks_the_plan_a_question_and_tells_no_more() {
    aQuestion();
    var row = row(other, "plan-blind-spot");
    assertThat(row.kind()).isEqualTo(WorkItem.Kind.QUESTION);
    var shown = details.show(coordinator(NORTH), row.key(), EN).orElseThrow();
    assertThat(shown.signal()).isNull();
    assertThat(shown.row().sentence()).contains("looked at it together");
    assertThat(shown.row().level()).isEqualTo("INFO");
    assertThat(goals.show(coordinator(NORTH), row.key(), EN).orElseThrow().overlooked())
        .extracting(GoalsView.OverlookedView::spot)
        .containsExactly(BlindSpot.UNCELEBRATED);
    assertThat(details.show(desk(Role.OUTREACH, NORTH), row.key(), EN)).isEmpty();
    assertThat(signals(Role.COORDINATOR)).isEmpty();
    assertThat(signals(Role.CLINICIAN)).extracting(SignalView::key).containsExactly(row.key());
    tell(Feed.GOALS, goal(reached, other, null, Achievement.IN_PROGRESS));
    rounds();
    assertThat(row(other, "plan-blind-spot").gone()).isPresent();
  }

  @Test
  void what_the_therapist_does_about_a_prompt_is_no_part_of_the_question_nor_the_reverse() {
    var question = aQuestion();
    var therapist = new Viewer("Practitioner/" + NORTHERN.value(), Role.CLINICIAN, other);
    var key = new FindingKey(question);
    onChart.act(therapist, key, new Act.Acknowledge(), EN);
    onChart.act(therapist, key, new Act.Snooze(Hospital.now.plus(Duration.ofDays(3))), EN);
    rounds();
    var desk = coordinator(NORTH);
    var shown = details.show(desk, question, EN).orElseThrow();
    assertThat(shown.history()).isEmpty();
    assertThat(shown.row().seen()).isFalse();
    assertThat(shown.row().rests()).isNull();
    assertThat(act(desk, question, new Act.Acknowledge())).isInstanceOf(DONE);
    assertThat(details.show(desk, question, EN).orElseThrow().row().seen()).isTrue();
    var later = new Act.Snooze(Hospital.now.plus(Duration.ofDays(5)));
    assertThat(act(desk, question, later)).isInstanceOf(DONE);
    rounds();
    assertThat(details.show(desk, question, EN).orElseThrow().row())
        .matches(RowView::seen)
        .matches(row -> row.rests() != null);
    assertThat(findings.find(key).orElseThrow().stage()).isEqualTo(FindingStage.SNOOZED);
    assertThat(act(desk, question, new Act.Dismiss(Dismissal.ALREADY_KNOWN, null)))
        .isInstanceOf(org.attune.worklist.Outcome.NotUnderstood.class);
    assertThat(act(desk, question, new Act.Acknowledge()))
        .isInstanceOf(org.attune.worklist.Outcome.SomeoneWasFaster.class);
    assertThat(acting.wake(desk, question, EN)).isInstanceOf(DONE);
    rounds();
    assertThat(details.show(desk, question, EN).orElseThrow().row().rests()).isNull();
    var again = new Act.Snooze(Hospital.now.plus(Duration.ofDays(5)));
    assertThat(act(desk, question, again)).isInstanceOf(DONE);
    later(Duration.ofDays(6));
    rounds();
    assertThat(details.show(desk, question, EN).orElseThrow().row().rests()).isNull();
  }

  @Test
  void who_saw_a_question_put_it_off_or_brought_it_back_stands_in_its_history() {
    var question = aQuestion();
    var first = coordinator(NORTH);
    var second = new Desk("Practitioner/d", Role.LEAD, List.of(NORTH), first.own(), "t");
    var until = Hospital.now.plus(Duration.ofDays(300));
    assertThat(act(first, question, new Act.Acknowledge())).isInstanceOf(DONE);
    assertThat(act(first, question, new Act.Snooze(until))).isInstanceOf(DONE);
    assertThat(acting.wake(second, question, EN)).isInstanceOf(DONE);
    assertThat(details.show(second, question, EN).orElseThrow().history())
        .extracting(deed -> deed.what() + " " + deed.by() + " " + deed.until())
        .containsExactly(
            "ACKNOWLEDGED " + first.user() + " null",
            "SNOOZED " + first.user() + " " + until,
            "WOKEN Practitioner/d null");
  }

  @Test
  void a_question_that_comes_back_is_unseen_until_somebody_sees_it_again() {
    var question = aQuestion();
    var desk = coordinator(NORTH);
    assertThat(act(desk, question, new Act.Acknowledge())).isInstanceOf(DONE);
    later(Duration.ofDays(1));
    tell(Feed.GOALS, goal(reached, other, null, Achievement.IN_PROGRESS));
    rounds();
    assertThat(row(other, "plan-blind-spot").gone()).isPresent();
    later(Duration.ofDays(14));
    tell(Feed.GOALS, goal(reached, other, null, Achievement.ACHIEVED));
    rounds();
    assertThat(row(other, "plan-blind-spot").key()).isEqualTo(question);
    assertThat(details.show(desk, question, EN).orElseThrow().row().seen()).isFalse();
    assertThat(act(desk, question, new Act.Acknowledge())).isInstanceOf(DONE);
    later(Duration.ofDays(1));
    rounds();
    assertThat(details.show(desk, question, EN).orElseThrow().row().seen()).isTrue();
  }

  @Test
  void of_a_question_that_is_over_when_it_is_its_turn_nothing_comes_back() throws Exception {
    var question = aQuestion();
    transaction.begin();
    assertThat(ledger.lock(other)).isPresent();
    database
        .createQuery("update WorkItem w set w.gone = :now, w.place = null where w.key = :key")
        .setParameter("now", Hospital.now)
        .setParameter("key", question)
        .executeUpdate();
    var late = others.submit(() -> act(coordinator(NORTH), question, new Act.Acknowledge()));
    awaitSomebodyWaiting();
    transaction.commit();
    assertThat(late.get()).isInstanceOf(org.attune.worklist.Outcome.NotOnWorklist.class);
    assertThat(row(other, "plan-blind-spot").place()).isEmpty();
  }

  private org.attune.worklist.Outcome act(Desk desk, String item, Act act) {
    return act(desk, item, act, null);
  }

  private org.attune.worklist.Outcome act(Desk desk, String item, Act act, Instant from) {
    return acting.act(desk, item, new ActOnRow.Wish(act, from), EN);
  }

  @Test
  void of_two_who_put_a_question_off_the_second_is_told_who_did_and_until_when() {
    var question = aQuestion();
    var first = coordinator(NORTH);
    var second = new Desk("Practitioner/d", Role.LEAD, List.of(NORTH), first.own(), "t");
    var until = Hospital.now.plus(Duration.ofDays(5));
    var later = new Act.Snooze(Hospital.now.plus(Duration.ofDays(9)));
    assertThat(act(first, question, new Act.Snooze(until))).isInstanceOf(DONE);
    var slower = (org.attune.worklist.Outcome.SomeoneWasFaster) act(second, question, later);
    assertThat(slower.putOff())
        .isEqualTo(new org.attune.worklist.Outcome.PutOff(first.user(), until));
    assertThat(row(other, "plan-blind-spot").rest().orElseThrow().until()).isEqualTo(until);
    assertThat(act(second, question, later, until)).isInstanceOf(DONE);
    assertThat(row(other, "plan-blind-spot").rest().orElseThrow().until()).isEqualTo(later.until());
  }

  /** The row of a goal that was reached, and at which nobody looked. */
  private String aQuestion() {
    for (int week = 0; week < 8; week++) {
      tell(Feed.APPOINTMENTS, hour(other, NORTHERN, week, BookingStatus.KEPT));
    }
    tell(Feed.GOALS, goal(reached, other, null, Achievement.ACHIEVED));
    tell(Feed.CARE_PLANS, plan("o-" + tag, other, reached));
    rounds();
    return row(other, "plan-blind-spot").key();
  }

  private List<SignalView> signals(Role role) {
    var viewer = new Viewer("Practitioner/" + NORTHERN.value(), role, other);
    return ((ShowChart.Answer.Shown) charts.show(viewer, EN)).chart().signals();
  }

  @Test
  void a_row_tells_of_the_clients_other_rows_as_far_as_its_reader_may_know() {
    var others = details.show(coordinator(NORTH), item(), EN).orElseThrow().others();
    assertThat(others)
        .isNotEmpty()
        .allMatch(row -> row.patient().equals("Patient/" + client.value()))
        .noneMatch(row -> row.item().equals(item()));
  }

  @Test
  void only_who_has_a_row_in_reach_is_named() throws Exception {
    fall(other, SOUTHERN);
    rounds();
    names.of(coordinator(NORTH), List.of(client, other, new PatientId("nobody")));
    assertThat(HospitalToName.asked).containsExactly(client);
  }

  @Test
  void a_page_that_looks_by_itself_does_not_keep_a_worklist_open() {
    var code = sessions.open("Practitioner/c", Role.COORDINATOR, List.of(NORTH), Set.of(client));
    var opened = sessions.swap(code).orElseThrow();
    later(Duration.ofMinutes(10));
    var glance = sessions.glance(opened.token()).orElseThrow();
    assertThat(glance.ends()).isEqualTo(opened.worklist().ends());
    assertThat(glance.viewer().own()).containsExactly(client);
    assertThat(sessions.find(opened.token()).orElseThrow().ends()).isAfter(glance.ends());
    later(Duration.ofHours(5));
    assertThat(sessions.glance(opened.token())).isEmpty();
  }
}
