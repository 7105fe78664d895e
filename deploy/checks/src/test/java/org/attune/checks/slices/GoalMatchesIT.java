package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.ledger.Ledger;
import org.attune.matching.ClientGoal;
import org.attune.matching.DecideMatch;
import org.attune.matching.DecideMatch.Answer;
import org.attune.matching.DecideMatch.Seen;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.matching.GoalMatches;
import org.attune.matching.SuggestMatches;
import org.attune.matching.SuggestMatches.Ground;
import org.attune.matching.SuggestMatches.Match;
import org.attune.matching.SuggestMatches.Matching;
import org.attune.matching.SuggestMatches.Suggestion;
import org.attune.review.RoundTrip;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.Labels;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tartarus.snowball.SnowballStemmer;

/** Which goal of the plan a client's goal is: what words suggest, and what people decide. */
@ExtendWith(ArquillianExtension.class)
class GoalMatchesIT {

  @Deployment
  static WebArchive slice() {
    return ReviewIT.slice("matches")
        .addAsLibraries(
            Slice.jarOf(SnowballStemmer.class),
            Slice.jarOf(JaroWinklerSimilarity.class),
            Slice.jarOf(StringUtils.class));
  }

  @Inject RoundTrip roundTrip;
  @Inject Ledger ledger;
  @Inject SuggestMatches suggesting;
  @Inject DecideMatch deciding;
  @Inject GoalMatches matches;
  @PersistenceContext EntityManager database;
  @Resource ManagedExecutorService others;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);
  private final PatientId survivor = new PatientId("s-" + tag);
  private final Viewer therapist = new Viewer("Practitioner/t1", Role.CLINICIAN, client);
  private final Viewer coordinator = new Viewer("Practitioner/c1", Role.COORDINATOR, client);
  private final Source form = new Source("QuestionnaireResponse", "f-" + tag, null);
  private final ClientGoal friends = new ClientGoal(form, 1);
  private final ClientGoal guitar = new ClientGoal(form, 2);
  private final Source sleep = goal("sleep");
  private final Source contacts = goal("contacts");

  private Source goal(String id) {
    return new Source("Goal", id + "-" + tag, null);
  }

  @BeforeEach
  void a_form_and_a_plan() {
    Hospital.reset();
    HospitalToAudit.TOLD.clear();
    HospitalToQuote.WORDS.clear();
    hours(client, "1");
    tell(Feed.GOALS, known(sleep, null, "http://hospital.example/goal|sleep"));
    tell(Feed.GOALS, known(contacts, null, "http://hospital.example/goal|contacts"));
    tell(Feed.GOALS, known(goal("rest"), Party.CLIENT, "http://hospital.example/goal|sleep"));
    plan("1", sleep, contacts);
    tell(
        Feed.ANSWERS,
        new GoalReview(
            new Source("QuestionnaireResponse", "f-" + tag, "1"),
            client,
            "form",
            Hospital.now.minus(Duration.ofDays(2)),
            List.of(asked("#1"), asked("#2"), asked(sleep.reference())),
            List.of(),
            Respondent.CLIENT,
            null,
            null,
            Labels.NONE));
    HospitalToQuote.WORDS.putAll(
        Map.of(
            friends.key(), "See my friends more often",
            guitar.key(), "Play the guitar again",
            contacts.reference(), "Sees friends more often",
            sleep.reference(), "Sleep through the night"));
    round();
  }

  private void plan(String version, Source... goals) {
    tell(
        Feed.CARE_PLANS,
        new Plan(
            new Source("CarePlan", "c-" + tag, version),
            client,
            true,
            false,
            List.of(goals),
            Labels.NONE));
  }

  private static OfGoal asked(String goal) {
    return new OfGoal(goal, null, null, null, null, false, List.of(), null, null, null, null);
  }

  private CareGoal known(Source goal, Party by, String code) {
    return new CareGoal(
        new Source("Goal", goal.id(), "1"),
        client,
        Lifecycle.ACTIVE,
        null,
        by,
        new TreeMap<>(),
        null,
        null,
        Labels.NONE,
        List.of(),
        null,
        List.of(code),
        List.of(),
        List.of(),
        List.of());
  }

  private Matching matching() {
    return suggesting.suggest(therapist).orElseThrow();
  }

  private Answer decide(Viewer who, ClientGoal goal, Source plan, int revision, Verdict verdict) {
    return deciding.decide(who, new Seen(goal, plan, revision), verdict);
  }

  private Answer confirm(Viewer who) {
    return decide(who, friends, contacts, 0, Verdict.CONFIRMED);
  }

  @Test
  void a_reference_and_a_code_tell_and_words_only_suggest() {
    assertThat(matching().matches())
        .containsExactlyInAnyOrder(
            new Match(ClientGoal.of(sleep), sleep, Ground.REFERENCE),
            new Match(ClientGoal.of(goal("rest")), sleep, Ground.CODE));
    assertThat(matching().suggestions())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.goal()).isEqualTo(friends);
              assertThat(it.planGoal()).isEqualTo(contacts);
              assertThat(it.inTheirWords()).isEqualTo("See my friends more often");
              assertThat(it.inThePlan()).isEqualTo("Sees friends more often");
              assertThat(it.shared()).containsExactly("see", "friends");
              assertThat(it.degree()).isGreaterThan(0.99);
            });
    assertThat(matches.confirmed(client)).isEmpty();
  }

  @Test
  void a_hospital_that_is_silent_costs_the_words_and_nothing_else() {
    Hospital.silent = true;
    assertThat(matching().words()).isEmpty();
    assertThat(matching().suggestions()).isEmpty();
    assertThat(matching().matches()).hasSize(2);
  }

  @Test
  void what_a_person_confirms_is_kept_without_a_word_and_accounted_for() {
    assertThat(confirm(therapist)).isInstanceOf(Answer.Decided.class);
    assertThat(matches.confirmed(client)).containsExactly(Map.entry(friends, contacts));
    assertThat(matching().matches()).contains(new Match(friends, contacts, Ground.PERSON));
    assertThat(matching().suggestions()).isEmpty();
    assertThat(rows()).hasSize(1);
    assertThat(rows().get(0))
        .allSatisfy(
            cell -> assertThat(String.valueOf(cell)).doesNotContain("friend", "See", "more"));
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(2));
    round();
    assertThat(HospitalToAudit.TOLD)
        .filteredOn(access -> access.kind() == RecordAccess.Kind.ACT)
        .filteredOn(access -> client.equals(access.patient()))
        .extracting(RecordAccess::viewer, RecordAccess::record)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Practitioner/t1", contacts.reference()));
  }

  @Test
  void what_a_person_turns_down_is_not_suggested_again_nor_what_its_code_says() {
    decide(therapist, friends, contacts, 0, Verdict.TURNED_DOWN);
    decide(therapist, ClientGoal.of(goal("rest")), sleep, 0, Verdict.TURNED_DOWN);
    assertThat(matching().suggestions()).extracting(Suggestion::goal).doesNotContain(friends);
    assertThat(matching().matches()).extracting(Match::ground).containsExactly(Ground.REFERENCE);
    assertThat(matches.confirmed(client)).isEmpty();
  }

  @Test
  void of_two_who_decide_one_after_the_other_the_second_hears_what_the_first_said() {
    confirm(therapist);
    assertThat(decide(coordinator, friends, contacts, 0, Verdict.TURNED_DOWN))
        .isInstanceOfSatisfying(
            Answer.SomebodyWasFaster.class,
            faster -> {
              assertThat(faster.decision().verdict()).isEqualTo(Verdict.CONFIRMED);
              assertThat(faster.decision().by()).isEqualTo("Practitioner/t1");
            });
    assertThat(matches.confirmed(client)).hasSize(1);
    assertThat(decide(coordinator, friends, contacts, 1, Verdict.TURNED_DOWN))
        .isInstanceOf(Answer.Decided.class);
    assertThat(matches.decisions(client))
        .extracting(Decision::verdict, Decision::by, Decision::revision)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Verdict.TURNED_DOWN, "Practitioner/c1", 2));
  }

  @Test
  void of_two_who_decide_at_once_one_is_heard() throws Exception {
    var ready = new CyclicBarrier(2);
    var first = others.submit(() -> at(ready, therapist, Verdict.CONFIRMED));
    var second = others.submit(() -> at(ready, coordinator, Verdict.TURNED_DOWN));
    assertThat(Stream.of(first.get(), second.get()).map(Object::getClass))
        .containsExactlyInAnyOrder(Answer.Decided.class, Answer.SomebodyWasFaster.class);
    assertThat(matches.decisions(client)).extracting(Decision::revision).containsExactly(1);
  }

  private Answer at(CyclicBarrier ready, Viewer who, Verdict verdict) throws Exception {
    ready.await();
    return decide(who, friends, contacts, 0, verdict);
  }

  @Test
  void the_same_said_twice_by_the_same_person_is_said_once() {
    confirm(therapist);
    assertThat(confirm(therapist))
        .isInstanceOfSatisfying(
            Answer.Decided.class, it -> assertThat(it.decision().revision()).isEqualTo(1));
    assertThat(rows()).hasSize(1);
  }

  @Test
  void a_goal_is_one_with_at_most_one_of_the_plan() {
    confirm(therapist);
    assertThat(decide(therapist, friends, sleep, 0, Verdict.CONFIRMED))
        .isInstanceOfSatisfying(
            Answer.OneWithAnother.class,
            it -> assertThat(it.decision().planGoal()).isEqualTo(contacts));
    assertThat(decide(therapist, friends, sleep, 0, Verdict.TURNED_DOWN))
        .isInstanceOf(Answer.Decided.class);
  }

  @Test
  void what_left_the_plan_can_be_turned_down_and_bars_no_other() {
    confirm(therapist);
    plan("2", sleep);
    round();
    assertThat(decide(therapist, friends, sleep, 0, Verdict.CONFIRMED))
        .isInstanceOf(Answer.Decided.class);
    assertThat(matching().matches()).contains(new Match(friends, sleep, Ground.PERSON));
    assertThat(decide(therapist, friends, contacts, 1, Verdict.TURNED_DOWN))
        .isInstanceOf(Answer.Decided.class);
    assertThat(decide(therapist, friends, contacts, 2, Verdict.CONFIRMED))
        .isInstanceOf(Answer.NotOnThisChart.class);
    assertThat(decide(therapist, guitar, contacts, 0, Verdict.TURNED_DOWN))
        .isInstanceOf(Answer.NotOnThisChart.class);
  }

  @Test
  void a_code_that_two_of_the_clients_goals_share_tells_nothing_until_a_person_does() {
    tell(Feed.GOALS, known(goal("nap"), Party.CLIENT, "http://hospital.example/goal|sleep"));
    round();
    assertThat(matching().matches()).extracting(Match::ground).containsExactly(Ground.REFERENCE);
    decide(therapist, ClientGoal.of(goal("nap")), sleep, 0, Verdict.TURNED_DOWN);
    assertThat(matching().matches())
        .contains(new Match(ClientGoal.of(goal("rest")), sleep, Ground.CODE));
    decide(therapist, ClientGoal.of(goal("nap")), sleep, 1, Verdict.CONFIRMED);
    assertThat(matching().matches()).extracting(Match::ground).doesNotContain(Ground.CODE);
  }

  @Test
  void words_on_forms_are_for_those_who_treat_the_client_and_for_nobody_else() {
    for (Role role : List.of(Role.COORDINATOR, Role.LEAD)) {
      var seen = suggesting.suggest(new Viewer("Practitioner/c1", role, client)).orElseThrow();
      assertThat(seen.words().orElseThrow().goals())
          .extracting(each -> each.from().type())
          .hasSize(2)
          .containsOnly("Goal");
      assertThat(seen.suggestions()).isEmpty();
    }
    assertThat(matching().words().orElseThrow().goals())
        .extracting(each -> each.from().type())
        .contains("QuestionnaireResponse");
  }

  @Test
  void only_what_stands_on_this_chart_can_be_decided_and_by_somebody_alone() {
    var elsewhere = new ClientGoal(new Source("QuestionnaireResponse", "other", null), 1);
    var stranger = new Viewer("Practitioner/t1", Role.CLINICIAN, new PatientId("nobody"));
    for (var answer :
        List.of(
            decide(therapist, elsewhere, contacts, 0, Verdict.CONFIRMED),
            decide(therapist, friends, goal("rest"), 0, Verdict.CONFIRMED),
            confirm(stranger),
            confirm(Viewer.anybody(client)))) {
      assertThat(answer).isInstanceOf(Answer.NotOnThisChart.class);
    }
    assertThat(suggesting.suggest(stranger)).isEmpty();
    assertThat(suggesting.suggest(Viewer.anybody(client))).isEmpty();
    assertThat(rows()).isEmpty();
  }

  @Test
  void it_counts_for_the_record_that_theirs_was_merged_into() {
    confirm(therapist);
    hours(survivor, "2");
    tell(Feed.PATIENTS, record("1", survivor));
    round();
    round();
    assertThat(matches.confirmed(survivor)).containsExactly(Map.entry(friends, contacts));
    var theirs = new Viewer("Practitioner/t1", Role.CLINICIAN, survivor);
    assertThat(decide(theirs, friends, contacts, 1, Verdict.TURNED_DOWN))
        .isInstanceOf(Answer.Decided.class);
    assertThat(matches.decisions(survivor)).hasSize(1);
  }

  @Test
  void who_is_read_anew_keeps_it_and_who_is_erased_does_not() throws Exception {
    confirm(therapist);
    manage("rebuildClient");
    round();
    assertThat(rows()).hasSize(1);
    manage("eraseClient");
    assertThat(rows()).isEmpty();
    assertThat(confirm(therapist)).isInstanceOf(Answer.NotOnThisChart.class);
    assertThat(suggesting.suggest(therapist)).isEmpty();
  }

  @Test
  void who_objects_leaves_nothing_of_it() {
    confirm(therapist);
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", "c-" + tag, "1"), client, null, null, Labels.NONE));
    round();
    assertThat(rows()).isEmpty();
    assertThat(suggesting.suggest(therapist)).isEmpty();
  }

  @Test
  void who_is_no_longer_in_treatment_here_leaves_nothing_of_it() {
    confirm(therapist);
    Hospital.tell(
        Feed.APPOINTMENTS,
        Facts.outside(
            new Source("Appointment", client.value() + "-1", "2"), Hospital.now.toString()));
    round();
    assertThat(rows()).isEmpty();
  }

  private List<Object[]> rows() {
    return database
        .createQuery(
            "select m.clientGoal, m.planGoal, m.verdict, m.by, m.at, m.revision from GoalMatch m"
                + " where m.patient = :whose",
            Object[].class)
        .setParameter("whose", client.value())
        .getResultList();
  }

  private void manage(String what) throws Exception {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("org.attune:type=Clients"),
            what,
            new Object[] {client.value()},
            new String[] {String.class.getName()});
  }

  private Client record(String version, PatientId replacedBy) {
    return new Client(
        new Source("Patient", client.value(), version),
        client,
        false,
        false,
        replacedBy,
        Labels.NONE);
  }

  private void hours(PatientId whose, String number) {
    tell(
        Feed.APPOINTMENTS,
        Facts.booking(
            whose.value() + "-" + number,
            "1",
            whose,
            BookingStatus.KEPT,
            Objects.requireNonNull(Hospital.now).minus(Duration.ofDays(7))));
  }

  private void round() {
    Hospital.now = Hospital.now.plus(Duration.ofSeconds(1));
    roundTrip.make();
  }

  private static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }
}
