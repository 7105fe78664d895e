package org.attune.checks.slices;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attune.agenda.Rest.Because.DECIDED;
import static org.attune.writeback.PlanActivity.CHOOSE_GOALS;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.attune.access.AuditEntries;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.agenda.NextStep;
import org.attune.agenda.Rest;
import org.attune.agenda.WorkItem;
import org.attune.chart.DecideOnGoal;
import org.attune.chart.DecideOnGoal.Outcome;
import org.attune.chart.GoalChoice;
import org.attune.chart.GoalView;
import org.attune.chart.NameForGoal;
import org.attune.chart.ShowGoal;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.GoalDecisions;
import org.attune.findings.WhyNot;
import org.attune.matching.ClientGoal;
import org.attune.matching.DecideMatch;
import org.attune.matching.GoalMatch;
import org.attune.review.EraseClient;
import org.attune.review.RoundTrip;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalAnswer;
import org.attune.writeback.GoalAnswer.Voice;
import org.attune.writeback.Outbox;
import org.attune.writeback.PendingWrite;
import org.attune.writeback.PendingWrites;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.ActivityProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.GoalTask;
import org.attune.writeback.Proposal.PlanEntry;
import org.attune.writeback.Proposal.Suggested;
import org.attune.writeback.WriteKind;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people decide on goals, from the decision to the record and no further. */
@ExtendWith(ArquillianExtension.class)
class DecisionsIT {

