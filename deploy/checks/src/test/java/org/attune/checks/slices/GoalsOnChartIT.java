package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.attune.access.AuditEntries;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.chart.ChartGoalsView.CourseGoals;
import org.attune.chart.ChartGoalsView.GoalSignal;
import org.attune.chart.DecideOnGoal;
import org.attune.chart.GoalChoice;
import org.attune.chart.HonourWish;
import org.attune.chart.ShowChart;
import org.attune.chart.ShowChartGoals;
import org.attune.chart.ShowChartGoals.Answer;
import org.attune.ehr.Feed;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.findings.WhyNot;
import org.attune.goals.GoalsView.GoalRow;
import org.attune.goals.GoalsView.OverlookedView;
import org.attune.matching.ClientGoal;
import org.attune.matching.DecideMatch;
import org.attune.matching.DecideMatch.Seen;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.Labels;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.BlindSpot;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tartarus.snowball.SnowballStemmer;

/** The goals of a client side by side for who has the chart open, in a real server. */
@ExtendWith(ArquillianExtension.class)
class GoalsOnChartIT extends WorklistStage {

  @Deployment
  static WebArchive slice() {
    return slice("chartgoals")
        .addAsLibraries(
            Slice.jarOf(SnowballStemmer.class),
            Slice.jarOf(JaroWinklerSimilarity.class),
            Slice.jarOf(StringUtils.class));
  }

  @Inject ShowChartGoals goals;
  @Inject DecideOnGoal deciding;
  @Inject DecideMatch matching;
  @Inject Findings findings;
  @Inject HonourWish wishes;
  @Inject AuditEntries accounts;

  private final Source choir = new Source("Goal", "choir-" + tag, "1");
  private final Source planned = new Source("Goal", "planned-" + tag, "1");
  private final Source form = new Source("QuestionnaireResponse", "g-" + tag, "1");

  @BeforeEach
  void a_goal_that_matters_more_to_the_client_and_one_that_stands_on_a_form_alone() {
    HospitalToQuote.WORDS.clear();
    for (int week = 0; week < 8; week++) {
      tell(Feed.APPOINTMENTS, hour(client, NORTHERN, week, BookingStatus.KEPT));
    }
    tell(Feed.GOALS, Facts.goal(choir.id(), client));
    tell(Feed.GOALS, Facts.goal(planned.id(), client));
    tell(
        Feed.CARE_PLANS,
        new Plan(
            new Source("CarePlan", "c-" + tag, "1"),
            client,
            true,
            false,
            List.of(planned),
            Labels.NONE));
    tell(
        Feed.ANSWERS,
        new GoalReview(
            form,
            client,
            "https://attune.org/fhir/Questionnaire/goal-form|1.1.0#en",
            Hospital.now.minus(Duration.ofDays(20)),
            List.of(asked(choir.reference(), 9, 3), asked("#2", null, null)),
            List.of(),
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE));
    HospitalToQuote.WORDS.put(choir.reference(), "Go back to the choir");
    HospitalToQuote.WORDS.put(form.reference() + "#2", "Sleep without the light on");
    HospitalToQuote.WORDS.put(planned.reference(), "Sleeps without the light on");
    rounds();
  }

  private static OfGoal asked(String goal, Integer client, Integer therapist) {
    return new OfGoal(
        goal, null, client, therapist, null, false, List.of(), null, null, null, null);
  }

  private Viewer viewer(Role role) {
    return new Viewer("Practitioner/" + NORTHERN.value(), role, client);
  }

  private CourseGoals course(Viewer viewer) {
    var laid = (Answer.Laid) goals.show(viewer, EN);
    assertThat(laid.goals().courses()).hasSize(1);
    return laid.goals().courses().get(0);
  }

  private static GoalRow row(CourseGoals course, String goal) {
    return course.goals().goals().stream()
        .filter(row -> row.goal().equals(goal))
        .findFirst()
        .orElseThrow();
  }

