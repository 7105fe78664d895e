package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.attune.access.AuditEntries;
import org.attune.access.Role;
import org.attune.access.UsedOnce;
import org.attune.access.Viewer;
import org.attune.backfill.NightExport;
import org.attune.cards.Card;
import org.attune.cards.HearFeedback;
import org.attune.cards.ShowCards;
import org.attune.cards.ShowCards.Opened;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.ActOnFinding.Outcome;
import org.attune.chart.ChartView;
import org.attune.chart.HonourWish;
import org.attune.chart.ShowChart;
import org.attune.chart.ShowChart.Answer;
import org.attune.chart.SignalView;
import org.attune.detection.Category;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingKey;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.health.HealthBoard;
import org.attune.hooks.Hooks;
import org.attune.ledger.Ledger;
import org.attune.responses.LoggedResponse;
import org.attune.responses.ResponseLog;
import org.attune.review.RoundTrip;
import org.attune.review.Standing;
import org.attune.review.WalkCharts;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TriedResponse;
import org.attune.writeback.PendingWrite;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.ConsultationProposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.Proposal.TaskProposal;
import org.attune.writeback.Proposal.UnitProposal;
import org.hibernate.SessionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rounds from a hospital in memory and back, in a real server with a real database. */
@ExtendWith(ArquillianExtension.class)
class ReviewIT {