  private static final Duration TWO_MONTHS = Duration.ofDays(60);
  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 31};

  @Deployment
  static WebArchive slice() {
    return ReviewIT.slice("decisions");
  }

  @Inject RoundTrip roundTrip;
  @Inject Findings findings;
  @Inject DecideOnGoal deciding;
  @Inject ShowGoal shown;
  @Inject GoalDecisions decisions;
  @Inject NameForGoal naming;
  @Inject DecideMatch matching;
  @Inject PendingWrites writes;
  @Inject EraseClient erasing;
  @Inject AuditEntries accounts;
  @Inject Outbox outbox;
  @PersistenceContext EntityManager database;
  @Inject UserTransaction transaction;
  @Resource ManagedExecutorService others;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);

  @BeforeEach
  void a_goal_is_put_forward() {
    Hospital.reset();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
    for (int week = 0; week < RATINGS.length; week++) {
      var at = Hospital.now.minus(TWO_MONTHS).plus(Duration.ofDays(7L * week));
      tell(Feed.APPOINTMENTS, Facts.booking(tag + "-" + week, "1", client, BookingStatus.KEPT, at));
      tell(Feed.ANSWERS, Facts.rating(tag + "-r" + week, client, at, RATINGS[week]));
    }
    tell(Feed.CARE_PLANS, Facts.plan("team-" + tag, client));
    roundTrip.make();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Open.class);
  }

  private void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }

  private Viewer therapist() {
    return new Viewer("Practitioner/t1", Role.CLINICIAN, client);
  }

  private Viewer coordinator() {
    return new Viewer("Practitioner/c7", Role.COORDINATOR, client);
  }

  private Finding finding() {
    return findings.of(client).stream().filter(Finding::proposesGoal).findFirst().orElseThrow();
  }

  private FindingKey key() {
    return finding().key();
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(Hospital.now, ZoneId.of("Europe/Berlin"));
  }

  private GoalChoice.Accept accept() {
    return new GoalChoice.Accept(
        " Say when it is too fast ",
        "One word on Monday",
        today().plusDays(28),
        List.of(GoalChoice.CLIENT, GoalChoice.ME),
        new Source("CarePlan", "team-" + tag, "1"),
        "Practitioner/t1",
        today().plusDays(7));
  }

  private Outcome decide(Viewer viewer, UUID id, GoalChoice choice) {
    return deciding.decide(viewer, key(), id, choice, Locale.ENGLISH);
  }

  private GoalView view(Viewer viewer) {
    return deciding.show(viewer, key(), Locale.ENGLISH).orElseThrow();
  }

  private static void minutesLater(int minutes) {
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(minutes));
  }

  private GoalProposal theGoal() {
    return written(GoalProposal.class).get(0);
  }

  private <T extends Proposal> List<T> written(Class<T> kind) {
    return Hospital.CHART.values().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(this::mine)
        .toList();
  }

  private boolean mine(Proposal proposal) {
    return proposal instanceof Proposal.OfFinding of
        ? of.patient().equals(client)
        : proposal instanceof GoalTask task && client.equals(task.client());
  }

  private List<String> since(int before) {
    return Hospital.WRITTEN.subList(before, Hospital.WRITTEN.size()).stream()
        .filter(name -> name.contains(key().value()))
        .map(name -> name.substring(0, name.indexOf(' ')))
        .toList();
  }

  @Test
  void what_is_about_a_goal_of_the_clients_says_where_they_named_it_and_holds_no_words() {
    assertThat(theGoal().theirs()).as("ratings are about no goal").isEmpty();
    var other = new PatientId("q-" + tag);
    var named = Facts.goal("own-" + tag, other);
    tell(Feed.GOALS, named);
    kept(other);
    tell(Feed.ANSWERS, apart(other, named.source().reference()));
    var goal = putForwardFor(other, "goal-alignment|3");
    assertThat(goal.theirs()).containsExactly(ClientGoal.of(named.source()));
    assertThat(goal.text()).isEqualTo("Talk about which goal matters most to me now.");
    assertThat(goal.evidence()).contains(named.source());
    HospitalToQuote.WORDS.put(named.source().reference(), "Go back to the choir");
    assertThat(shownTo(other)).satisfies(open -> assertThat(open.state()).isEqualTo("open"));
    assertThat(shownTo(other).theirs()).isEqualTo("Go back to the choir");
    Hospital.silent = true;
    assertThat(shownTo(other).theirs()).as("a silent hospital costs the words alone").isNull();
  }

  @Test
  void what_is_about_a_goal_on_a_form_alone_says_on_which_line_the_client_named_it() {
    var other = new PatientId("l-" + tag);
    kept(other);
    var form = apart(other, "#1");
    tell(Feed.ANSWERS, form);
    var goal = putForwardFor(other, "goal-alignment|3");
    assertThat(goal.theirs()).containsExactly(new ClientGoal(form.source(), 1));
    assertThat(goal.evidence()).containsExactly(form.source());
    HospitalToQuote.WORDS.put(form.source().reference() + "#1", "See my friends");
    assertThat(shownTo(other).theirs()).isEqualTo("See my friends");
    var coordinator = new Viewer("Practitioner/c7", Role.COORDINATOR, other);
    var told = shown.show(coordinator, keyOf(other), Locale.ENGLISH).orElseThrow();
    assertThat(told.theirs()).as("words of forms go to those who treat the client").isNull();
    assertThat(told.words()).as("the record does not say").isEqualTo(goal.text());
    HospitalToQuoteOurs.WORDS.put(keyOf(other), "See my friends");
    assertThat(shown.show(coordinator, keyOf(other), Locale.ENGLISH).orElseThrow())
        .as("what stands in the record is what they decide on")
        .satisfies(open -> assertThat(open.words()).isEqualTo("See my friends"))
        .satisfies(open -> assertThat(open.theirs()).isNull());
    assertThat(shownTo(other).words()).isEqualTo(goal.text());
    Hospital.silent = true;
    assertThat(shown.show(coordinator, keyOf(other), Locale.ENGLISH).orElseThrow().words())
        .isEqualTo(goal.text());
  }

  @Test
  void what_was_agreed_on_for_a_line_is_one_with_it_until_somebody_says_that_they_are_two() {
    var other = new PatientId("f-" + tag);
    var viewer = new Viewer("Practitioner/t1", Role.CLINICIAN, other);
    kept(other);
    var planned = Facts.goal("planned-" + tag, other);
    tell(Feed.GOALS, planned);
    tell(Feed.CARE_PLANS, teamPlan(other, "1", planned.source()));
    var form = naming(other, "1", planned.source());
    tell(Feed.ANSWERS, form);
    var line = new ClientGoal(form.source(), 2);
    assertThat(putForwardFor(other, "plan-blind-spot|4").theirs()).containsExactly(line);
    var fine = accept();
    var plan = new Source("CarePlan", "plan-" + other.value(), "1");
    var inPlan =
        new GoalChoice.Accept(
            fine.words(),
            fine.firstStep(),
            fine.review(),
            fine.agreed(),
            plan,
            fine.handTo(),
            fine.due());
    assertThat(deciding.decide(viewer, keyOf(other), UUID.randomUUID(), inPlan, Locale.ENGLISH))
        .isInstanceOf(Outcome.Decided.class);
    roundTrip.make();
    var ours = decisions.on(keyOf(other)).orElseThrow().goal().orElseThrow();
    minutesLater(5);
    tell(Feed.GOALS, agreedOn(other, ours));
    tell(Feed.CARE_PLANS, teamPlan(other, "2", planned.source(), ours));
    // Only where a form names every goal of the plan besides it could a line be missing.
    tell(Feed.ANSWERS, naming(other, "2", planned.source(), ours));
    roundTrip.make();
    assertThat(overlooks(other)).as("nobody had to match them").isFalse();
    minutesLater(5);
    var seen = new DecideMatch.Seen(line, ours, 0);
    assertThat(matching.decide(viewer, seen, GoalMatch.Verdict.TURNED_DOWN))
        .isInstanceOf(DecideMatch.Answer.Decided.class);
    roundTrip.make();
    assertThat(overlooks(other)).as("a person's word comes first").isTrue();
    assertThat(putForwardRows(other)).isOne();
    erasing.erase(other);
    assertThat(putForwardRows(other)).isZero();
  }

  @Test
  void what_could_be_done_about_the_plan_is_put_forward_and_withdrawn_with_its_finding() {
    var other = new PatientId("a-" + tag);
    kept(other);
    tell(Feed.ANSWERS, forFewSessions(other, "1", 2));
    minutesLater(5);
    roundTrip.make();
    var activity = activityFor(other);
    assertThat(activity.withdrawn()).isFalse();
    assertThat(activity.suggested())
        .isNotNull()
        .extracting(Suggested::what)
        .isEqualTo(CHOOSE_GOALS);
    assertThat(activity.rule()).startsWith("plan-blind-spot|");
    assertThat(goalsFor(other)).as("one or the other").isZero();
    minutesLater(5);
    tell(Feed.ANSWERS, forFewSessions(other, "2", 20));
    roundTrip.make();
    assertThat(activityFor(other).withdrawn()).isTrue();
  }

  @Test
  void what_people_turned_down_in_the_record_is_heard_and_rests_in_this_course() throws Exception {
    var other = new PatientId("b-" + tag);
    kept(other);
    tell(Feed.ANSWERS, forFewSessions(other, "1", 2));
    minutesLater(5);
    roundTrip.make();
    var name = activityFor(other).name();
    var finding = blindSpot(other);
    assertThat(putsForward(finding)).isTrue();
    var plan = new Source("CarePlan", "own-" + tag, "3");
    Hospital.EDITS.add(new Edit(name, plan, Edit.What.REJECTED, true));
    minutesLater(5);
    roundTrip.make();
    assertThat(blindSpot(other).stage()).isEqualTo(FindingStage.ACKNOWLEDGED);
    Hospital.CHART.clear();
    minutesLater(60 * 24);
    tell(Feed.ANSWERS, forFewSessions(other, "2", 20));
    roundTrip.make();
    minutesLater(60 * 24);
    var anew = forFewSessions(other, "1", 2);
    var source = new Source("QuestionnaireResponse", "anew-" + tag, "1");
    tell(
        Feed.ANSWERS,
        new GoalReview(
            source,
            other,
            anew.form(),
            Hospital.now.minus(Duration.ofHours(1)),
            anew.goals(),
            List.of(),
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE));
    roundTrip.make();
    var next = blindSpot(other);
    assertThat(next.key()).isNotEqualTo(finding.key());
    assertThat(putsForward(next)).isFalse();
    assertThat(Hospital.CHART.keySet())
        .noneMatch(one -> one.contains(next.key().value() + ".activity"));
  }

  private boolean putsForward(Finding finding) {
    return !database
        .createQuery(
            "select w.id from PendingWrite w where w.about = :key and w.kind = :kind", String.class)
        .setParameter("key", finding.key().value())
        .setParameter("kind", WriteKind.ACTIVITY)
        .getResultList()
        .isEmpty();
  }

  private Finding blindSpot(PatientId of) {
    return findings.of(of).stream()
        .filter(each -> each.detector().equals("plan-blind-spot") && each.standing())
        .findFirst()
        .orElseThrow();
  }

  private static ActivityProposal activityFor(PatientId of) {
    var all =
        Hospital.CHART.values().stream()
            .filter(each -> each instanceof ActivityProposal one && one.patient().equals(of))
            .map(ActivityProposal.class::cast)
            .toList();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static long goalsFor(PatientId of) {
    return Hospital.CHART.values().stream()
        .filter(each -> each instanceof GoalProposal goal && goal.patient().equals(of))
        .count();
  }

  /** Two goals, and so many sessions left for each. */
  private static GoalReview forFewSessions(PatientId of, String version, int left) {
    var apart = apart(of, "#1");
    return new GoalReview(
        new Source(apart.source().type(), apart.source().id(), version),
        of,
        apart.form(),
        apart.at(),
        List.of(left("#1", left), left("#2", left)),
        List.of(),
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }

  private static GoalReview.OfGoal left(String goal, int sessions) {
    return new GoalReview.OfGoal(
        goal, Whose.CLIENT, null, null, null, false, List.of(), null, null, null, sessions);
  }

  private boolean overlooks(PatientId of) {
    return findings.of(of).stream()
        .anyMatch(each -> each.detector().equals("plan-blind-spot") && each.standing());
  }

  private long putForwardRows(PatientId of) {
    return database
        .createQuery("select count(p) from PutForward p where p.patient = :patient", Long.class)
        .setParameter("patient", of.value())
        .getSingleResult();
  }

  private static Plan teamPlan(PatientId of, String version, Source... goals) {
    var plan = new Source("CarePlan", "plan-" + of.value(), version);
    return new Plan(plan, of, true, false, List.of(goals), Labels.NONE);
  }

  /** As an EHR has it that drops to which goal it leads. */
  private static CareGoal agreedOn(PatientId of, Source ours) {
    return new CareGoal(
        ours, of, CareGoal.Lifecycle.ACTIVE, null, null, new TreeMap<>(), null, null, Labels.NONE);
  }

  private static GoalReview naming(PatientId of, String version, Source planned, Source... more) {
    var apart = apart(of, "#1");
    var goals = new ArrayList<>(List.of(told(planned.reference()), told("#2")));
    List.of(more).forEach(each -> goals.add(told(each.reference())));
    return new GoalReview(
        new Source(apart.source().type(), apart.source().id(), version),
        of,
        apart.form(),
        apart.at(),
        goals,
        List.of(),
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }

  private static GoalReview.OfGoal told(String goal) {
    return new GoalReview.OfGoal(
        goal, Whose.CLIENT, null, null, null, false, List.of(), null, null, null, null);
  }

  private void kept(PatientId of) {
    for (int week = 0; week < RATINGS.length; week++) {
      var at = Hospital.now.minus(TWO_MONTHS).plus(Duration.ofDays(7L * week));
      var id = of.value() + "-" + week;
      tell(Feed.APPOINTMENTS, Facts.booking(id, "1", of, BookingStatus.KEPT, at));
    }
  }

  private GoalProposal putForwardFor(PatientId of, String rule) {
    minutesLater(5);
    roundTrip.make();
    var goals =
        Hospital.CHART.values().stream()
            .filter(each -> each instanceof GoalProposal goal && goal.patient().equals(of))
            .map(GoalProposal.class::cast)
            .toList();
    assertThat(goals).singleElement().extracting(GoalProposal::rule).isEqualTo(rule);
    return goals.get(0);
  }

  private FindingKey keyOf(PatientId of) {
    return findings.of(of).stream().filter(Finding::proposesGoal).findFirst().orElseThrow().key();
  }

  private GoalView shownTo(PatientId of) {
    var viewer = new Viewer("Practitioner/t1", Role.CLINICIAN, of);
    return shown.show(viewer, keyOf(of), Locale.ENGLISH).orElseThrow();
  }

  private static GoalReview apart(PatientId of, String goal) {
    return new GoalReview(
        new Source("QuestionnaireResponse", "g-" + of.value(), "1"),
        of,
        "https://attune.org/fhir/Questionnaire/goal-form|1.1.0#en",
        Hospital.now.minus(Duration.ofDays(20)),
        List.of(
            new GoalReview.OfGoal(
                goal, null, 9, 3, null, false, List.of(), null, null, null, null)),
        List.of(),
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }

  @Test
  void a_goal_that_was_decided_waits_for_nobody_on_the_worklist() {
    assertThat(waitsOnTheWorklist()).isTrue();
    decide(coordinator(), UUID.randomUUID(), accept());
    minutesLater(5);
    roundTrip.make();
    assertThat(waitsOnTheWorklist()).isFalse();
  }

  @Test
  void a_row_that_was_decided_about_rests_until_the_day_agreed_on_and_is_then_back() {
    assertThat(rests()).isEmpty();
    decide(coordinator(), UUID.randomUUID(), accept());
    minutesLater(5);
    roundTrip.make();
    var review = accept().review().atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();
    assertThat(rests()).hasValueSatisfying(it -> assertThat(it.until()).isEqualTo(review));
    assertThat(rests()).hasValueSatisfying(it -> assertThat(it.because()).isEqualTo(DECIDED));
    minutesLater(60 * 24 * 27);
    roundTrip.make();
    assertThat(rests()).isPresent();
    minutesLater(60 * 24);
    roundTrip.make();
    assertThat(rests()).isEmpty();
    assertThat(row().step()).isNotEqualTo(NextStep.ENTER_BY_HAND);
  }

  @Test
  void a_row_is_back_and_says_so_when_the_record_will_not_have_what_was_decided() {
    decide(coordinator(), UUID.randomUUID(), accept());
    minutesLater(5);
    Hospital.refuses = proposal -> proposal instanceof PlanEntry;
    roundTrip.make();
    assertThat(rests()).isPresent();
    refusedForGood(proposal -> proposal instanceof PlanEntry);
    roundTrip.make();
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.BY_HAND);
    assertThat(rests()).isEmpty();
    assertThat(row().place()).isPresent();
    assertThat(row().step()).isEqualTo(NextStep.ENTER_BY_HAND);
  }

  @Test
  void a_row_rests_until_the_review_once_the_task_that_asked_for_a_hand_is_done() {
    var review = accept().review().atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();
    decide(coordinator(), UUID.randomUUID(), accept());
    minutesLater(5);
    refusedForGood(proposal -> proposal instanceof PlanEntry);
    roundTrip.make();
    assertThat(row().step()).isEqualTo(NextStep.ENTER_BY_HAND);
    assertThat(view(coordinator()).became()).isEqualTo("BY_HAND");
    var task = requireNonNull(Hospital.STANDS.get(key().value() + ".goal-task"));
    taken(task, Edit.What.COMPLETED);
    assertThat(rests()).contains(new Rest(review, DECIDED, task.reference()));
    assertThat(view(coordinator()).became()).isEqualTo("ENTERED");
    assertThat(row().step()).isNotEqualTo(NextStep.ENTER_BY_HAND);
    long version = row().version();
    minutesLater(5);
    roundTrip.make();
    assertThat(row().version()).as("no more than that").isEqualTo(version);
    taken(task, Edit.What.UNDER_WAY);
    assertThat(view(coordinator()).became()).isEqualTo("BY_HAND");
    assertThat(rests()).isEmpty();
    assertThat(row().step()).isEqualTo(NextStep.ENTER_BY_HAND);
    assertThat(row().place()).isPresent();
  }

  private void taken(Source task, Edit.What what) {
    minutesLater(5);
    var name = key().value() + ".goal-task";
    Hospital.EDITS.clear();
    Hospital.EDITS.add(new Edit(name, task, what, true, Hospital.now, "Practitioner/t1"));
    roundTrip.make();
  }

  private WorkItem row() {
    return database
        .createQuery("select w from WorkItem w where w.key = :key", WorkItem.class)
        .setParameter("key", key().value())
        .getSingleResult();
  }

  private Optional<Rest> rests() {
    return row().rest();
  }

  private boolean waitsOnTheWorklist() {
    return database
        .createQuery("select w.goalOpen from WorkItem w where w.key = :key", Boolean.class)
        .setParameter("key", key().value())
        .getSingleResult();
  }

  @Test
  void what_is_agreed_on_reaches_the_goal_then_the_plan_then_whoever_takes_it_up() {
    assertThat(view(coordinator()).state()).isEqualTo("open");
    assertThat(view(coordinator()).plans())
        .extracting(GoalView.PlanOffer::plan)
        .containsExactly("CarePlan/team-" + tag + "|1");
    assertThat(view(coordinator()).therapists()).containsExactly("Practitioner/t1");
    assertThat(view(therapist()).therapists()).as("they say it themselves").isEmpty();
    assertThat(theGoal().within()).isEqualTo(new Source("CarePlan", "team-" + tag, "1"));
    int before = Hospital.WRITTEN.size();
    long told = accounts.about(client);
    assertThat(decide(coordinator(), UUID.randomUUID(), accept()))
        .isInstanceOf(Outcome.Decided.class);
    assertThat(accounts.about(client)).isEqualTo(told + 1);
    roundTrip.make();
    assertThat(since(before)).containsExactly("GoalProposal", "PlanEntry", "GoalTask");
    var agreed = (GoalAnswer.Agreed) theGoal().answer();
    assertThat(agreed.words()).isEqualTo("Say when it is too fast");
    assertThat(agreed.voices())
        .containsExactly(
            new Voice("Patient/" + client.value(), Acceptance.AGREE),
            new Voice("Practitioner/c7", Acceptance.AGREE));
    var entry = written(PlanEntry.class).get(0);
    assertThat(entry.goal().type()).isEqualTo("Goal");
    assertThat(entry.plan()).isEqualTo(new Source("CarePlan", "team-" + tag, "1"));
    assertThat(entry.by()).isEqualTo("Practitioner/c7");
    var task = written(GoalTask.class).get(0);
    assertThat(task.recipient()).isEqualTo("Practitioner/t1");
    assertThat(task.focus()).isEqualTo(entry.goal());
    assertThat(task.text()).contains("stands in the care plan");
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
    assertThat(view(therapist()).state()).isEqualTo("accepted");
    assertThat(view(therapist()).byYou()).isFalse();
    assertThat(view(coordinator()).byYou()).isTrue();
  }

  @Test
  void who_may_agree_or_take_it_up_is_named_to_whoever_decides_as_far_as_the_record_says()
      throws Exception {
    var colleague = Map.of("Practitioner/t1", "Dr t1");
    assertThat(naming.of(coordinator(), key(), Locale.ENGLISH)).contains(colleague);
    assertThat(HospitalToKnow.asker).isEqualTo("Practitioner/c7");
    assertThat(naming.of(therapist(), key(), Locale.ENGLISH)).contains(Map.of());
    assertThat(HospitalToKnow.asker).as("of nobody else nobody is asked").endsWith("/c7");
    var outreach = new Viewer("Practitioner/o", Role.OUTREACH, client);
    assertThat(naming.of(outreach, key(), Locale.ENGLISH)).isEmpty();
    HospitalToKnow.silent = true;
    try {
      assertThatThrownBy(() -> naming.of(coordinator(), key(), Locale.ENGLISH))
          .as("not now is not nobody")
          .isInstanceOf(EhrUnavailable.class);
    } finally {
      HospitalToKnow.silent = false;
    }
  }

  @Test
  void of_two_at_once_one_decides_and_the_other_learns_what() throws Exception {
    var together = new CountDownLatch(2);
    var first = others.submit(atOnce(together, therapist(), accept()));
    var second =
        others.submit(atOnce(together, coordinator(), new GoalChoice.Decline(WhyNot.NOT_NOW)));
    var outcomes = List.of(first.get(), second.get());
    assertThat(outcomes).hasAtLeastOneElementOfType(Outcome.Decided.class);
    assertThat(outcomes).hasAtLeastOneElementOfType(Outcome.AlreadyDecided.class);
    assertThat(
            outcomes.stream()
                .map(
                    outcome ->
                        outcome instanceof Outcome.Decided decided
                            ? decided.goal().state()
                            : ((Outcome.AlreadyDecided) outcome).goal().state())
                .distinct())
        .hasSize(1);
    int before = Hospital.WRITTEN.size();
    roundTrip.make();
    assertThat(since(before)).doesNotHaveDuplicates().contains("GoalProposal");
  }

  private Callable<Outcome> atOnce(CountDownLatch together, Viewer viewer, GoalChoice choice) {
    return () -> {
      together.countDown();
      together.await();
      return decide(viewer, UUID.randomUUID(), choice);
    };
  }

  @Test
  void the_same_request_twice_is_one_decision() {
    var id = UUID.randomUUID();
    assertThat(decide(therapist(), id, accept())).isInstanceOf(Outcome.Decided.class);
    assertThat(decide(therapist(), id, accept())).isInstanceOf(Outcome.Decided.class);
    assertThat(decide(therapist(), UUID.randomUUID(), accept()))
        .isInstanceOf(Outcome.AlreadyDecided.class);
    int before = Hospital.WRITTEN.size();
    roundTrip.make();
    minutesLater(1);
    roundTrip.make();
    assertThat(since(before)).containsExactly("GoalProposal", "PlanEntry", "GoalTask");
  }

  private void agreedAndWritten() {
    decide(coordinator(), UUID.randomUUID(), accept());
    roundTrip.make();
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
  }

  private Source lose(Proposal proposal) {
    return requireNonNull(Hospital.STANDS.remove(proposal.name()));
  }

  private static void night() {
    Hospital.LOOKED_FOR.clear();
    minutesLater(24 * 60);
  }

  @Test
  void what_stands_is_looked_for_each_night_and_left_as_it_is() {
    agreedAndWritten();
    int before = Hospital.WRITTEN.size();
    for (int nights = 0; nights < 2; nights++) {
      night();
      roundTrip.make();
      assertThat(Hospital.LOOKED_FOR)
          .contains(
              finding().flagName(),
              theGoal().name(),
              written(PlanEntry.class).get(0).name(),
              written(GoalTask.class).get(0).name());
      assertThat(since(before)).isEmpty();
    }
  }

  @Test
  void what_the_record_lost_of_what_was_agreed_on_is_written_again_in_the_night() {
    agreedAndWritten();
    var lost = lose(theGoal());
    lose(written(PlanEntry.class).get(0));
    lose(written(GoalTask.class).get(0));
    int before = Hospital.WRITTEN.size();
    night();
    roundTrip.make();
    minutesLater(1);
    roundTrip.make();
    assertThat(since(before)).startsWith("GoalProposal").contains("PlanEntry", "GoalTask");
    assertThat(Hospital.STANDS).containsKeys(theGoal().name());
    var goal = requireNonNull(Hospital.STANDS.get(theGoal().name()));
    assertThat(goal).isNotEqualTo(lost);
    assertThat(written(PlanEntry.class).get(0).goal()).isEqualTo(goal);
    assertThat(written(GoalTask.class).get(0).focus()).isEqualTo(goal);
    var decision = decisions.on(key()).orElseThrow();
    assertThat(decision.became()).isEqualTo(Became.DONE);
    assertThat(decision.goal()).contains(goal);
    assertThat(decision.goalBefore()).contains(lost);
  }

  @Test
  void a_goal_that_the_team_deleted_stays_deleted_after_a_night_and_after_the_next() {
    agreedAndWritten();
    Hospital.DELETED.add(lose(theGoal()).reference());
    int before = Hospital.WRITTEN.size();
    night();
    roundTrip.make();
    assertThat(Hospital.LOOKED_FOR).contains(theGoal().name());
    assertThat(since(before)).isEmpty();
    assertThat(Hospital.STANDS).doesNotContainKey(theGoal().name());
    night();
    roundTrip.make();
    assertThat(Hospital.LOOKED_FOR).doesNotContain(theGoal().name());
    assertThat(since(before)).isEmpty();
  }

  @Test
  void what_is_missing_is_counted_and_written_again_when_IT_knows_that_it_was_lost() {
    agreedAndWritten();
    var task = written(GoalTask.class).get(0);
    lose(task);
    Hospital.UNTOLD.add(task.name());
    long missing = writes.missing();
    int before = Hospital.WRITTEN.size();
    for (int nights = 0; nights < 2; nights++) {
      night();
      roundTrip.make();
      assertThat(writes.missing()).isEqualTo(missing + 1);
      assertThat(since(before)).isEmpty();
    }
    assertThat(writes.replayMissing(Hospital.now)).isEqualTo(missing + 1);
    roundTrip.make();
    assertThat(since(before)).containsExactly("GoalTask");
    assertThat(writes.missing()).isZero();
  }

  @Test
  void a_task_that_somebody_made_theirs_is_not_made_again_when_it_is_lost() {
    agreedAndWritten();
    var task = written(GoalTask.class).get(0);
    var stands = requireNonNull(Hospital.STANDS.get(task.name()));
    Hospital.THEIRS.add(task.name());
    Hospital.STANDS.put(task.name(), new Source(stands.type(), stands.id(), "theirs"));
    night();
    roundTrip.make();
    lose(task);
    int before = Hospital.WRITTEN.size();
    night();
    roundTrip.make();
    assertThat(since(before)).isEmpty();
  }

  @Test
  void a_goal_on_which_nobody_decided_is_looked_after_like_its_flag() {
    lose(theGoal());
    lose(written(Proposal.FlagProposal.class).get(0));
    int before = Hospital.WRITTEN.size();
    night();
    roundTrip.make();
    assertThat(since(before)).containsExactlyInAnyOrder("GoalProposal", "FlagProposal");
  }

  @Test
  void a_night_in_which_the_hospital_does_not_answer_is_made_up_for() {
    agreedAndWritten();
    lose(theGoal());
    int before = Hospital.WRITTEN.size();
    night();
    Hospital.silent = true;
    roundTrip.make();
    assertThat(since(before)).isEmpty();
    Hospital.silent = false;
    minutesLater(1);
    roundTrip.make();
    assertThat(since(before)).contains("GoalProposal");
  }

  @Test
  void what_the_record_does_not_tell_of_is_told_later_and_not_for_ever() {
    Hospital.told = Attribution.OWED;
    agreedAndWritten();
    int before = Hospital.WRITTEN.size();
    assertThat(writes.untold()).isPositive();
    minutesLater(5);
    roundTrip.make();
    assertThat(since(before)).isEmpty();
    minutesLater(15);
    roundTrip.make();
    assertThat(since(before)).contains("GoalProposal", "GoalTask");
    Hospital.told = Attribution.NOT_TAKEN;
    Hospital.takesProvenances = false;
    minutesLater(61);
    roundTrip.make();
    before = Hospital.WRITTEN.size();
    minutesLater(61);
    roundTrip.make();
    assertThat(since(before)).as("it takes none").isEmpty();
    assertThat(writes.untold()).isPositive();
    Hospital.told = Attribution.TOLD;
    Hospital.takesProvenances = true;
    minutesLater(61);
    roundTrip.make();
    assertThat(since(before)).contains("GoalProposal", "GoalTask");
    before = Hospital.WRITTEN.size();
    minutesLater(300);
    roundTrip.make();
    assertThat(since(before)).isEmpty();
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
  }

  @Test
  void the_plan_waits_until_the_record_has_the_goal() {
    decide(therapist(), UUID.randomUUID(), accept());
    Hospital.silentFor = proposal -> proposal instanceof GoalProposal;
    int before = Hospital.WRITTEN.size();
    roundTrip.make();
    assertThat(since(before)).isEmpty();
    Hospital.silentFor = proposal -> false;
    minutesLater(60);
    roundTrip.make();
    assertThat(since(before)).containsExactly("GoalProposal", "PlanEntry", "GoalTask");
  }

  @Test
  void a_goal_that_was_agreed_on_outlives_its_finding() throws Exception {
    decide(therapist(), UUID.randomUUID(), accept());
    roundTrip.make();
    setAside();
    minutesLater(1);
    roundTrip.make();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Agreed.class);
    assertThat(theGoal().ends()).isFalse();
  }

  @Test
  void an_agreed_goal_that_was_not_sent_yet_is_not_withdrawn_either() throws Exception {
    decide(therapist(), UUID.randomUUID(), accept());
    setAside();
    roundTrip.make();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Agreed.class);
    assertThat(written(GoalTask.class)).hasSize(1);
  }

  private void setAside() throws Exception {
    transaction.begin();
    var finding = database.find(Finding.class, key().value());
    finding.dismiss(Hospital.now, Dismissal.ALREADY_KNOWN);
    writes.queue(finding, Hospital.now);
    transaction.commit();
  }

  @Test
  void what_is_declined_is_turned_down_there_and_the_like_rests_for_half_a_year() throws Exception {
    assertThat(
            decide(therapist(), UUID.randomUUID(), new GoalChoice.Decline(WhyNot.COVERED_ALREADY)))
        .isInstanceOf(Outcome.Decided.class);
    roundTrip.make();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Declined.class);
    assertThat(view(therapist()).whyNot()).isEqualTo("COVERED_ALREADY");
    var another = findings.find(twin()).orElseThrow();
    assertThat(writes.proposesGoal(another, Hospital.now.plus(Duration.ofDays(179)))).isFalse();
    assertThat(writes.proposesGoal(another, Hospital.now.plus(Duration.ofDays(181)))).isTrue();
  }

  /** Another finding of the same rule in the same course. */
  /** Its key comes after that of every other, so that nobody takes it for the client's finding. */
  private FindingKey twin() throws Exception {
    var key = "f".repeat(48) + tag + tag;
    transaction.begin();
    List<?> found =
        database
            .createNativeQuery(
                "select column_name from information_schema.columns where table_name = 'FINDING'"
                    + " order by ordinal_position")
            .getResultList();
    var columns = found.stream().map(String::valueOf).toList();
    var copied =
        columns.stream()
            .map(name -> name.equalsIgnoreCase("finding_key") ? "'" + key + "'" : name)
            .toList();
    database
        .createNativeQuery(
            "insert into finding ("
                + String.join(", ", columns)
                + ") select "
                + String.join(", ", copied)
                + " from finding where finding_key = :key")
        .setParameter("key", key().value())
        .executeUpdate();
    transaction.commit();
    return new FindingKey(key);
  }

  @Test
  void whatever_was_decided_in_the_record_comes_before() {
    Hospital.EDITS.add(
        new Edit(key().value() + ".goal", new Source("Goal", "g", "9"), Edit.What.REJECTED, true));
    minutesLater(1);
    roundTrip.make();
    assertThat(decide(therapist(), UUID.randomUUID(), accept()))
        .isEqualTo(new Outcome.InTheRecord(Edit.What.REJECTED));
    assertThat(view(therapist()).state()).isEqualTo("overtaken");
    assertThat(view(therapist()).overtakenBy()).isEqualTo("REJECTED");
  }

  @Test
  void what_cannot_be_is_not_taken_down() throws Exception {
    var fine = accept();
    var plan = new Source("CarePlan", "others-" + tag, "1");
    for (GoalChoice choice :
        List.of(
            changed(fine, " ", fine.agreed(), fine.plan(), fine.handTo(), fine.review()),
            changed(fine, "a".repeat(501), fine.agreed(), null, fine.handTo(), fine.review()),
            changed(fine, "a", List.of(), null, fine.handTo(), fine.review()),
            changed(
                fine, "a", List.of("therapist:Practitioner/x"), null, fine.handTo(), fine.review()),
            changed(fine, "a", fine.agreed(), plan, fine.handTo(), fine.review()),
            changed(fine, "a", fine.agreed(), null, "Practitioner/x", fine.review()),
            changed(fine, "a", fine.agreed(), null, fine.handTo(), today()))) {
      assertThat(decide(therapist(), UUID.randomUUID(), choice))
          .isInstanceOf(Outcome.NotUnderstood.class);
    }
    assertThat(decide(new Viewer("", Role.CLINICIAN, client), UUID.randomUUID(), fine))
        .isInstanceOf(Outcome.NotUnderstood.class);
    var strangers = new Viewer("Practitioner/t1", Role.CLINICIAN, new PatientId("p-other-" + tag));
    assertThat(decide(strangers, UUID.randomUUID(), fine)).isInstanceOf(Outcome.NoSuchSignal.class);
    setAside();
    assertThat(decide(therapist(), UUID.randomUUID(), fine))
        .isInstanceOf(Outcome.NothingProposed.class);
    assertThat(decisions.on(key())).isEmpty();
  }

  @Test
  void whoever_decides_can_take_it_up_themselves() {
    var fine = accept();
    var mine = changed(fine, "a", fine.agreed(), null, GoalChoice.ME, fine.review());
    assertThat(decide(therapist(), UUID.randomUUID(), mine)).isInstanceOf(Outcome.Decided.class);
    assertThat(decisions.on(key()).orElseThrow().terms().orElseThrow().givenTo())
        .isEqualTo("Practitioner/t1");
  }

  private static GoalChoice changed(
      GoalChoice.Accept fine,
      String words,
      List<String> agreed,
      Source plan,
      String to,
      LocalDate review) {
    return new GoalChoice.Accept(words, fine.firstStep(), review, agreed, plan, to, fine.due());
  }

  @Test
  void words_are_let_go_of_after_thirty_days_and_what_stands_there_is_left_as_it_is() {
    decide(therapist(), UUID.randomUUID(), accept());
    roundTrip.make();
    writes.forgetOldWords(Hospital.now);
    assertThat(decisions.on(key()).orElseThrow().terms()).isPresent();
    minutesLater(60 * 24 * 31);
    writes.forgetOldWords(Hospital.now);
    assertThat(decisions.on(key()).orElseThrow().terms()).isEmpty();
    int before = Hospital.WRITTEN.size();
    writes.sendAgainWhatWasSentSince(Instant.EPOCH, Hospital.now);
    roundTrip.make();
    assertThat(since(before)).doesNotContain("GoalProposal");
    assertThat(view(therapist()).state()).isEqualTo("accepted");
  }

  @Test
  void with_the_client_goes_what_was_decided() {
    decide(therapist(), UUID.randomUUID(), accept());
    roundTrip.make();
    var key = key();
    erasing.erase(client);
    assertThat(decisions.on(key).orElseThrow().terms()).isEmpty();
    for (int round = 0; round < 3; round++) {
      minutesLater(5);
      roundTrip.make();
      erasing.finish(client);
    }
    assertThat(findings.of(client)).isEmpty();
    assertThat(decisions.on(key)).isEmpty();
  }

  @Test
  void what_somebody_is_sending_just_now_stays_theirs_when_it_changes() throws Exception {
    transaction.begin();
    writes.queue(database.find(Finding.class, key().value()), Hospital.now);
    transaction.commit();
    transaction.begin();
    var finding = database.find(Finding.class, key().value());
    assertThat(writes.flags(List.of(finding.key().value()))).isNotEmpty();
    others
        .submit(
            () -> {
              while (writes.next(Hospital.now).isPresent()) {
                // All that is due is on its way now.
              }
            })
        .get();
    writes.queue(finding, Hospital.now);
    transaction.commit();
    assertThat(writes.next(Hospital.now)).isEmpty();
  }

  @Test
  void a_goal_that_the_team_deleted_is_not_made_again_when_its_finding_changes() throws Exception {
    decide(therapist(), UUID.randomUUID(), accept());
    roundTrip.make();
    int before = Hospital.WRITTEN.size();
    itsFindingChanges();
    assertThat(since(before)).doesNotContain("GoalProposal", "PlanEntry", "GoalTask");
  }

  @Test
  void what_was_declined_is_not_worded_anew_when_its_finding_changes() throws Exception {
    decide(therapist(), UUID.randomUUID(), new GoalChoice.Decline(WhyNot.TOO_LARGE));
    roundTrip.make();
    int before = Hospital.WRITTEN.size();
    itsFindingChanges();
    assertThat(since(before)).doesNotContain("GoalProposal");
  }

  @Test
  void what_the_plan_refused_for_good_stays_refused_when_the_finding_changes() throws Exception {
    decide(therapist(), UUID.randomUUID(), accept());
    refusedForGood(proposal -> proposal instanceof PlanEntry);
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.BY_HAND);
    assertThat(state(WriteKind.PLAN)).isEqualTo(PendingWrite.State.DEAD);
    itsFindingChanges();
    assertThat(state(WriteKind.PLAN)).isEqualTo(PendingWrite.State.DEAD);
  }

  private void itsFindingChanges() throws Exception {
    transaction.begin();
    writes.queue(database.find(Finding.class, key().value()), Hospital.now);
    transaction.commit();
    minutesLater(5);
    roundTrip.make();
  }

  private void refusedForGood(Predicate<Proposal> what) {
    Hospital.refuses = what;
    for (int round = 0; round < 9; round++) {
      roundTrip.make();
      minutesLater(60 * 24);
    }
    Hospital.refuses = proposal -> false;
  }

  private PendingWrite.State state(WriteKind kind) {
    return database
        .createQuery(
            "select w.state from PendingWrite w where w.about = :key and w.kind = :kind",
            PendingWrite.State.class)
        .setParameter("key", key().value())
        .setParameter("kind", kind)
        .getSingleResult();
  }

  @Test
  void what_a_node_of_an_older_version_took_for_no_decision_is_said_again() throws Exception {
    decide(therapist(), UUID.randomUUID(), accept());
    older("update pending_write set state = 'SENT', taken_by = null");
    minutesLater(1);
    roundTrip.make();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Agreed.class);
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
    int before = Hospital.WRITTEN.size();
    minutesLater(1);
    roundTrip.make();
    assertThat(since(before)).isEmpty();
  }

  @Test
  void what_a_node_of_an_older_version_took_back_is_said_again() throws Exception {
    decide(therapist(), UUID.randomUUID(), new GoalChoice.Decline(WhyNot.NOT_NOW));
    older("delete from pending_write");
    minutesLater(1);
    roundTrip.make();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Declined.class);
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
  }

  private void older(String did) throws Exception {
    transaction.begin();
    database
        .createNativeQuery(did + " where about = :key and kind = 'GOAL'")
        .setParameter("key", key().value())
        .executeUpdate();
    transaction.commit();
  }

  @Test
  void words_that_reach_the_record_late_stay_for_thirty_days_from_then() {
    decide(therapist(), UUID.randomUUID(), accept());
    Hospital.silentFor = proposal -> proposal instanceof GoalProposal;
    roundTrip.make();
    minutesLater(60 * 24 * 40);
    Hospital.silentFor = proposal -> false;
    roundTrip.make();
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
    writes.forgetOldWords(Hospital.now);
    assertThat(words()).isPresent();
    minutesLater(60 * 24 * 31);
    writes.forgetOldWords(Hospital.now);
    assertThat(words()).isEmpty();
  }

  @Test
  void words_go_after_thirty_days_however_often_they_were_written_once_more() {
    decide(therapist(), UUID.randomUUID(), accept());
    roundTrip.make();
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.DONE);
    for (int night = 0; night < 4; night++) {
      minutesLater(60 * 24 * 10);
      writes.sendAgainWhatWasSentSince(Instant.EPOCH, Hospital.now);
      roundTrip.make();
    }
    writes.forgetOldWords(Hospital.now);
    assertThat(words()).isEmpty();
  }

  @Test
  void words_that_the_record_will_not_have_stay_until_somebody_could_be_told() {
    decide(therapist(), UUID.randomUUID(), accept());
    Hospital.silentFor = proposal -> proposal instanceof GoalTask;
    refusedForGood(proposal -> proposal instanceof GoalProposal);
    assertThat(decisions.on(key()).orElseThrow().became()).isEqualTo(Became.BY_HAND);
    minutesLater(60 * 24 * 40);
    writes.forgetOldWords(Hospital.now);
    assertThat(words()).isPresent();
    Hospital.silentFor = proposal -> false;
    roundTrip.make();
    assertThat(written(GoalTask.class).get(0).text()).contains("Say when it is too fast");
    minutesLater(60 * 24 * 31);
    writes.forgetOldWords(Hospital.now);
    assertThat(words()).isEmpty();
  }

  private Optional<GoalDecision.Terms> words() {
    return decisions.on(key()).orElseThrow().terms();
  }

  @Test
  void what_was_refused_for_good_does_not_keep_a_client_from_being_erased() {
    decide(therapist(), UUID.randomUUID(), accept());
    refusedForGood(proposal -> proposal instanceof PlanEntry || proposal instanceof GoalTask);
    erasing.erase(client);
    finishErasing();
    assertThat(findings.of(client)).isEmpty();
  }

  @Test
  void what_people_agreed_on_still_reaches_the_record_of_somebody_who_is_being_erased() {
    decide(therapist(), UUID.randomUUID(), accept());
    Hospital.silentFor = proposal -> proposal instanceof GoalProposal;
    roundTrip.make();
    var key = key();
    erasing.erase(client);
    minutesLater(5);
    roundTrip.make();
    Hospital.silentFor = proposal -> false;
    finishErasing();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Agreed.class);
    assertThat(written(GoalTask.class)).hasSize(1);
    assertThat(findings.of(client)).isEmpty();
    assertThat(decisions.on(key)).isEmpty();
  }

  private void finishErasing() {
    for (int round = 0; round < 3; round++) {
      minutesLater(5);
      roundTrip.make();
    }
  }

  @Test
  void what_cannot_be_read_of_one_client_holds_up_nobody_else() throws Exception {
    var another = twin();
    decide(therapist(), UUID.randomUUID(), accept());
    var plan = "CarePlan/team-" + tag;
    spoil(plan, "'{' || content");
    minutesLater(1);
    transaction.begin();
    writes.queue(database.find(Finding.class, another.value()), Hospital.now);
    transaction.commit();
    int before = Hospital.WRITTEN.size();
    outbox.flush();
    assertThat(Hospital.WRITTEN.subList(before, Hospital.WRITTEN.size()))
        .anyMatch(name -> name.contains(another.value()));
    assertThat(state(WriteKind.GOAL)).isEqualTo(PendingWrite.State.PENDING);
    spoil(plan, "substring(content, 2)");
    minutesLater(5);
    outbox.flush();
    assertThat(theGoal().answer()).isInstanceOf(GoalAnswer.Agreed.class);
  }

  private void spoil(String reference, String how) throws Exception {
    transaction.begin();
    assertThat(
            database
                .createNativeQuery(
                    "update known_resource set content = " + how + " where reference = :reference")
                .setParameter("reference", reference)
                .executeUpdate())
        .isOne();
    transaction.commit();
  }

  @Test
  void a_plan_that_was_edited_since_somebody_looked_still_takes_the_goal() {
    var seen = accept();
    var edited = Facts.plan("team-" + tag, client);
    minutesLater(1);
    tell(Feed.CARE_PLANS, inVersion("2", edited));
    roundTrip.make();
    assertThat(view(therapist()).plans())
        .extracting(GoalView.PlanOffer::plan)
        .containsExactly("CarePlan/team-" + tag + "|2");
    assertThat(decide(therapist(), UUID.randomUUID(), seen)).isInstanceOf(Outcome.Decided.class);
    roundTrip.make();
    // So that whoever took the goal out since then is heard.
    assertThat(written(PlanEntry.class).get(0).plan())
        .isEqualTo(new Source("CarePlan", "team-" + tag, "1"));
  }

  private static Plan inVersion(String version, Plan plan) {
    return new Plan(
        new Source("CarePlan", plan.source().id(), version),
        plan.patient(),
        plan.active(),
        plan.own(),
        plan.goals(),
        plan.labels());
  }

  @Test
  void words_come_as_one_line_and_without_what_a_record_may_not_hold() {
    var fine = accept();
    for (String words : List.of("a\u0000b", "a\u001bb", "a\u009fb", "a\ud800b")) {
      assertThat(decide(therapist(), UUID.randomUUID(), said(fine, words, fine.firstStep())))
          .isInstanceOf(Outcome.NotUnderstood.class);
      assertThat(decide(therapist(), UUID.randomUUID(), said(fine, fine.words(), words)))
          .isInstanceOf(Outcome.NotUnderstood.class);
    }
    var lines = "Say it\r\n\twhen it\u2028is too\u0085fast \ud83d\ude42\n";
    assertThat(decide(therapist(), UUID.randomUUID(), said(fine, lines, "One\nword")))
        .isInstanceOf(Outcome.Decided.class);
    var terms = decisions.on(key()).orElseThrow().terms().orElseThrow();
    assertThat(terms.words()).isEqualTo("Say it when it is too fast \ud83d\ude42");
    assertThat(terms.firstStep()).isEqualTo("One word");
  }

  private static GoalChoice said(GoalChoice.Accept fine, String words, String step) {
    return new GoalChoice.Accept(
        words, step, fine.review(), fine.agreed(), fine.plan(), fine.handTo(), fine.due());
  }

  @Test
  void what_was_decided_before_records_were_merged_is_decided_for_the_survivor() {
    decide(therapist(), UUID.randomUUID(), accept());
    roundTrip.make();
    var survivor = mergedInto();
    int before = Hospital.WRITTEN.size();
    roundTrip.make();
    var same = theirs(survivor);
    assertThat(Hospital.WRITTEN.subList(before, Hospital.WRITTEN.size()))
        .noneMatch(name -> name.startsWith("GoalProposal"));
    var viewer = new Viewer("Practitioner/t1", Role.CLINICIAN, survivor);
    assertThat(deciding.show(viewer, same.key(), Locale.ENGLISH).orElseThrow().state())
        .isEqualTo("accepted");
    assertThat(
            deciding.decide(
                viewer,
                same.key(),
                UUID.randomUUID(),
                new GoalChoice.Decline(WhyNot.NOT_NOW),
                Locale.ENGLISH))
        .isInstanceOf(Outcome.AlreadyDecided.class);
  }

  @Test
  void a_goal_that_was_turned_down_in_the_record_before_records_were_merged_is_not_put_forward() {
    Hospital.EDITS.add(
        new Edit(key().value() + ".goal", new Source("Goal", "g", "9"), Edit.What.REJECTED, true));
    minutesLater(1);
    roundTrip.make();
    var survivor = mergedInto();
    var same = theirs(survivor);
    assertThat(same.key()).isNotEqualTo(key());
    assertThat(Hospital.WRITTEN)
        .contains("FlagProposal " + same.key().value())
        .doesNotContain("GoalProposal " + same.key().value() + ".goal");
    var viewer = new Viewer("Practitioner/t1", Role.CLINICIAN, survivor);
    var shown = deciding.show(viewer, same.key(), Locale.ENGLISH).orElseThrow();
    assertThat(shown.state()).isEqualTo("overtaken");
    assertThat(deciding.decide(viewer, same.key(), UUID.randomUUID(), accept(), Locale.ENGLISH))
        .isEqualTo(new Outcome.InTheRecord(Edit.What.REJECTED));
  }

  @Test
  void a_plan_is_offered_when_it_is_the_survivors_and_not_before() {
    var survivor = mergedInto();
    var viewer = new Viewer("Practitioner/t1", Role.CLINICIAN, survivor);
    assertThat(offered(viewer)).isEmpty();
    minutesLater(1);
    tell(Feed.CARE_PLANS, inVersion("2", Facts.plan("team-" + tag, survivor)));
    roundTrip.make();
    assertThat(offered(viewer))
        .extracting(GoalView.PlanOffer::plan)
        .containsExactly("CarePlan/team-" + tag + "|2");
  }

  private List<GoalView.PlanOffer> offered(Viewer viewer) {
    var goal = deciding.show(viewer, theirs(viewer.patient()).key(), Locale.ENGLISH).orElseThrow();
    assertThat(goal.state()).isEqualTo("open");
    return goal.plans();
  }

  private Finding theirs(PatientId patient) {
    return findings.of(patient).stream().filter(Finding::proposesGoal).findFirst().orElseThrow();
  }

  /** The client's record is merged into another. */
  private PatientId mergedInto() {
    var survivor = new PatientId("s-" + tag);
    tell(Feed.PATIENTS, record(survivor, null));
    tell(Feed.PATIENTS, record(client, survivor));
    for (int round = 0; round < 3; round++) {
      minutesLater(5);
      roundTrip.make();
    }
    return survivor;
  }

  private static Client record(PatientId patient, PatientId replacedBy) {
    return new Client(
        new Source("Patient", patient.value(), "2"),
        patient,
        false,
        false,
        replacedBy,
        Labels.NONE);
  }
}