  private FindingKey finding(PatientId of, String detector) {
    return findings.of(of).stream()
        .filter(each -> each.detector().equals(detector))
        .map(Finding::key)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void who_treats_the_client_reads_what_each_side_says_also_in_the_words_of_forms() {
    long told = accounts.about(client);
    var course = course(viewer(Role.CLINICIAN));
    assertThat(accounts.about(client)).as("each look is accounted for once").isEqualTo(told + 1);
    assertThat(course.id()).isEqualTo("c1");
    assertThat(course.ended()).isNull();
    assertThat(course.goals().words()).isEqualTo("read");
    assertThat(course.goals().inQuestion()).isNull();
    assertThat(row(course, choir.reference()))
        .satisfies(
            row -> {
              assertThat(row.text()).isEqualTo("Go back to the choir");
              assertThat(row.client().importance()).isEqualTo(9);
              assertThat(row.therapist().importance()).isEqualTo(3);
              assertThat(row.team().inPlan()).isFalse();
            });
    assertThat(row(course, "#2").text()).isEqualTo("Sleep without the light on");
    assertThat(course.goals().overlooked())
        .extracting(OverlookedView::spot)
        .contains(BlindSpot.NOT_IN_PLAN);
  }

  @Test
  void words_of_forms_are_for_nobody_else() {
    for (var role : List.of(Role.COORDINATOR, Role.LEAD)) {
      var course = course(viewer(role));
      assertThat(row(course, choir.reference()).text()).isEqualTo("Go back to the choir");
      assertThat(row(course, "#2").text()).isNull();
      assertThat(course.goals().suggestions()).isEmpty();
    }
  }

  @Test
  void who_reads_nothing_of_the_working_relationship_or_is_nobody_in_particular_sees_none() {
    long told = accounts.about(client);
    for (var viewer : List.of(viewer(Role.OUTREACH), Viewer.anybody(client))) {
      assertThat(goals.show(viewer, EN)).isInstanceOf(Answer.NotForViewer.class);
    }
    assertThat(accounts.about(client)).isEqualTo(told);
  }

  @Test
  void a_hospital_that_is_silent_costs_the_words_alone() {
    Hospital.silent = true;
    long told = accounts.about(client);
    var course = course(viewer(Role.CLINICIAN));
    assertThat(course.goals().words()).isEqualTo("silent");
    assertThat(course.goals().goals()).hasSize(3).allMatch(row -> row.text() == null);
    assertThat(row(course, choir.reference()).client().importance()).isEqualTo(9);
    assertThat(course.signals()).isNotEmpty();
    assertThat(accounts.about(client)).isEqualTo(told + 1);
  }

  @Test
  void what_the_chart_says_of_a_goal_is_told_with_it_and_what_is_decided_waits_no_longer() {
    var therapist = viewer(Role.CLINICIAN);
    var key = finding(client, "goal-alignment");
    assertThat(signals(therapist)).contains(about(key, choir.reference(), true));
    deciding.decide(therapist, key, UUID.randomUUID(), new GoalChoice.Decline(WhyNot.NOT_NOW), EN);
    assertThat(signals(therapist))
        .contains(about(key, choir.reference(), false))
        .noneMatch(GoalSignal::open);
  }

  private List<GoalSignal> signals(Viewer viewer) {
    return course(viewer).signals();
  }

  private static GoalSignal about(FindingKey key, String goal, boolean open) {
    return new GoalSignal(key.value(), goal, open);
  }

  @Test
  void what_is_put_forward_because_of_no_goal_is_said_unless_the_client_keeps_it_to_themselves() {
    var other = new PatientId("q-" + tag);
    fall(other, NORTHERN);
    rounds();
    var therapist = new Viewer("Practitioner/" + NORTHERN.value(), Role.CLINICIAN, other);
    assertThat(signals(therapist))
        .containsExactly(about(finding(other, "alliance-drop"), null, true));
    assertThat(wishes.relationship(therapist, true)).isTrue();
    assertThat(signals(therapist)).isEmpty();
  }

  @Test
  void what_a_therapist_confirms_is_one_goal_from_then_on() {
    var shown = course(viewer(Role.CLINICIAN));
    var one = shown.goals().suggestions().get(0);
    assertThat(one.planGoal()).isEqualTo(planned.reference());
    var seen = new Seen(ClientGoal.parse(one.goal()).orElseThrow(), planned, one.revision());
    assertThat(matching.decide(viewer(Role.CLINICIAN), seen, Verdict.CONFIRMED))
        .isInstanceOf(DecideMatch.Answer.Decided.class);
    var after = course(viewer(Role.CLINICIAN));
    assertThat(after.goals().suggestions()).isEmpty();
    assertThat(after.goals().goals())
        .extracting(GoalRow::goal)
        .containsExactlyInAnyOrder(choir.reference(), planned.reference());
  }

  @Test
  void of_whom_nothing_is_known_or_who_objects_there_are_none() {
    var stranger = new Viewer("Practitioner/n1", Role.CLINICIAN, new PatientId("x-" + tag));
    assertThat(goals.show(stranger, EN)).isEqualTo(none(new ShowChart.Answer.NotInScope()));
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", "o-" + tag, "1"), client, null, null, Labels.NONE));
    rounds();
    assertThat(goals.show(viewer(Role.CLINICIAN), EN))
        .isEqualTo(none(new ShowChart.Answer.Closed()));
  }

  private static Answer none(ShowChart.Answer why) {
    return new Answer.NoChart(why);
  }
}
