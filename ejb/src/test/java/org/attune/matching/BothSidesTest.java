package org.attune.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.attune.matching.BothSides.ClientsGoal;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.matching.SuggestMatches.Ground;
import org.attune.matching.SuggestMatches.Match;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Labels;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Planned;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BothSidesTest {

  private static final PatientId CLIENT = new PatientId("p1");
  private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

  private final List<ChartFact> facts = new ArrayList<>();

  private BothSides sides(String... categories) {
    return BothSides.of(facts, TODAY, Set.of(categories));
  }

  private static Source goal(String id) {
    return new Source("Goal", id, null);
  }

  private void named(String id, @Nullable Party by, Lifecycle lifecycle) {
    facts.add(
        new CareGoal(
            new Source("Goal", id, "3"),
            CLIENT,
            lifecycle,
            null,
            by,
            new TreeMap<>(),
            null,
            null,
            Labels.NONE));
  }

  private void plan(boolean active, boolean own, String... goals) {
    facts.add(
        new Plan(
            new Source("CarePlan", "c" + facts.size(), "1"),
            CLIENT,
            active,
            own,
            List.of(goals).stream().map(BothSidesTest::goal).toList(),
            Labels.NONE));
  }

  private void form(String id, Respondent who, int day, List<Agreement> agreed, OfGoal... goals) {
    facts.add(
        new GoalReview(
            new Source("QuestionnaireResponse", id, "1"),
            CLIENT,
            "form",
            Instant.parse("2026-02-%02dT10:00:00Z".formatted(day)),
            List.of(goals),
            agreed,
            who,
            null,
            null,
            Labels.NONE));
  }

  private static OfGoal of(String goal, @Nullable Whose whose, boolean notMine) {
    return new OfGoal(goal, whose, null, null, null, notMine, List.of(), null, null, null, null);
  }

  private List<String> wanted() {
    return sides().wants().stream().map(ClientsGoal::goal).map(ClientGoal::key).toList();
  }

  @Test
  void the_plan_is_what_the_team_has_in_force_and_works_on() {
    named("1", null, Lifecycle.ACTIVE);
    named("2", null, Lifecycle.CANCELLED);
    named("3", null, Lifecycle.ACTIVE);
    named("4", null, Lifecycle.ACTIVE);
    plan(true, false, "1", "2", "unknown");
    plan(false, false, "3");
    plan(true, true, "4");
    assertThat(sides().plan()).containsOnlyKeys("Goal/1");
  }

  @Test
  void a_plan_of_another_kind_than_the_site_names_is_not_the_teams() {
    named("1", null, Lifecycle.ACTIVE);
    named("2", null, Lifecycle.ACTIVE);
    plan(true, false, "1");
    plan("http://snomed.info/sct|2", "2");
    assertThat(sides("http://snomed.info/sct|2").plan()).containsOnlyKeys("Goal/2");
    assertThat(sides().plan()).containsOnlyKeys("Goal/1", "Goal/2");
  }

  private void plan(String category, String goal) {
    facts.add(
        new Plan(
            new Source("CarePlan", "c" + facts.size(), "1"),
            CLIENT,
            true,
            false,
            List.of(goal(goal)),
            Labels.NONE,
            Plan.Kind.PLAN,
            null,
            null,
            List.of(category),
            List.of(),
            List.of(),
            false));
  }

  @Test
  void the_client_wants_what_they_wrote_last_and_what_others_say_is_theirs() {
    form("old", Respondent.CLIENT, 1, List.of(), of("#1", null, false));
    form(
        "new",
        Respondent.CLIENT,
        8,
        List.of(),
        of("#1", null, false),
        of("#2", Whose.THERAPIST, false),
        of("#3", Whose.TOGETHER, true),
        of("Goal/5", Whose.CLIENT, false));
    form(
        "theirs",
        Respondent.THERAPIST,
        9,
        List.of(),
        of("#1", Whose.CLIENT, false),
        of("#2", Whose.TOGETHER, false),
        of("#3", null, false));
    assertThat(wanted())
        .containsExactly("QuestionnaireResponse/new#1", "Goal/5", "QuestionnaireResponse/theirs#1");
  }

  @Test
  void a_goal_that_the_client_expressed_is_wanted_unless_a_plan_has_it_or_it_is_over() {
    named("1", Party.CLIENT, Lifecycle.ACTIVE);
    named("2", Party.CLIENT, Lifecycle.ACTIVE);
    named("3", Party.PRACTITIONER, Lifecycle.ACTIVE);
    named("4", Party.CLIENT, Lifecycle.REJECTED);
    plan(true, false, "2");
    assertThat(wanted()).containsExactly("Goal/1");
  }

  @Test
  void forms_are_read_the_latest_first_and_older_ones_for_what_was_said_on_them() {
    var reason = new Agreement(Agreement.Kind.REASON_FOR_COMING, null, null, null);
    var pause = new Agreement(Agreement.Kind.PAUSE, null, null, null);
    form("first", Respondent.CLIENT, 1, List.of(reason));
    form("second", Respondent.CLIENT, 2, List.of(pause));
    form("third", Respondent.CLIENT, 3, List.of(), of("#1", null, false));
    assertThat(sides().forms()).extracting(Source::id).containsExactly("third", "first");
  }

  @Test
  void a_form_of_agreements_alone_takes_no_goal_back() {
    form("october", Respondent.CLIENT, 1, List.of(), of("#1", null, false));
    var pause = new Agreement(Agreement.Kind.PAUSE, null, null, null);
    form("november", Respondent.CLIENT, 20, List.of(pause));
    assertThat(wanted()).containsExactly("QuestionnaireResponse/october#1");
  }

  @Test
  void a_form_as_long_as_a_book_is_not_compared_whole() {
    form(
        "book",
        Respondent.CLIENT,
        1,
        List.of(),
        IntStream.rangeClosed(1, 500)
            .mapToObj(i -> of("#" + i, null, false))
            .toArray(OfGoal[]::new));
    assertThat(wanted()).hasSize(40).startsWith("QuestionnaireResponse/book#1");
  }

  @Test
  void what_a_partner_wants_is_not_the_clients_goal() {
    var partner = new Source("Patient", "partner", null);
    named("1", Party.CLIENT, Lifecycle.ACTIVE);
    var goal = (CareGoal) facts.remove(0);
    facts.add(
        new CareGoal(
            goal.source(),
            CLIENT,
            goal.lifecycle(),
            null,
            Party.CLIENT,
            goal.acceptances(),
            null,
            null,
            Labels.NONE,
            List.of(),
            partner,
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    assertThat(wanted()).isEmpty();
  }

  @Test
  void a_goal_of_the_plan_that_says_it_leads_to_the_clients_is_one_with_it_by_reference() {
    named("1", Party.CLIENT, Lifecycle.ACTIVE);
    named("2", null, Lifecycle.ACTIVE);
    var theirs = (CareGoal) facts.get(0);
    facts.set(1, Planned.leadingTo((CareGoal) facts.get(1), theirs));
    plan(true, false, "2");
    var sides = sides();
    assertThat(SuggestMatches.known(sides, List.of(), OneOrTwo.UNKNOWN))
        .containsExactly(new Match(ClientGoal.of(goal("1")), goal("2"), Ground.REFERENCE));
    var no =
        new Decision(
            ClientGoal.of(goal("1")),
            goal("2"),
            Verdict.TURNED_DOWN,
            "Practitioner/7",
            Instant.EPOCH,
            1);
    assertThat(SuggestMatches.known(sides, List.of(no), OneOrTwo.UNKNOWN))
        .as("a person says no")
        .isEmpty();
  }

  @Test
  void only_a_goal_of_the_chart_and_one_of_the_plan_may_be_one() {
    named("1", null, Lifecycle.ACTIVE);
    named("2", null, Lifecycle.ACTIVE);
    plan(true, false, "1");
    form("old", Respondent.CLIENT, 1, List.of(), of("#1", null, false));
    form("new", Respondent.CLIENT, 2, List.of());
    var old = new ClientGoal(new Source("QuestionnaireResponse", "old", null), 1);
    var none = new ClientGoal(new Source("QuestionnaireResponse", "old", null), 2);
    assertThat(sides().mayBeOne(old, goal("1"))).isTrue();
    assertThat(sides().mayBeOne(ClientGoal.of(goal("2")), goal("1"))).isTrue();
    assertThat(sides().mayBeOne(none, goal("1"))).isFalse();
    assertThat(sides().mayBeOne(old, goal("2"))).as("no goal of the plan").isFalse();
    assertThat(sides().mayBeOne(ClientGoal.of(goal("1")), goal("1"))).as("itself").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Goal/7", "QuestionnaireResponse/12#1", "QuestionnaireResponse/a-b#12"})
  void a_key_names_its_goal(String key) {
    assertThat(ClientGoal.parse(key))
        .hasValueSatisfying(goal -> assertThat(goal.key()).isEqualTo(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Goal/",
        "Goal/7#1",
        "QuestionnaireResponse/12",
        "QuestionnaireResponse/12#0",
        "QuestionnaireResponse/my own words#1",
        "Patient/7"
      })
  void what_is_no_key_names_nothing(String key) {
    assertThat(ClientGoal.parse(key)).isEmpty();
  }
}