  private static final Instant FIRST = Instant.parse("2026-04-06T09:00:00Z");
  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 31};

  @Deployment
  static WebArchive slice() {
    return slice("review");
  }

  /** All of {@code ejb}, live from the first moment, beside a hospital and a database in memory. */
  static WebArchive slice(String database) {
    return Slice.of(
            "therapy",
            "ehr",
            "access",
            "backfill",
            "instruments",
            "settings",
            "time",
            "persistence",
            "safety",
            "hooks",
            "ledger",
            "matching",
            "nodes",
            "norms",
            "detection",
            "catalogue",
            "findings",
            "responses",
            "writeback",
            "agenda",
            "chart",
            "worklist",
            "caseload",
            "cards",
            "forms",
            "goals",
            "review",
            "launch")
        .with(Facts.class, Hospital.class, HealthBoard.class)
        .with(
            HospitalToHear.class,
            HospitalToRead.class,
            HospitalToExport.class,
            HospitalToWrite.class,
            HospitalToAsk.class,
            HospitalToReadBack.class,
            HospitalAbilities.class,
            HospitalToPublish.class,
            HospitalToAudit.class,
            HospitalToCall.class,
            HospitalToCopyFor.class,
            HospitalToEnter.class,
            HospitalToFind.class,
            HospitalToKnow.class,
            HospitalToName.class,
            HospitalToKnowStaff.class,
            HospitalToQuote.class,
            HospitalToQuoteOurs.class)
        .with(HandSetClock.class, HandMadeUnits.class)
        .set("attune.review.automatic", "false")
        .set("attune.mode", "live")
        .set("attune.going-live.evidence-days", "3650")
        .set("attune.going-live.days", "0")
        .set("attune.reconcile.at", "00:00")
        .set("attune.reconcile.clients-per-minute", "1000")
        .set("attune.client-voice.recipient", "Practitioner/t1")
        .set("attune.client-voice.second-recipient", "Practitioner/lead")
        .set("attune.unit.lead", "Practitioner/unit-lead")
        .set("attune.consultation.recipient", "Practitioner/supervisor")
        .set("attune.safety.recipient", "Practitioner/first")
        .set("attune.safety.threat-recipient", "Practitioner/protection")
        .set("attune.safety.second-recipient", "Practitioner/second")
        .withQueue()
        .withDatabase("h2", "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1", "sa", "sa");
  }

  @Inject RoundTrip roundTrip;
  @Inject WalkCharts walk;
  @Inject NightExport nights;
  @Inject Ledger ledger;
  @Inject Hooks hooks;
  @Inject Findings findings;
  @Inject ResponseLog log;
  @Inject Standing standing;
  @Inject ShowChart charts;
  @Inject ActOnFinding acting;
  @Inject AuditEntries accounts;
  @Inject ShowCards shown;
  @Inject HonourWish wishes;
  @Inject HearFeedback feedback;
  @Inject FindingActs deeds;
  @Inject UsedOnce used;
  @PersistenceContext EntityManager database;
  @Inject UserTransaction transaction;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);

  @BeforeEach
  void a_new_day() {
    Hospital.reset();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
  }

  @Test
  void what_the_ehr_lost_without_a_word_is_let_go_in_the_night() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var lost = ledger.factsOf(client).get(0).source().reference();
    Hospital.DELETED.add(lost);
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    roundTrip.make();
    assertThat(ledger.factsOf(client))
        .isNotEmpty()
        .noneMatch(fact -> fact.source().reference().equals(lost));
    assertThat(walk.facts()).containsEntry("reconcile.gone", "1");
  }

  @Test
  void what_was_written_before_more_was_read_is_taken_once_more_in_the_night_in_the_same_version()
      throws Exception {
    weeklySessionsWithRatings();
    var before = Facts.plan("before-" + tag, client);
    var updated = at(1);
    tell(Feed.CARE_PLANS, before, updated);
    roundTrip.make();
    assertThat(ledger.factsOf(client)).contains(before);
    Hospital.TOLD.get(Feed.CARE_PLANS).removeIf(told -> told.source().equals(before.source()));
    var fuller = Facts.planWithCategory("before-" + tag, client);
    tell(Feed.CARE_PLANS, fuller, updated);
    nextNight();
    assertThat(ledger.factsOf(client)).contains(before).doesNotContain(fuller);
    transaction.begin();
    // As V24__goals.sql has it.
    database
        .createNativeQuery(
            "update known_resource set doubted = true where kind in ('GOAL', 'PLAN')")
        .executeUpdate();
    transaction.commit();
    nextNight();
    assertThat(ledger.factsOf(client)).contains(fuller).doesNotContain(before);
  }

  @Test
  void a_night_by_export_is_a_job_of_the_server_and_leaves_it_to_the_charts_where_there_is_none()
      throws Exception {
    weeklySessionsWithRatings();
    roundTrip.make();
    var walkBegan = Hospital.now.truncatedTo(ChronoUnit.SECONDS);
    var told = nights.goOn(walkBegan, walkBegan.minus(Duration.ofDays(1)));
    for (int tenths = 0; tenths < 300 && told.isEmpty(); tenths++) {
      Thread.sleep(100);
      told = nights.goOn(walkBegan, walkBegan.minus(Duration.ofDays(1)));
    }
    assertThat(told).contains(Set.of());
    assertThat(nights.facts().get("reconcile.export")).startsWith("The EHR offers no export");
  }

  private void nextNight() {
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    for (int step = 0; step < 3; step++) {
      roundTrip.make();
      minutesLater(1);
    }
    assertThat(walk.facts()).containsEntry("reconcile.state", "done");
  }

  @Test
  void once_the_record_answers_again_the_walk_no_longer_says_why_it_waited() {
    weeklySessionsWithRatings();
    roundTrip.make();
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    Hospital.FAULTY.add(Feed.EPISODES);
    walkOn();
    assertThat(walk.facts()).containsEntry("reconcile.state", "The EHR does not answer.");
    Hospital.FAULTY.clear();
    walkOn();
    assertThat(walk.facts()).containsEntry("reconcile.state", "done");
  }

  @Test
  void where_nobody_tells_what_became_of_ours_the_walk_ends_and_the_next_night_walks() {
    weeklySessionsWithRatings();
    roundTrip.make();
    Hospital.silentOfOurs = true;
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    walkOn();
    assertThat(walk.facts()).containsEntry("reconcile.state", "The EHR does not answer.");
    Hospital.now = Hospital.now.plus(Duration.ofHours(1));
    walkOn();
    assertThat(walk.facts()).containsEntry("reconcile.state", "done");
    Hospital.DELETED.add(ledger.factsOf(client).get(0).source().reference());
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    walkOn();
    assertThat(walk.facts())
        .containsEntry("reconcile.state", "done")
        .containsEntry("reconcile.gone", "1");
  }

  private void walkOn() {
    for (int step = 0; step < 3; step++) {
      walk.goOn();
      minutesLater(1);
    }
  }

  @Test
  void who_rings_is_known_by_one_word_and_remembered() {
    assertThat(hooks.secret()).isEqualTo(hooks.secret());
    hooks.heard(Hospital.now);
    assertThat(hooks.lastHeard()).contains(Hospital.now);
  }

  @Test
  void a_drop_in_the_ratings_reaches_the_chart_as_one_flag() {
    weeklySessionsWithRatings();
    roundTrip.make();
    assertThat(written(FlagProposal.class))
        .singleElement()
        .satisfies(
            flag -> {
              assertThat(flag.rule()).isEqualTo("alliance-drop|3");
              assertThat(flag.end()).isNull();
              assertThat(flag.labels()).isEqualTo(Facts.RESTRICTED);
              assertThat(flag.evidence()).isNotEmpty();
            });
  }

  @Test
  void a_second_round_writes_nothing_new() {
    weeklySessionsWithRatings();
    roundTrip.make();
    int writes = Hospital.writes;
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(1));
    roundTrip.make();
    assertThat(Hospital.writes).isEqualTo(writes);
  }

  @Test
  void what_the_ehr_did_not_take_is_sent_later_and_once() {
    weeklySessionsWithRatings();
    Hospital.silentFor = this::mine;
    roundTrip.make();
    assertThat(written(FlagProposal.class)).isEmpty();
    assertThat(standing.now().lastRun().orElseThrow().trouble()).isPresent();
    Hospital.reset();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(1));
    roundTrip.make();
    assertThat(written(FlagProposal.class)).hasSize(1);
  }

  @Test
  void what_the_ehr_refuses_is_kept_with_its_sentence_and_holds_up_nobody() {
    long dead = dead();
    weeklySessionsWithRatings();
    Hospital.refuses = proposal -> mine(proposal) && proposal instanceof FlagProposal;
    roundTrip.make();
    assertThat(standing.now().refused().writes()).isEqualTo(1);
    assertThat(standing.now().refused().because().get(0))
        .startsWith("The EHR will not have a Flag. It will be tried again at ");
    assertThat(written(GoalProposal.class)).hasSize(1);
    for (int minutes : List.of(17, 67, 265, 530, 795)) {
      assertThat(dead()).isEqualTo(dead);
      minutesLater(minutes);
      roundTrip.make();
    }
    assertThat(dead()).isEqualTo(dead + 1);
    assertThat(standing.now().refused().writes()).isZero();
  }

  @Test
  void nobody_is_judged_by_half_of_the_record() {
    weeklySessionsWithRatings();
    Hospital.silent = true;
    roundTrip.make();
    assertThat(written(Proposal.class)).isEmpty();
    assertThat(findings.of(client)).isEmpty();
    Hospital.silent = false;
    roundTrip.make();
    assertThat(written(FlagProposal.class)).hasSize(1);
  }

  @Test
  void messages_that_cannot_be_read_cost_nobody_anything_else() {
    weeklySessionsWithRatings();
    Hospital.FAULTY.add(Feed.COMMUNICATIONS);
    roundTrip.make();
    assertThat(written(FlagProposal.class)).hasSize(1);
    assertThat(standing.now().lastRun().orElseThrow().trouble()).isEmpty();
  }

  /** An older version would not know what that is. */
  @Test
  void where_messages_are_left_alone_nothing_is_kept_of_them() throws Exception {
    transaction.begin();
    database
        .createNativeQuery("delete from feed_position where feed = 'COMMUNICATIONS'")
        .executeUpdate();
    transaction.commit();
    Hospital.LEFT_ALONE.add(Feed.COMMUNICATIONS);
    roundTrip.make();
    assertThat(ledger.bookmark(Feed.COMMUNICATIONS)).isEqualTo(Bookmark.START);
    assertThat(ledger.bookmark(Feed.ANSWERS)).isNotEqualTo(Bookmark.START);
  }

  @Test
  void messages_are_read_a_year_back_and_everything_else_from_its_beginning() {
    roundTrip.make();
    assertThat(Hospital.FIRST_ASKED)
        .containsEntry(Feed.ANSWERS, Instant.EPOCH)
        .hasEntrySatisfying(
            Feed.COMMUNICATIONS,
            since ->
                assertThat(since)
                    .isAfter(Hospital.now.minus(Duration.ofDays(500)))
                    .isBefore(Hospital.now.minus(Duration.ofDays(300))));
  }

  @Test
  void where_all_messages_on_the_way_are_too_old_reading_goes_on_with_the_next_round()
      throws Exception {
    transaction.begin();
    database
        .createNativeQuery("delete from feed_position where feed = 'COMMUNICATIONS'")
        .executeUpdate();
    transaction.commit();
    Hospital.hasOldMessages = true;
    roundTrip.make();
    roundTrip.make();
    assertThat(Hospital.OLD_MESSAGES).containsExactly("null", "1", "2", "3", "4", "5");
    roundTrip.make();
    assertThat(Hospital.OLD_MESSAGES).endsWith("5", "6");
  }

  @Test
  void a_finding_whose_ground_was_taken_back_ends_and_is_not_deleted() {
    var last = weeklySessionsWithRatings();
    roundTrip.make();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(1));
    Hospital.tell(
        Feed.ANSWERS, new ChartEntry(last.source(), Hospital.now, new Reading.Withdrawn<>()));
    roundTrip.make();
    assertThat(written(FlagProposal.class))
        .singleElement()
        .satisfies(flag -> assertThat(flag.end()).isEqualTo(Hospital.now));
    assertThat(findings.of(client)).extracting(Finding::stage).contains(FindingStage.RESOLVED);
  }

  @Test
  void what_a_person_dismissed_stays_dismissed_while_the_evidence_is_the_same() throws Exception {
    weeklySessionsWithRatings();
    roundTrip.make();
    transaction.begin();
    findings.of(client).forEach(each -> each.dismiss(Hospital.now, Dismissal.ALREADY_KNOWN));
    transaction.commit();
    tell(Feed.APPOINTMENTS, booking(90, BookingStatus.BOOKED), Hospital.now);
    roundTrip.make();
    assertThat(findings.of(client))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.stage()).isEqualTo(FindingStage.DISMISSED));
  }

  @Test
  void what_a_client_tells_goes_to_somebody_other_than_the_therapist_and_not_on_the_chart() {
    for (int week = 0; week < 3; week++) {
      tell(Feed.APPOINTMENTS, booking(week, BookingStatus.KEPT), Hospital.now);
    }
    tell(
        Feed.ANSWERS,
        Facts.checkIn(tag + "-voice", client, at(2), CheckIn.Voice.JUDGED),
        Hospital.now);
    roundTrip.make();
    assertThat(written(TaskProposal.class))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.recipient()).isEqualTo("Practitioner/lead");
              assertThat(task.text()).doesNotContainIgnoringCase("judged");
            });
    assertThat(written(FlagProposal.class)).isEmpty();
  }

  @Test
  void who_comes_into_scope_later_is_read_in_full_once() {
    roundTrip.make();
    var rating = Facts.rating(tag + "-early", client, at(0), 30);
    tell(Feed.ANSWERS, rating, at(0));
    tell(Feed.APPOINTMENTS, booking(0, BookingStatus.KEPT), Hospital.now);
    roundTrip.make();
    roundTrip.make();
    assertThat(Hospital.READ_IN_FULL.stream().filter(client::equals)).hasSize(1);
  }

  @AfterEach
  void nobody_is_left_waiting() {
    Hospital.reset();
    Hospital.takesAll = true;
    roundTrip.make();
  }

  @Test
  void a_new_answer_about_risk_asks_the_first_person_in_the_same_round_and_only_once() {
    inTherapy();
    tell(Feed.ANSWERS, risk("r", Hospital.now, 1, "1"), Hospital.now);
    roundTrip.make();
    assertThat(handovers())
        .singleElement()
        .satisfies(
            handover -> {
              assertThat(handover.recipient()).isEqualTo("Practitioner/first");
              assertThat(handover.text()).isEqualTo("Please contact this client today.");
              assertThat(handover.due()).isEqualTo(Hospital.now.plus(Duration.ofMinutes(60)));
              assertThat(handover.done()).isFalse();
            });
    int writes = Hospital.writes;
    minutesLater(2);
    tell(Feed.ANSWERS, risk("r", Hospital.now, 1, "2"), Hospital.now);
    roundTrip.make();
    assertThat(handovers()).hasSize(1);
    assertThat(Hospital.writes).isEqualTo(writes);
    assertThat(standing.now().safety().open()).isEqualTo(1);
    assertThat(standing.now().safety().trouble()).isEmpty();
  }

  @Test
  void what_was_answered_before_the_record_was_first_read_is_not_handed_over() {
    roundTrip.make();
    inTherapy();
    tell(Feed.ANSWERS, risk("old", at(1), 3, "1"), Hospital.now);
    roundTrip.make();
    assertThat(handovers()).isEmpty();
  }

  @Test
  void a_threat_goes_to_the_person_named_for_it() {
    inTherapy();
    tell(Feed.ANSWERS, Facts.checkIn(tag + "-fear", client, Hospital.now), Hospital.now);
    roundTrip.make();
    assertThat(handovers())
        .extracting(HandoverProposal::recipient)
        .containsExactly("Practitioner/protection");
  }

  @Test
  void who_does_not_answer_in_time_is_followed_by_a_second_and_whoever_takes_it_ends_it() {
    inTherapy();
    tell(Feed.ANSWERS, risk("r", Hospital.now, 2, "1"), Hospital.now);
    roundTrip.make();
    minutesLater(59);
    roundTrip.make();
    assertThat(handovers()).hasSize(1);
    minutesLater(1);
    roundTrip.make();
    assertThat(handovers())
        .extracting(HandoverProposal::recipient)
        .containsExactlyInAnyOrder("Practitioner/first", "Practitioner/second");
    minutesLater(60);
    roundTrip.make();
    assertThat(standing.now().safety().trouble().orElseThrow()).contains("in time");
    Hospital.TAKEN.add(handovers().get(1).name());
    roundTrip.make();
    assertThat(handovers()).hasSize(2).allMatch(HandoverProposal::done);
    assertThat(standing.now().safety().trouble()).isEmpty();
  }

  @Test
  void who_hands_it_back_is_followed_by_a_second_at_once() {
    inTherapy();
    tell(Feed.ANSWERS, risk("r", Hospital.now, 2, "1"), Hospital.now);
    roundTrip.make();
    Hospital.DECLINED.add(handovers().get(0).name());
    minutesLater(1);
    roundTrip.make();
    assertThat(handovers()).hasSize(2);
  }

  @Test
  void a_hand_over_that_cannot_be_delivered_shows_red_and_is_not_lost() {
    inTherapy();
    Hospital.silentFor = proposal -> proposal instanceof HandoverProposal;
    tell(Feed.ANSWERS, risk("r", Hospital.now, 1, "1"), Hospital.now);
    roundTrip.make();
    assertThat(handovers()).isEmpty();
    assertThat(standing.now().safety().undelivered()).isEqualTo(1);
    assertThat(standing.now().safety().trouble().orElseThrow()).contains("delivered");
    Hospital.silentFor = proposal -> false;
    minutesLater(1);
    roundTrip.make();
    assertThat(handovers()).hasSize(1);
    assertThat(standing.now().safety().trouble()).isEmpty();
  }

  @Test
  void while_the_record_cannot_be_read_the_time_to_answer_runs_on() {
    inTherapy();
    tell(Feed.ANSWERS, risk("r", Hospital.now, 1, "1"), Hospital.now);
    roundTrip.make();
    Hospital.silent = true;
    minutesLater(60);
    roundTrip.make();
    assertThat(handovers()).hasSize(2);
  }

  @Test
  void what_concerns_several_clients_is_one_note_for_the_unit_and_names_none() {
    for (int n = 0; n < 3; n++) {
      var away = new PatientId("p-" + tag + "-away-" + n);
      tell(Feed.APPOINTMENTS, group(tag + "-a" + n, List.of(away)), Hospital.now);
    }
    roundTrip.make();
    assertThat(unitNotes("Practitioner/" + tag))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.recipient()).isEqualTo("Practitioner/unit-lead");
              assertThat(note.text()).contains("3").doesNotContain("p-");
              assertThat(note.done()).isFalse();
            });
    int writes = Hospital.writes;
    minutesLater(1);
    roundTrip.make();
    assertThat(Hospital.writes).isEqualTo(writes);
    for (int n = 0; n < 3; n++) {
      var gone = new Source("Appointment", tag + "-a" + n, "2");
      Hospital.tell(
          Feed.APPOINTMENTS, new ChartEntry(gone, Hospital.now, new Reading.Withdrawn<>()));
    }
    roundTrip.make();
    assertThat(unitNotes("Practitioner/" + tag)).singleElement().matches(UnitProposal::done);
    assertThat(written(FlagProposal.class)).isEmpty();
  }

  @Test
  void a_group_is_spoken_of_only_when_it_is_large_enough_and_half_of_it_is_concerned() {
    tell(Feed.APPOINTMENTS, group(tag + "-small", members(4, 4)), Hospital.now);
    tell(Feed.APPOINTMENTS, group(tag + "-few", members(6, 2)), Hospital.now);
    tell(Feed.APPOINTMENTS, group(tag + "-half", members(6, 3)), Hospital.now);
    roundTrip.make();
    assertThat(unitNotes("Appointment/" + tag + "-small")).isEmpty();
    assertThat(unitNotes("Appointment/" + tag + "-few")).isEmpty();
    assertThat(unitNotes("Appointment/" + tag + "-half")).hasSize(1);
  }

  private List<PatientId> members(int all, int unclear) {
    return IntStream.range(0, all)
        .mapToObj(n -> "p-" + UUID.randomUUID() + (n < unclear ? "-unclear" : "-clear"))
        .map(PatientId::new)
        .toList();
  }

  private static List<ChartFact> group(String id, List<PatientId> members) {
    return members.stream()
        .map(member -> Facts.booking(id, "1", member, BookingStatus.KEPT, at(1)))
        .map(ChartFact.class::cast)
        .toList();
  }

  private static List<UnitProposal> unitNotes(String about) {
    return Hospital.CHART.values().stream()
        .filter(UnitProposal.class::isInstance)
        .map(UnitProposal.class::cast)
        .filter(note -> note.focus() != null && note.focus().reference().equals(about))
        .toList();
  }

  private List<HandoverProposal> handovers() {
    return written(HandoverProposal.class).stream()
        .sorted(Comparator.comparing(HandoverProposal::name))
        .toList();
  }

  private void inTherapy() {
    tell(Feed.APPOINTMENTS, booking(0, BookingStatus.KEPT), Hospital.now);
  }

  private ChartFact risk(String id, Instant when, double risk, String version) {
    return new ScaleScore(
        new Source("QuestionnaireResponse", tag + "-" + id, version),
        client,
        new InstrumentId("phq-9"),
        "https://attune.org/fhir/Questionnaire/phq-9|1.0.0#en",
        when,
        9,
        new TreeMap<>(Map.of("risk", risk)),
        Respondent.CLIENT,
        null,
        null,
        Facts.RESTRICTED);
  }

  private static void minutesLater(int minutes) {
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void counts_tell_how_things_stand() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var now = standing.now();
    assertThat(now.complete()).isTrue();
    assertThat(now.read().get(Feed.APPOINTMENTS)).isPositive();
    assertThat(now.openFindings()).containsKey("alliance-drop");
    assertThat(now.lastRun().orElseThrow().finished()).contains(Hospital.now);
    assertThat(now.writes()).containsKey(PendingWrite.State.SENT);
  }

  @Test
  void health_tells_of_how_many_clients_a_look_failed_and_that_it_no_longer_does()
      throws Exception {
    weeklySessionsWithRatings();
    roundTrip.make();
    var spoilt = ledger.factsOf(client).get(0).source().reference();
    spoil(spoilt, "'{' || content");
    minutesLater(1);
    tell(Feed.CARE_PLANS, Facts.plan("failing-" + tag, client), Hospital.now);
    roundTrip.make();
    awaitFailing("1");
    spoil(spoilt, "substring(content, 2)");
    minutesLater(61);
    roundTrip.make();
    awaitFailing("0");
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

  // What health tells may be half a minute old, and what it took to find out besides.
  private static void awaitFailing(String clients) throws InterruptedException {
    for (int i = 0; i < 240 && !clients.equals(failing()); i++) {
      Thread.sleep(250);
    }
    assertThat(failing()).isEqualTo(clients);
  }

  private static String failing() {
    return HealthBoard.state().facts().get("looks.failing");
  }

  @Test
  void what_was_tried_is_told_by_course_and_changes_nothing_else() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = findings.of(client).get(0);
    int writes = Hospital.writes;
    log.log(drop.key(), "st-11", LoggedResponse.Role.THERAPIST, null);
    var first = Hospital.now;
    Hospital.now = first.plus(Duration.ofMinutes(1));
    log.log(drop.key(), "st-04", LoggedResponse.Role.LEAD, LoggedResponse.Outcome.NO_CHANGE);
    roundTrip.make();
    assertThat(log.tried(client))
        .isEqualTo(
            Map.of(
                drop.course(),
                List.of(
                    new TriedResponse("alliance-drop", "st-11", first),
                    new TriedResponse("alliance-drop", "st-04", Hospital.now))));
    assertThat(Hospital.writes).isEqualTo(writes);
    assertThat(findings.of(client))
        .singleElement()
        .satisfies(it -> assertThat(it.stage()).isEqualTo(FindingStage.OPEN));
  }

  @Test
  void saying_it_twice_is_not_doing_it_twice() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = findings.of(client).get(0).key();
    log.log(drop, "st-11", LoggedResponse.Role.THERAPIST, null);
    log.log(drop, "st-11", LoggedResponse.Role.THERAPIST, LoggedResponse.Outcome.HELPED);
    log.log(drop, "st-11", LoggedResponse.Role.THERAPIST, null);
    assertThat(log.of(List.of(client)))
        .singleElement()
        .satisfies(it -> assertThat(it.outcome()).contains(LoggedResponse.Outcome.HELPED));
    Hospital.now = Hospital.now.plus(Duration.ofHours(13));
    log.log(drop, "st-11", LoggedResponse.Role.THERAPIST, null);
    assertThat(log.of(List.of(client))).hasSize(2);
  }

  @Test
  void what_was_planned_and_not_done_does_not_count_as_tried() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = findings.of(client).get(0).key();
    log.log(drop, "st-11", LoggedResponse.Role.THERAPIST, LoggedResponse.Outcome.NOT_DONE);
    assertThat(log.of(List.of(client))).hasSize(1);
    assertThat(log.tried(client)).isEmpty();
  }

  @Test
  void what_nobody_knows_is_not_logged() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = findings.of(client).get(0).key();
    var unknown = new FindingKey("0".repeat(64));
    assertThat(log.log(unknown, "st-11", LoggedResponse.Role.LEAD, null)).isEmpty();
    assertThat(log.log(drop, "st-51", LoggedResponse.Role.LEAD, null)).isEmpty();
    assertThat(log.of(List.of(client))).isEmpty();
  }

  @Test
  void what_is_set_aside_on_the_page_stays_so_until_there_is_new_evidence() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = chart().signals().get(0);
    assertThat(drop.onChart()).isTrue();
    assertThat(drop.evidence()).isNotEmpty().allMatch(each -> each.date() != null);
    var dismiss = new Act.Dismiss(Dismissal.NOT_APPLICABLE, "A word for nobody else.");
    assertThat(done(act(drop.key(), dismiss)).dismissal()).isEqualTo("NOT_APPLICABLE");
    assertThat(act(drop.key(), dismiss)).isInstanceOf(Outcome.SomeoneWasFaster.class);
    roundTrip.make();
    assertThat(written(FlagProposal.class)).singleElement().matches(flag -> flag.end() != null);
    tell(Feed.APPOINTMENTS, booking(90, BookingStatus.BOOKED), Hospital.now);
    minutesLater(1);
    roundTrip.make();
    assertThat(chart().signals()).isEmpty();
    assertThat(chart().quiet()).extracting(SignalView::stage).containsExactly("DISMISSED");
    tell(Feed.APPOINTMENTS, booking(RATINGS.length, BookingStatus.KEPT), Hospital.now);
    tell(Feed.ANSWERS, Facts.rating(tag + "-new", client, at(RATINGS.length), 30), Hospital.now);
    minutesLater(1);
    roundTrip.make();
    assertThat(chart().signals())
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.key()).isEqualTo(drop.key());
              assertThat(again.stage()).isEqualTo("OPEN");
              assertThat(again.dismissal()).isNull();
            });
    assertThat(accounts.about(client)).isPositive();
  }

  @Test
  void nobody_can_act_on_what_is_not_on_their_own_clients_chart() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = chart().signals().get(0).key();
    var other = new Viewer("Practitioner/t1", Role.CLINICIAN, new PatientId("somebody-" + tag));
    assertThat(acting.act(other, new FindingKey(drop), new Act.Acknowledge(), Locale.ENGLISH))
        .isInstanceOf(Outcome.NoSuchSignal.class);
    assertThat(act("0".repeat(64), new Act.Acknowledge())).isInstanceOf(Outcome.NoSuchSignal.class);
    assertThat(charts.show(other, Locale.ENGLISH)).isInstanceOf(Answer.NotInScope.class);
    assertThat(findings.of(client)).allMatch(each -> each.stage() == FindingStage.OPEN);
  }

  @Test
  void a_talk_is_asked_for_without_a_word_of_why_and_what_the_client_contests_leaves_the_chart() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = chart().signals().get(0).key();
    done(act(drop, new Act.Consult("What do you make of the drop?")));
    assertThat(done(act(drop, new Act.Respond("ST-11", LoggedResponse.Outcome.HELPED))).responses())
        .singleElement()
        .satisfies(it -> assertThat(it.outcome()).isEqualTo("HELPED"));
    roundTrip.make();
    assertThat(written(ConsultationProposal.class))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.recipient()).isEqualTo("Practitioner/supervisor");
              assertThat(request.requester()).isEqualTo("Practitioner/t1");
              assertThat(request.text()).doesNotContain("drop").doesNotContain("rating");
            });
    var contested = done(act(drop, new Act.Contest("It was the bus.")));
    assertThat(contested.dismissal()).isEqualTo("CONTESTED");
    assertThat(contested.contested()).isNotNull();
    roundTrip.make();
    assertThat(written(FlagProposal.class)).singleElement().matches(flag -> flag.end() != null);
  }

  @Test
  void what_the_client_contests_stays_away_until_there_is_something_new() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = chart().signals().get(0).key();
    done(act(drop, new Act.Contest("It was the bus.")));
    minutesLater(1);
    roundTrip.make();
    assertThat(written(FlagProposal.class))
        .singleElement()
        .satisfies(
            flag -> {
              assertThat(flag.end()).isNotNull();
              assertThat(flag.because()).isEqualTo(Dismissal.CONTESTED);
            });
    assertThat(deeds.of(List.of(client)))
        .extracting(FindingAct::what, FindingAct::by)
        .containsExactly(tuple(FindingAct.What.CONTESTED, "Practitioner/t1"));
    assertThat(cards(Labels.NONE)).isEmpty();
    var summary = charts.summary(chart(), Locale.ENGLISH).paragraphs().toString();
    assertThat(summary).contains("You told us that you see something in another way");
    assertThat(summary).doesNotContain("bus");
    tell(Feed.APPOINTMENTS, booking(90, BookingStatus.BOOKED), Hospital.now);
    minutesLater(1);
    roundTrip.make();
    assertThat(chart().signals()).isEmpty();
    tell(Feed.APPOINTMENTS, booking(RATINGS.length, BookingStatus.KEPT), Hospital.now);
    tell(Feed.ANSWERS, Facts.rating(tag + "-new", client, at(RATINGS.length), 30), Hospital.now);
    minutesLater(1);
    roundTrip.make();
    assertThat(chart().signals())
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.key()).isEqualTo(drop);
              assertThat(again.contested()).isNotNull();
            });
  }

  @Test
  void what_the_client_keeps_to_themselves_leaves_everything_at_once_and_comes_back_by_the_rules() {
    weeklySessionsWithRatings();
    roundTrip.make();
    assertThat(chart().signals()).isNotEmpty();
    long told = accounts.about(client);
    assertThat(wishes.relationship(therapist(), true)).isTrue();
    assertThat(accounts.about(client)).isEqualTo(told + 1);
    assertThat(chart().signals()).isEmpty();
    assertThat(chart().quiet()).isEmpty();
    assertThat(chart().relationshipHidden()).isEqualTo(Hospital.now);
    assertThat(cards(Labels.NONE)).isEmpty();
    minutesLater(1);
    roundTrip.make();
    assertThat(written(FlagProposal.class)).singleElement().matches(flag -> flag.end() != null);
    assertThat(written(GoalProposal.class)).allMatch(GoalProposal::withdrawn);
    tell(Feed.APPOINTMENTS, booking(RATINGS.length, BookingStatus.KEPT), Hospital.now);
    tell(Feed.ANSWERS, Facts.rating(tag + "-new", client, at(RATINGS.length), 30), Hospital.now);
    minutesLater(1);
    roundTrip.make();
    assertThat(written(FlagProposal.class)).allMatch(flag -> flag.end() != null);
    assertThat(chart().signals()).isEmpty();
    assertThat(wishes.relationship(therapist(), false)).isTrue();
    assertThat(chart().signals()).isEmpty();
    minutesLater(1);
    roundTrip.make();
    assertThat(chart().signals()).hasSize(1);
    assertThat(chart().relationshipHidden()).isNull();
    assertThat(written(FlagProposal.class)).singleElement().matches(flag -> flag.end() == null);
  }

  @Test
  void nobody_writes_down_a_wish_of_somebody_who_is_not_known() {
    var other = new Viewer("Practitioner/t1", Role.CLINICIAN, new PatientId("somebody-" + tag));
    assertThat(wishes.relationship(other, true)).isFalse();
  }

  @Test
  void a_card_says_what_the_chart_says_and_what_people_say_to_it_counts() {
    weeklySessionsWithRatings();
    roundTrip.make();
    assertThat(cards(Labels.NONE)).hasSize(1);
    var card = cards(Labels.NONE).get(0);
    assertThat(card.summary()).isEqualTo(chart().signals().get(0).sentence());
    assertThat(cards(new Labels(List.of(new SecurityLabel("urn:hospital", "VIP"))))).isEmpty();
    assertThat(feedback.hear(UUID.randomUUID(), Dismissal.CLIENT_CHOICE, "")).isFalse();
    long told = accounts.about(client);
    assertThat(feedback.hear(card.id(), Dismissal.CLIENT_CHOICE, "Practitioner/t7")).isTrue();
    assertThat(feedback.hear(card.id(), Dismissal.CLIENT_CHOICE, "Practitioner/t7")).isTrue();
    assertThat(accounts.about(client)).isEqualTo(told + 1);
    assertThat(deeds.of(List.of(client)))
        .singleElement()
        .satisfies(
            act -> {
              assertThat(act.what()).isEqualTo(FindingAct.What.CLIENT_CHOICE);
              assertThat(act.reason()).contains(Dismissal.CLIENT_CHOICE);
              assertThat(act.by()).isEqualTo("Practitioner/t7");
            });
    assertThat(cards(Labels.NONE)).isEmpty();
    minutesLater(1);
    roundTrip.make();
    assertThat(written(FlagProposal.class)).singleElement().matches(flag -> flag.end() != null);
    assertThat(chart().quiet()).extracting(SignalView::dismissal).containsExactly("CLIENT_CHOICE");
  }

  @Test
  void a_card_that_was_followed_is_seen_once_and_wakes_nothing_that_sleeps() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var card = cards(Labels.NONE).get(0);
    feedback.hear(card.id(), null, "");
    feedback.hear(card.id(), null, "");
    assertThat(deeds.of(List.of(client)))
        .extracting(FindingAct::what, FindingAct::by)
        .containsExactly(tuple(FindingAct.What.ACKNOWLEDGED, ""));
    done(act(card.finding().value(), new Act.Snooze(Hospital.now.plus(Duration.ofDays(2)))));
    feedback.hear(card.id(), null, "");
    assertThat(chart().signals()).extracting(SignalView::stage).containsExactly("SNOOZED");
    assertThat(deeds.of(List.of(client))).hasSize(2);
  }

  @Test
  void what_may_be_used_once_is_used_once_and_forgotten_when_it_is_of_no_use() {
    var word = "word of " + tag;
    assertThat(used.first(word, Hospital.now.plusSeconds(60))).isTrue();
    assertThat(used.first(word, Hospital.now.plusSeconds(60))).isFalse();
    minutesLater(2);
    assertThat(used.first(word, Hospital.now.plusSeconds(60))).isTrue();
  }

  private List<Card> cards(Labels labels) {
    var viewer = new Viewer("Practitioner/t1", Role.CLINICIAN, client);
    return shown.of(new Opened(viewer, labels), Set.of(Category.values())).orElseThrow();
  }

  @Test
  void a_signal_that_sleeps_wakes_by_itself() {
    weeklySessionsWithRatings();
    roundTrip.make();
    var drop = chart().signals().get(0).key();
    var until = Hospital.now.plus(Duration.ofDays(2));
    assertThat(act(drop, new Act.Snooze(Hospital.now))).isInstanceOf(Outcome.NotUnderstood.class);
    assertThat(done(act(drop, new Act.Acknowledge())).stage()).isEqualTo("ACKNOWLEDGED");
    assertThat(done(act(drop, new Act.Snooze(until))).snoozedUntil()).isEqualTo(until);
    minutesLater(60);
    roundTrip.make();
    assertThat(chart().signals()).extracting(SignalView::stage).containsExactly("SNOOZED");
    Hospital.now = until;
    roundTrip.make();
    assertThat(chart().signals()).extracting(SignalView::stage).containsExactly("OPEN");
  }

  @Test
  void a_chart_takes_as_many_questions_to_the_database_however_long_it_is() {
    weeklySessionsWithRatings();
    roundTrip.make();
    chart();
    long few = statements();
    for (int week = RATINGS.length; week < RATINGS.length + 50; week++) {
      tell(Feed.APPOINTMENTS, booking(week, BookingStatus.KEPT), Hospital.now);
      tell(Feed.ANSWERS, Facts.rating(tag + "-r" + week, client, at(week), 31), Hospital.now);
    }
    minutesLater(1);
    roundTrip.make();
    // One more where the account of the look needs new numbers.
    assertThat(statements()).isBetween(few - 1, few + 1).isLessThanOrEqualTo(16);
  }

  private long statements() {
    var counted = database.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
    counted.setStatisticsEnabled(true);
    long before = counted.getPrepareStatementCount();
    chart();
    long after = counted.getPrepareStatementCount();
    counted.setStatisticsEnabled(false);
    return after - before;
  }

  private Viewer therapist() {
    return new Viewer("Practitioner/t1", Role.CLINICIAN, client);
  }

  private ChartView chart() {
    return ((Answer.Shown) charts.show(therapist(), Locale.ENGLISH)).chart();
  }

  private Outcome act(String key, Act act) {
    return acting.act(therapist(), new FindingKey(key), act, Locale.ENGLISH);
  }

  private static SignalView done(Outcome outcome) {
    return ((Outcome.Done) outcome).signal();
  }

  private ChartFact weeklySessionsWithRatings() {
    ChartFact last = null;
    for (int week = 0; week < RATINGS.length; week++) {
      tell(Feed.APPOINTMENTS, booking(week, BookingStatus.KEPT), Hospital.now);
      last = Facts.rating(tag + "-r" + week, client, at(week), RATINGS[week]);
      tell(Feed.ANSWERS, last, Hospital.now);
    }
    return last;
  }

  private Booking booking(int week, BookingStatus status) {
    return Facts.booking(tag + "-" + week, "1", client, status, at(week));
  }

  private static Instant at(int week) {
    return FIRST.plus(Duration.ofDays(7L * week));
  }

  private static void tell(Feed feed, ChartFact fact, Instant updated) {
    Hospital.tell(feed, new ChartEntry(fact.source(), updated, new Reading.Fact<>(List.of(fact))));
  }

  private static void tell(Feed feed, List<ChartFact> facts, Instant updated) {
    Hospital.tell(feed, new ChartEntry(facts.get(0).source(), updated, new Reading.Fact<>(facts)));
  }

  private <T extends Proposal> List<T> written(Class<T> kind) {
    return Hospital.CHART.values().stream()
        .filter(this::mine)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private boolean mine(Proposal proposal) {
    if (proposal instanceof Proposal.ForPerson request) {
      return client.equals(request.client());
    }
    return proposal instanceof Proposal.OfFinding finding && finding.patient().equals(client);
  }

  private long dead() {
    return standing.now().writes().getOrDefault(PendingWrite.State.DEAD, 0L);
  }
}
