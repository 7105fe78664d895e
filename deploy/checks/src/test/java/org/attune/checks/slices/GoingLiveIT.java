package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.findings.Hold;
import org.attune.health.HealthBoard;
import org.attune.ledger.Ledger;
import org.attune.norms.ServiceFigures;
import org.attune.review.ReviewCourse;
import org.attune.review.RoundTrip;
import org.attune.review.Standing;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.Outbox;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.HandoverProposal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new installation, from the shadow to the first weeks of being live and back again. */
@ExtendWith(ArquillianExtension.class)
class GoingLiveIT {

  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 31};
  private static final List<String> SETTINGS =
      List.of(
          "attune.mode",
          "attune.mode.shadow-detectors",
          "attune.going-live.days",
          "attune.going-live.per-caseload-and-day");

  @Deployment
  static WebArchive slice() {
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
            "review")
        .with(Facts.class, Hospital.class, HealthBoard.class)
        .with(HospitalToRead.class, HospitalToExport.class, HospitalToWrite.class)
        .with(HospitalToAsk.class, HospitalToReadBack.class, HospitalToAudit.class)
        .with(HospitalToHear.class, HospitalAbilities.class, HospitalToQuote.class)
        .with(HandSetClock.class, HandMadeUnits.class)
        .withQueue()
        .set("attune.review.automatic", "false")
        .set("attune.reconcile.automatic", "false")
        .set("attune.budget.repeat-days", "0")
        .set("attune.safety.recipient", "Practitioner/first")
        .withDatabase("h2", "jdbc:h2:mem:going-live;DB_CLOSE_DELAY=-1", "sa", "sa");
  }

  @Inject RoundTrip roundTrip;
  @Inject ReviewCourse review;
  @Inject ServiceFigures figures;
  @Inject Ledger ledger;
  @Inject Outbox outbox;
  @Inject Findings findings;
  @Inject Standing standing;

  @BeforeEach
  void another_day_in_the_shadow() {
    SETTINGS.forEach(System::clearProperty);
    Hospital.reset();
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
  }

  @AfterEach
  void nobody_is_left_waiting() {
    SETTINGS.forEach(System::clearProperty);
    Hospital.reset();
    Hospital.takesAll = true;
    roundTrip.make();
  }

  @Test
  void a_new_installation_finds_and_counts_and_writes_nothing_but_hand_overs() {
    var client = drop(1);
    tell(Feed.ANSWERS, risk(client));
    roundTrip.make();
    assertThat(findings.of(client))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.hold()).contains(Hold.SHADOW));
    assertThat(Hospital.CHART.values()).hasOnlyElementsOfType(HandoverProposal.class).hasSize(1);
    assertThat(standing.now().mode().site()).isEqualTo("shadow");
    assertThat(standing.now().held().get(Hold.SHADOW)).containsKey("alliance-drop");
  }

  @Test
  void going_live_raises_what_is_new_and_keeps_what_is_old_silent_until_something_comes_to_it() {
    var recent = drop(1);
    var old = drop(15);
    roundTrip.make();
    live();
    roundTrip.make();
    assertThat(flags(recent)).hasSize(1);
    assertThat(flags(old)).isEmpty();
    assertThat(findings.of(old))
        .allSatisfy(finding -> assertThat(finding.hold()).contains(Hold.KNOWN));
    assertThat(standing.now().mode().firstLive()).isPresent();
    int writes = Hospital.writes;
    minutesLater();
    roundTrip.make();
    assertThat(Hospital.writes).isEqualTo(writes);
    tell(Feed.ANSWERS, Facts.rating("new-" + old.value(), old, Hospital.now, 30));
    roundTrip.make();
    assertThat(flags(old)).extracting(FlagProposal::rule).contains("alliance-drop|3");
  }

  @Test
  void in_the_first_weeks_a_caseload_gets_a_few_a_day_and_everybody_gets_their_turn() {
    var clients = IntStream.range(0, 5).mapToObj(n -> drop(1)).toList();
    roundTrip.make();
    set("attune.going-live.per-caseload-and-day", "2");
    live();
    roundTrip.make();
    assertThat(flagged(clients)).isEqualTo(2);
    minutesLater();
    roundTrip.make();
    assertThat(flagged(clients)).isEqualTo(2);
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    roundTrip.make();
    assertThat(flagged(clients)).isEqualTo(4);
    Hospital.now = Hospital.now.plus(Duration.ofDays(1));
    roundTrip.make();
    assertThat(flagged(clients)).isEqualTo(5);
  }

  @Test
  void one_rule_stays_in_the_shadow_while_the_site_is_live() {
    set("attune.mode.shadow-detectors", "alliance-drop");
    atOnce();
    var client = drop(1);
    roundTrip.make();
    assertThat(flags(client)).isEmpty();
    assertThat(standing.now().held().get(Hold.SHADOW)).containsKey("alliance-drop");
  }

  @Test
  void back_in_the_shadow_nothing_is_raised_and_what_stands_still_ends_with_its_reason() {
    atOnce();
    var client = drop(1);
    roundTrip.make();
    assertThat(flags(client)).hasSize(1);
    System.clearProperty("attune.mode");
    minutesLater();
    var later = drop(1);
    var last = new Source("QuestionnaireResponse", client.value() + "-r6", "2");
    Hospital.tell(Feed.ANSWERS, new ChartEntry(last, Hospital.now, new Reading.Withdrawn<>()));
    roundTrip.make();
    assertThat(flags(later)).isEmpty();
    assertThat(flags(client)).singleElement().satisfies(flag -> assertThat(flag.end()).isNotNull());
  }

  @Test
  void a_flag_that_a_person_closed_is_set_aside_until_there_is_new_evidence() {
    atOnce();
    var client = drop(1);
    roundTrip.make();
    var name = flags(client).get(0).name();
    Hospital.EDITS.add(new Edit(name, new Source("Flag", "f", "2"), Edit.What.CLOSED, true));
    minutesLater();
    roundTrip.make();
    assertThat(findings.of(client))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.stage()).isEqualTo(FindingStage.DISMISSED);
              assertThat(finding.dismissal()).contains(Dismissal.CLOSED_IN_RECORD);
            });
    assertThat(standing.now().edits().get(Edit.What.CLOSED)).isPositive();
    minutesLater();
    tell(Feed.ANSWERS, Facts.rating("new-" + client.value(), client, Hospital.now, 30));
    roundTrip.make();
    assertThat(flags(client))
        .filteredOn(flag -> flag.end() == null)
        .extracting(FlagProposal::name)
        .containsExactly(name + ".2");
  }

  @Test
  void a_goal_that_a_person_accepted_is_kept_once_and_its_finding_has_been_seen() {
    atOnce();
    var client = drop(1);
    roundTrip.make();
    var name = findings.of(client).get(0).key().value() + ".goal";
    var before = standing.now().edits().getOrDefault(Edit.What.ACCEPTED, 0L);
    Hospital.EDITS.add(new Edit(name, new Source("Goal", "g", "2"), Edit.What.ACCEPTED, true));
    minutesLater();
    roundTrip.make();
    roundTrip.make();
    assertThat(standing.now().edits()).containsEntry(Edit.What.ACCEPTED, before + 1);
    assertThat(findings.of(client))
        .extracting(Finding::stage)
        .containsExactly(FindingStage.ACKNOWLEDGED);
  }

  @Test
  void what_the_EHR_would_not_have_for_a_moment_arrives_by_itself() {
    atOnce();
    var client = drop(1);
    Hospital.refuses = FlagProposal.class::isInstance;
    roundTrip.make();
    assertThat(standing.now().refused().writes()).isEqualTo(1);
    Hospital.refuses = proposal -> false;
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(17));
    roundTrip.make();
    assertThat(flags(client)).hasSize(1);
    assertThat(standing.now().refused().writes()).isZero();
  }

  @Test
  void what_the_EHR_would_not_have_is_sent_again_with_one_operation() throws Exception {
    var box = new ObjectName("org.attune:type=DeadLetters");
    var jmx = ManagementFactory.getPlatformMBeanServer();
    atOnce();
    var client = drop(1);
    Hospital.refuses = FlagProposal.class::isInstance;
    roundTrip.make();
    assertThat((long) jmx.getAttribute(box, "Waiting")).isZero();
    assertThat((long) jmx.getAttribute(box, "Refused")).isEqualTo(1);
    assertThat((String[]) jmx.getAttribute(box, "RefusedReasons"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("The EHR will not have a Flag. It will be tried again at ");
    for (int minutes : List.of(17, 67, 265, 530, 795)) {
      Hospital.now = Hospital.now.plus(Duration.ofMinutes(minutes));
      roundTrip.make();
    }
    assertThat((long) jmx.getAttribute(box, "Waiting")).isEqualTo(1);
    assertThat((String[]) jmx.getAttribute(box, "Reasons"))
        .containsExactly("The EHR will not have a Flag.");
    assertThat(standing.now().deadBecause()).containsExactly("The EHR will not have a Flag.");
    Hospital.refuses = proposal -> false;
    minutesLater();
    roundTrip.make();
    assertThat(flags(client)).isEmpty();
    assertThat(jmx.invoke(box, "replay", new Object[0], new String[0])).isEqualTo(1);
    roundTrip.make();
    assertThat(flags(client)).hasSize(1);
    assertThat((long) jmx.getAttribute(box, "Waiting")).isZero();
  }

  @Test
  void fifty_reviews_of_one_client_at_once_make_one_flag_with_one_beginning() throws Exception {
    atOnce();
    roundTrip.make();
    var client = new PatientId("p-" + UUID.randomUUID());
    var story = story(client, 1).stream().map(GoingLiveIT::entry).toList();
    ledger.take(story);
    ledger.takeEverythingOf(client, story);
    var norms = figures.current();
    var now = Hospital.now;
    var looks = new ArrayList<Callable<Object>>();
    for (int n = 0; n < 50; n++) {
      looks.add(() -> review.look(client, norms, now));
      looks.add(outbox::flush);
    }
    var threads = Executors.newFixedThreadPool(50);
    try {
      for (var done : threads.invokeAll(looks)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    outbox.flush();
    var finding = findings.of(client);
    assertThat(finding).hasSize(1);
    assertThat(flags(client))
        .singleElement()
        .satisfies(flag -> assertThat(flag.start()).isEqualTo(finding.get(0).since()));
    var name = Hospital.name(flags(client).get(0));
    assertThat(Hospital.WRITTEN.stream().filter(name::equals)).hasSize(1);
  }

  private static void live() {
    set("attune.mode", "live");
  }

  private void atOnce() {
    set("attune.going-live.days", "0");
    live();
    roundTrip.make();
  }

  private static void set(String key, String value) {
    System.setProperty(key, value);
  }

  private static void minutesLater() {
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
  }

  /** A new client whose ratings fell some days ago. */
  private static PatientId drop(int daysAgo) {
    var client = new PatientId("p-" + UUID.randomUUID());
    story(client, daysAgo).forEach(GoingLiveIT::tell);
    return client;
  }

  private static List<ChartFact> story(PatientId client, int daysAgo) {
    var first = Hospital.now.minus(Duration.ofDays(42L + daysAgo));
    var story = new ArrayList<ChartFact>();
    for (int week = 0; week < RATINGS.length; week++) {
      var at = first.plus(Duration.ofDays(7L * week));
      story.add(Facts.booking(client.value() + "-" + week, "1", client, BookingStatus.KEPT, at));
      story.add(Facts.rating(client.value() + "-r" + week, client, at, RATINGS[week]));
    }
    return story;
  }

  private static ChartFact risk(PatientId client) {
    return new ScaleScore(
        new Source("QuestionnaireResponse", client.value() + "-risk", "1"),
        client,
        new InstrumentId("phq-9"),
        "https://attune.org/fhir/Questionnaire/phq-9|1.0.0#en",
        Hospital.now.plusSeconds(1),
        9,
        new TreeMap<>(Map.of("risk", 1.0)),
        Respondent.CLIENT,
        null,
        null,
        Facts.RESTRICTED);
  }

  private static void tell(ChartFact fact) {
    tell(fact.source().type().equals("Appointment") ? Feed.APPOINTMENTS : Feed.ANSWERS, fact);
  }

  private static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(feed, entry(fact));
  }

  private static ChartEntry entry(ChartFact fact) {
    return new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact)));
  }

  private static List<FlagProposal> flags(PatientId client) {
    return Hospital.CHART.values().stream()
        .filter(FlagProposal.class::isInstance)
        .map(FlagProposal.class::cast)
        .filter(flag -> flag.patient().equals(client))
        .toList();
  }

  private static long flagged(List<PatientId> clients) {
    var all = Set.copyOf(clients);
    return Hospital.CHART.values().stream()
        .filter(FlagProposal.class::isInstance)
        .map(FlagProposal.class::cast)
        .map(Proposal.OfFinding::patient)
        .filter(all::contains)
        .distinct()
        .count();
  }
}
