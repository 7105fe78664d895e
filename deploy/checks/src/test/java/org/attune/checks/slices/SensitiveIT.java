package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.management.ObjectName;
import org.attune.access.AccessLog;
import org.attune.access.BreakGlass;
import org.attune.access.BreakGlass.Why;
import org.attune.access.ChartSessions;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Role;
import org.attune.access.SmartLaunch.Arrival;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Caller;
import org.attune.access.Viewer;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.HonourWish;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.findings.KeptToThemselves;
import org.attune.launch.LaunchChart;
import org.attune.launch.Next;
import org.attune.launch.Next.Refusal;
import org.attune.launch.Next.ToChart;
import org.attune.launch.Next.ToEhr;
import org.attune.launch.Next.ToProblem;
import org.attune.launch.UnlockChart;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.responses.LoggedResponse;
import org.attune.responses.ResponseLog;
import org.attune.review.RoundTrip;
import org.attune.review.Standing;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.Labels;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal.FlagProposal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objections, mergers, deaths, erasing and accounting, in a real server with a real database. */
@ExtendWith(ArquillianExtension.class)
class SensitiveIT {

  private static final Instant FIRST = Instant.parse("2026-04-06T09:00:00Z");
  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 31};

  private static final URI BACK = URI.create("https://attune.example/attune/api/launch/back");
  private static final Brought BROUGHT = new Brought("c", null);
  private static final Next EXPIRED = new ToProblem(Refusal.LAUNCH_EXPIRED);

  @Deployment
  static WebArchive slice() {
    // What another slice has kept is not this hospital's.
    return ReviewIT.slice("sensitive");
  }

  @Inject RoundTrip roundTrip;
  @Inject Findings findings;
  @Inject ResponseLog log;
  @Inject FindingActs acts;
  @Inject KeptToThemselves kept;
  @Inject HonourWish wishes;
  @Inject ActOnFinding acting;
  @Inject Ledger ledger;
  @Inject Standing standing;
  @Inject AccessLog accounts;
  @Inject LaunchChart launches;
  @Inject UnlockChart keys;
  @Inject ChartSessions charts;
  @Inject UserTransaction transaction;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final PatientId client = new PatientId("p-" + tag);
  private final PatientId survivor = new PatientId("s-" + tag);

  @BeforeEach
  void a_new_day() {
    Hospital.reset();
    arrives(client);
    later();
  }

  @Test
  void who_objects_is_let_go_of_and_nothing_new_is_kept_until_they_object_no_longer() {
    aFlagStands();
    var word = object(null);
    rounds();
    assertThat(flag(client).end()).isNotNull();
    assertThat(ledger.factsOf(client)).hasOnlyElementsOfType(Objection.class);
    tell(Feed.ANSWERS, Facts.rating(tag + "-new", client, at(7), 20));
    rounds();
    assertThat(ledger.factsOf(client)).hasOnlyElementsOfType(Objection.class);
    assertThat(flag(client).end()).isNotNull();
    later();
    Hospital.TOLD.get(Feed.CONSENTS).removeIf(entry -> entry.source().equals(word));
    Hospital.tell(Feed.CONSENTS, new ChartEntry(word, Hospital.now, new Reading.Withdrawn<>()));
    rounds();
    rounds();
    assertThat(ledger.factsOf(client)).hasSize(2 * RATINGS.length + 1);
    assertThat(flag(client).end()).isNull();
  }

  @Test
  void an_objection_ends_by_itself_when_its_time_is_over() {
    aFlagStands();
    object(Hospital.now.plus(Duration.ofDays(3)));
    rounds();
    assertThat(flag(client).end()).isNotNull();
    Hospital.now = Hospital.now.plus(Duration.ofDays(4));
    rounds();
    rounds();
    assertThat(flag(client).end()).isNull();
  }

  @Test
  void of_a_newcomer_who_objects_nothing_at_all_is_left() {
    object(null);
    weeklySessionsWithRatings();
    rounds();
    rounds();
    assertThat(ledger.factsOf(client)).hasOnlyElementsOfType(Objection.class);
    assertThat(findings.of(client)).isEmpty();
  }

  @Test
  void death_closes_everything_at_once_and_without_a_word() {
    aFlagStands();
    tell(Feed.PATIENTS, record("1", true, null, Labels.NONE));
    rounds();
    assertThat(flag(client).end()).isNotNull();
    assertThat(findings.of(client)).allMatch(it -> it.stage() == FindingStage.RESOLVED);
  }

  @Test
  void when_records_are_merged_the_facts_count_for_the_survivor_and_back_when_it_is_undone() {
    aFlagStands();
    tell(Feed.PATIENTS, record("1", false, survivor, Labels.NONE));
    rounds();
    rounds();
    assertThat(flag(client).end()).isNotNull();
    assertThat(flag(survivor).end()).isNull();
    assertThat(findings.of(survivor)).hasSize(1);
    later();
    tell(Feed.PATIENTS, record("2", false, null, Labels.NONE));
    rounds();
    rounds();
    assertThat(flag(client).end()).isNull();
    assertThat(flag(survivor).end()).isNotNull();
  }

  @Test
  void a_record_that_is_not_read_any_more_stays_merged() throws Exception {
    aFlagStands();
    tell(Feed.PATIENTS, record("1", false, survivor, Labels.NONE));
    rounds();
    later();
    for (int week = 0; week < RATINGS.length; week++) {
      var moved = new Source("Appointment", tag + "-" + week, "2");
      Hospital.tell(Feed.APPOINTMENTS, Facts.outside(moved, Hospital.now.toString()));
    }
    rounds();
    assertThat(ledger.factsOf(client)).as("nothing of it is kept").isEmpty();
    transaction.begin();
    ledger.lookSoon(List.of(client));
    transaction.commit();
    later();
    rounds();
    assertThat(ledger.known(client).orElseThrow().mergedInto()).contains(survivor);
  }

  @Test
  void what_was_set_aside_stays_so_on_the_record_that_survives() throws Exception {
    aFlagStands();
    dismiss();
    later();
    tell(Feed.PATIENTS, record("1", false, survivor, Labels.NONE));
    rounds();
    rounds();
    assertThat(findings.of(survivor))
        .singleElement()
        .satisfies(it -> assertThat(it.stage()).isEqualTo(FindingStage.DISMISSED));
    assertThat(flags(survivor)).noneMatch(flag -> flag.end() == null);
  }

  @Test
  void erasing_closes_what_was_written_then_leaves_nothing_and_rebuilding_brings_it_back()
      throws Exception {
    aFlagStands();
    log.log(findings.of(client).get(0).key(), "st-11", LoggedResponse.Role.LEAD, null);
    acting.act(
        new Viewer("Practitioner/t1", Role.CLINICIAN, client),
        findings.of(client).get(0).key(),
        new Act.ClientChoice("A word that must go too."),
        Locale.ENGLISH);
    assertThat(acts.of(List.of(client))).hasSize(1);
    wishes.relationship(new Viewer("Practitioner/t1", Role.CLINICIAN, client), true);
    assertThat(kept.since(client)).isPresent();
    assertThat(byJmx("eraseClient")).startsWith("The facts are gone");
    assertThat(ledger.factsOf(client)).isEmpty();
    rounds();
    rounds();
    assertThat(flag(client).end()).isNotNull();
    assertThat(findings.of(client)).isEmpty();
    assertThat(log.of(List.of(client))).isEmpty();
    assertThat(acts.of(List.of(client))).isEmpty();
    assertThat(kept.since(client)).isEmpty();
    tell(Feed.ANSWERS, Facts.rating(tag + "-new", client, at(7), 20));
    tell(Feed.APPOINTMENTS, Facts.booking(tag + "-n", "1", client, BookingStatus.KEPT, at(7)));
    rounds();
    assertThat(ledger.factsOf(client)).isEmpty();
    byJmx("rebuildClient");
    rounds();
    rounds();
    assertThat(ledger.factsOf(client)).hasSize(2 * RATINGS.length + 2);
    assertThat(findings.of(client)).isNotEmpty();
  }

  @Test
  void what_a_client_keeps_to_themselves_survives_a_rebuild_and_a_merge() throws Exception {
    aFlagStands();
    wishes.relationship(new Viewer("Practitioner/t1", Role.CLINICIAN, client), true);
    byJmx("rebuildClient");
    rounds();
    rounds();
    assertThat(kept.since(client)).isPresent();
    assertThat(flag(client).end()).isNotNull();
    later();
    tell(Feed.PATIENTS, record("1", false, survivor, Labels.NONE));
    rounds();
    rounds();
    assertThat(kept.since(survivor)).isPresent();
    assertThat(flags(survivor)).isEmpty();
  }

  @Test
  void rebuilding_keeps_what_people_set_aside() throws Exception {
    aFlagStands();
    dismiss();
    byJmx("rebuildClient");
    rounds();
    assertThat(ledger.factsOf(client)).hasSize(2 * RATINGS.length);
    assertThat(findings.of(client))
        .singleElement()
        .satisfies(it -> assertThat(it.stage()).isEqualTo(FindingStage.DISMISSED));
  }

  @Test
  void nobody_unknown_can_be_erased() throws Exception {
    assertThat(byJmx("eraseClient")).isEqualTo("Nothing is known of such a client.");
  }

  @Test
  void a_record_for_few_eyes_is_marked_as_one() throws Exception {
    aFlagStands();
    tell(Feed.PATIENTS, record("1", false, null, Facts.RESTRICTED));
    rounds();
    transaction.begin();
    assertThat(ledger.lock(client).map(KnownClient::restricted)).contains(true);
    transaction.rollback();
    assertThat(flag(client).labels()).isEqualTo(Facts.RESTRICTED);
  }

  @Test
  void accounts_wait_while_their_keeper_is_silent_and_are_gone_when_it_has_them() {
    rounds();
    Hospital.silent = true;
    accounts.keep(
        new RecordAccess(
            RecordAccess.Kind.READ,
            client,
            "Patient/" + client.value(),
            null,
            RecordAccess.Outcome.DONE));
    rounds();
    assertThat(standing.now().audit().pending()).isEqualTo(1);
    Hospital.silent = false;
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(2));
    rounds();
    assertThat(standing.now().audit().pending()).isZero();
    assertThat(standing.now().audit().refused()).isZero();
  }

  @Test
  void a_launch_comes_back_once_and_its_code_opens_one_chart_once() {
    var state = begin();
    var code = code(launches.finish(state, BROUGHT, null));
    assertThat(launches.finish(state, BROUGHT, null)).isEqualTo(EXPIRED);
    var key = keys.swap(code).orElseThrow();
    assertThat(keys.swap(code)).isEmpty();
    assertThat(keys.swap(key.token())).isEmpty();
    assertThat(charts.find(code)).isEmpty();
    assertThat(charts.find(key.token()))
        .hasValueSatisfying(
            open -> {
              assertThat(open.viewer()).isEqualTo(viewer());
              assertThat(open.reasonNeeded()).isFalse();
            });
    keys.close(key.token());
    assertThat(charts.find(key.token())).isEmpty();
  }

  @Test
  void a_chart_remembers_because_of_which_signal_it_was_opened_until_its_key_is_given() {
    var about = "0f".repeat(32);
    var next = launches.begin(new Caller("https://hospital.example/fhir", "w", 0, about), BACK);
    var state = ((ToEhr) next).to().getQuery().replace("state=", "");
    var key = keys.swap(code(launches.finish(state, BROUGHT, null))).orElseThrow();
    assertThat(key.signal()).isEqualTo(about);
    assertThat(keys.swap(code(launches.finish(begin(), BROUGHT, null))).orElseThrow().signal())
        .isNull();
  }

  @Test
  void of_two_charts_open_at_once_each_key_opens_its_own() {
    var first = key();
    arrives(survivor);
    var second = keys.swap(code(launches.finish(begin(), BROUGHT, null))).orElseThrow().token();
    assertThat(charts.find(first).orElseThrow().viewer().patient()).isEqualTo(client);
    assertThat(charts.find(second).orElseThrow().viewer().patient()).isEqualTo(survivor);
  }

  @Test
  void what_waits_for_too_long_is_worth_nothing() {
    var state = begin();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(10));
    assertThat(launches.finish(state, BROUGHT, null)).isEqualTo(EXPIRED);
    var code = code(launches.finish(begin(), BROUGHT, null));
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(1));
    assertThat(keys.swap(code)).isEmpty();
  }

  @Test
  void a_chart_closes_when_nobody_looks_and_after_some_hours_in_any_case() {
    var left = key();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(15));
    assertThat(charts.find(left)).isEmpty();
    var looked = key();
    for (int minutes = 0; minutes < 4 * 60 - 10; minutes += 10) {
      Hospital.now = Hospital.now.plus(Duration.ofMinutes(10));
      assertThat(charts.find(looked)).as("after %d minutes", minutes + 10).isPresent();
    }
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(10));
    assertThat(charts.find(looked)).isEmpty();
  }

  @Test
  void a_record_for_few_eyes_opens_for_a_reason_and_whoever_looked_is_accounted_for() {
    aFlagStands();
    tell(Feed.PATIENTS, record("1", false, null, Facts.RESTRICTED));
    rounds();
    HospitalToAudit.TOLD.clear();
    var token = key();
    assertThat(charts.find(token).orElseThrow().reasonNeeded()).isTrue();
    var reason = new BreakGlass(Why.OTHER, "The ward called.");
    assertThat(keys.breakGlass("guessed", reason)).isFalse();
    assertThat(keys.breakGlass(token, reason)).isTrue();
    assertThat(charts.find(token).orElseThrow().reasonNeeded()).isFalse();
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(2));
    rounds();
    assertThat(HospitalToAudit.TOLD)
        .containsExactly(
            RecordAccess.view(viewer(), Outcome.REFUSED, null),
            RecordAccess.view(viewer(), Outcome.DONE, reason));
  }

  private Viewer viewer() {
    return new Viewer("Practitioner/7", Role.CLINICIAN, client);
  }

  private String begin() {
    var next = launches.begin(new Caller("https://hospital.example/fhir", "w", 0), BACK);
    return ((ToEhr) next).to().getQuery().replace("state=", "");
  }

  private static void arrives(PatientId patient) {
    HospitalToEnter.arrival = new Arrival("Practitioner/7", true, patient, Labels.NONE, false);
  }

  private static String code(Next next) {
    assertThat(next).isInstanceOf(ToChart.class);
    return ((ToChart) next).code();
  }

  private String key() {
    return keys.swap(code(launches.finish(begin(), BROUGHT, null))).orElseThrow().token();
  }

  private String byJmx(String operation) throws Exception {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("org.attune:type=Clients"),
                operation,
                new Object[] {client.value()},
                new String[] {String.class.getName()});
  }

  private void dismiss() throws Exception {
    transaction.begin();
    findings.of(client).get(0).dismiss(Hospital.now, Dismissal.NOT_APPLICABLE);
    transaction.commit();
  }

  private void aFlagStands() {
    weeklySessionsWithRatings();
    rounds();
    assertThat(flag(client).end()).isNull();
    later();
  }

  private void rounds() {
    roundTrip.make();
  }

  private static void later() {
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
  }

  private Source object(Instant until) {
    var source = new Source("Consent", "c-" + tag, "1");
    tell(Feed.CONSENTS, new Objection(source, client, null, until, Labels.NONE));
    return source;
  }

  private Client record(String version, boolean deceased, PatientId replacedBy, Labels labels) {
    return new Client(
        new Source("Patient", client.value(), version),
        client,
        deceased,
        false,
        replacedBy,
        labels);
  }

  private void weeklySessionsWithRatings() {
    for (int week = 0; week < RATINGS.length; week++) {
      tell(
          Feed.APPOINTMENTS,
          Facts.booking(tag + "-" + week, "1", client, BookingStatus.KEPT, at(week)));
      tell(Feed.ANSWERS, Facts.rating(tag + "-r" + week, client, at(week), RATINGS[week]));
    }
  }

  private static Instant at(int week) {
    return FIRST.plus(Duration.ofDays(7L * week));
  }

  private static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }

  private FlagProposal flag(PatientId whose) {
    var flags = flags(whose);
    assertThat(flags).hasSize(1);
    return flags.get(0);
  }

  private static List<FlagProposal> flags(PatientId whose) {
    return Hospital.CHART.values().stream()
        .filter(FlagProposal.class::isInstance)
        .map(FlagProposal.class::cast)
        .filter(flag -> flag.patient().equals(whose))
        .toList();
  }
}
