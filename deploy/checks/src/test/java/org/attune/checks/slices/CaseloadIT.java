package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.attune.access.AuditEntries;
import org.attune.access.CaseloadSessions;
import org.attune.access.CaseloadViewer;
import org.attune.access.ChartSessions;
import org.attune.access.Role;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Caller;
import org.attune.access.Viewer;
import org.attune.caseload.CaseloadView;
import org.attune.caseload.CaseloadView.Row;
import org.attune.caseload.Filter;
import org.attune.caseload.ShowCaseload;
import org.attune.chart.HonourWish;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.attune.launch.LaunchChart;
import org.attune.launch.Next.ToCaseload;
import org.attune.launch.Next.ToEhr;
import org.attune.ledger.Caseloads;
import org.attune.review.EraseClient;
import org.attune.review.RoundTrip;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.Labels;
import org.attune.therapy.Modality;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hibernate.SessionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sees whom on a caseload, in a real server, from its tables to its answers over HTTP. */
@ExtendWith(ArquillianExtension.class)
class CaseloadIT {

  private static final double[] RATINGS = {37, 38, 36.5, 37.5, 38, 37, 31};
  private static final URI BACK = URI.create("https://attune.example/attune/api/launch/back");

  @Deployment
  static WebArchive slice() {
    // Paper needs libraries that no slice has.
    return Slice.withWeb(ReviewIT.slice("caseload"), "shared", "caseload", "clinician", "launch")
        .deleteClass("org.attune.web.clinician.ExportResource");
  }

  @Inject RoundTrip roundTrip;
  @Inject LaunchChart launches;
  @Inject CaseloadSessions sessions;
  @Inject ChartSessions charts;
  @Inject ShowCaseload caseloads;
  @Inject Caseloads members;
  @Inject EraseClient erasing;
  @Inject HonourWish wishes;
  @Inject AuditEntries accounts;
  @PersistenceContext EntityManager database;
  @ArquillianResource URL address;

  private final String tag = UUID.randomUUID().toString().substring(0, 8);
  private final TherapistId me = new TherapistId("me-" + tag);
  private final TherapistId colleague = new TherapistId("other-" + tag);
  private final PatientId falling = new PatientId("fall-" + tag);
  private final PatientId calm = new PatientId("calm-" + tag);
  private final PatientId theirs = new PatientId("theirs-" + tag);

  @BeforeEach
  void a_new_day() {
    Hospital.reset();
    Hospital.takesAll = true;
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
    HospitalToEnter.staff = "Practitioner/" + me.value();
    HospitalToEnter.hidden = Set.of();
  }

  @Test
  void a_therapist_sees_their_own_clients_and_no_colleagues() {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, 37, 38);
    sessionsWithRatings(theirs, colleague, RATINGS);
    roundTrip.make();
    var shown = opened();
    assertThat(shown.rows()).extracting(Row::patient).containsExactly(ref(falling), ref(calm));
    var first = shown.rows().get(0);
    assertThat(first.signal()).isNotNull();
    assertThat(first.unseen()).isPositive();
    assertThat(first.sessionsHeld()).isEqualTo(RATINGS.length);
    assertThat(first.alliance()).satisfies(it -> assertThat(it.values()).endsWith(37.0, 31.0));
    assertThat(shown.rows().get(1).signal()).isNull();
    assertThat(shown.rows().get(1).alliance())
        .satisfies(it -> assertThat(it.state()).isEqualTo("not-enough"));
    assertThat(shown.counts().all()).isEqualTo(2);
    assertThat(shown.counts().unseen()).isEqualTo(1);
  }

  @Test
  void whoever_takes_a_client_over_sees_them_and_whoever_gave_them_away_does_not() {
    sessionsWithRatings(falling, colleague, RATINGS);
    roundTrip.make();
    assertThat(opened().rows()).isEmpty();
    tell(Feed.APPOINTMENTS, hour(falling, me, RATINGS.length));
    later();
    roundTrip.make();
    assertThat(opened().rows()).extracting(Row::patient).containsExactly(ref(falling));
    assertThat(members.of(colleague)).isEmpty();
  }

  @Test
  void a_word_for_one_therapist_alone_is_not_told_to_the_next() {
    sessionsWithRatings(falling, colleague, 37, 38, 36.5, 37.5);
    tell(Feed.APPOINTMENTS, hour(falling, me, 4));
    tell(
        Feed.ANSWERS,
        new CheckIn(
            new Source("QuestionnaireResponse", tag + "-word", "1"),
            falling,
            "https://attune.org/fhir/Questionnaire/client-check-in|1.0.0#en",
            at(3),
            new TreeMap<>(Map.of(CheckIn.Item.SAFE_TO_DISAGREE, 1, CheckIn.Item.COULD_SAY, 1)),
            List.of(CheckIn.Voice.NOT_HELPED),
            null,
            List.of(),
            List.of(CheckIn.Fit.NOT_FOR_ME),
            List.of(),
            CheckIn.Audience.THERAPIST,
            Respondent.CLIENT,
            null,
            colleague,
            Labels.NONE));
    roundTrip.make();
    var mine = opened().rows();
    assertThat(mine).hasSize(1);
    assertThat(mine.get(0).signal()).isNull();
    assertThat(findingsOf(falling)).as("there is something to keep back").isPositive();
  }

  @Test
  void what_a_client_keeps_to_themselves_is_not_on_the_caseload_either() {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, RATINGS);
    roundTrip.make();
    assertThat(opened().rows()).hasSize(2).allMatch(row -> row.signal() != null);
    var viewer = new Viewer("Practitioner/" + me.value(), Role.CLINICIAN, falling);
    assertThat(wishes.relationship(viewer, true)).isTrue();
    assertThat(opened().rows())
        .hasSize(2)
        .anySatisfy(row -> assertThat(tells(row)).isEqualTo(List.of(ref(calm), true, true)))
        .anySatisfy(row -> assertThat(tells(row)).isEqualTo(List.of(ref(falling), false, false)));
    assertThat(wishes.relationship(viewer, false)).isTrue();
    later();
    roundTrip.make();
    assertThat(opened().rows()).allMatch(row -> row.relationshipHidden() == null);
  }

  /** Whose row it is, whether it tells of a signal, and whether of ratings of the relationship. */
  private static List<Object> tells(Row row) {
    assertThat(row.relationshipHidden() == null).isEqualTo(row.alliance() != null);
    return List.of(row.patient(), row.signal() != null, row.alliance() != null);
  }

  @Test
  void a_wish_counts_for_the_record_that_ones_own_was_merged_into() {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, RATINGS);
    roundTrip.make();
    var viewer = new Viewer("Practitioner/" + me.value(), Role.CLINICIAN, falling);
    assertThat(wishes.relationship(viewer, true)).isTrue();
    tell(
        Feed.PATIENTS,
        new Client(
            new Source("Patient", falling.value(), "2"), falling, false, false, calm, Labels.NONE));
    later();
    roundTrip.make();
    assertThat(opened().rows())
        .singleElement()
        .satisfies(row -> assertThat(tells(row)).isEqualTo(List.of(ref(calm), false, false)));
  }

  private long findingsOf(PatientId patient) {
    return database
        .createQuery("select count(f) from Finding f where f.patient = :p", Long.class)
        .setParameter("p", patient)
        .getSingleResult();
  }

  @Test
  void who_is_kept_from_them_by_the_ehr_or_by_a_label_is_counted_and_not_shown() {
    var secret = new PatientId("vip-" + tag);
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, 37, 38);
    sessionsWithRatings(secret, me, RATINGS);
    HospitalToEnter.hidden = Set.of(calm);
    roundTrip.make();
    assertThat(opened().rows()).hasSize(2);
    tell(Feed.PATIENTS, vip(secret));
    later();
    roundTrip.make();
    var shown = opened();
    assertThat(shown.rows()).extracting(Row::patient).containsExactly(ref(falling));
    assertThat(shown.leftOut().fewEyes()).isEqualTo(1);
    assertThat(shown.leftOut().keptFrom()).isEqualTo(1);
  }

  private static Client vip(PatientId patient) {
    return new Client(
        new Source("Patient", patient.value(), "2"), patient, false, false, null, Facts.RESTRICTED);
  }

  @Test
  void who_objects_or_is_erased_is_on_no_caseload() {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, 37, 38, 37);
    roundTrip.make();
    var open = sessions.find(token(opensCaseload())).orElseThrow().viewer();
    assertThat(rows(open)).hasSize(2);
    tell(
        Feed.CONSENTS,
        new Objection(new Source("Consent", tag, "1"), falling, at(0), null, Labels.NONE));
    later();
    roundTrip.make();
    assertThat(rows(open)).extracting(Row::patient).containsExactly(ref(calm));
    erasing.erase(calm);
    assertThat(rows(open)).isEmpty();
    assertThat(sessions.clients(open)).containsOnlyKeys(falling);
  }

  @Test
  void every_client_who_is_shown_is_accounted_for_by_name() {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, 37, 38, 37);
    roundTrip.make();
    var open = sessions.find(token(opensCaseload())).orElseThrow().viewer();
    long falls = accounts.about(falling);
    long calms = accounts.about(calm);
    caseloads.show(open, Locale.ENGLISH, Filter.UNSEEN, 1);
    assertThat(accounts.about(falling)).isEqualTo(falls + 1);
    assertThat(accounts.about(calm)).isEqualTo(calms);
  }

  @Test
  void a_caseload_takes_as_many_questions_to_the_database_however_large_it_is() {
    sessionsWithRatings(falling, me, RATINGS);
    roundTrip.make();
    opened();
    var few = opensCaseload();
    long before = statements(sessions.find(token(few)).orElseThrow().viewer());
    for (int n = 0; n < 199; n++) {
      sessionsWithRatings(new PatientId("many-" + n + "-" + tag), me, RATINGS);
    }
    later();
    roundTrip.make();
    var many = sessions.find(token(opensCaseload())).orElseThrow().viewer();
    assertThat(rows(many)).hasSize(ShowCaseload.ROWS);
    assertThat(statements(many)).isBetween(before - 1, before + 1).isLessThanOrEqualTo(16);
    var took =
        IntStream.range(0, 20)
            .mapToLong(
                n -> {
                  long began = System.nanoTime();
                  rows(many);
                  return (System.nanoTime() - began) / 1_000_000;
                })
            .sorted()
            .toArray();
    assertThat(took[18]).as("milliseconds of the slowest but one").isLessThan(2_000);
    System.getLogger("caseload").log(System.Logger.Level.INFO, "200 clients: " + took[10] + " ms");
  }

  private long statements(CaseloadViewer viewer) {
    var counted = database.getEntityManagerFactory().unwrap(SessionFactory.class).getStatistics();
    counted.setStatisticsEnabled(true);
    long before = counted.getPrepareStatementCount();
    rows(viewer);
    long after = counted.getPrepareStatementCount();
    counted.setStatisticsEnabled(false);
    return after - before;
  }

  @Test
  void no_key_of_a_chart_opens_a_caseload_and_none_of_a_caseload_a_chart() throws Exception {
    sessionsWithRatings(falling, me, RATINGS);
    roundTrip.make();
    var caseload = token(opensCaseload());
    var viewer = new Viewer("Practitioner/" + me.value(), Role.CLINICIAN, falling);
    var chart = charts.swap(charts.open(viewer, false, null)).orElseThrow().token();
    assertThat(get("caseload", caseload).statusCode()).isEqualTo(200);
    assertThat(get("chart", chart).statusCode()).isEqualTo(200);
    for (String path : List.of("caseload", "caseload/names", "caseload/open")) {
      assertThat(ask(path, chart)).as(path).isEqualTo(401);
    }
    for (String path : List.of("chart", "chart/summary", "chart/banner")) {
      assertThat(get(path, caseload).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(get("caseload", "none").headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void a_coordinator_is_no_therapist() throws Exception {
    var code = sessions.open("Practitioner/" + me.value(), Role.COORDINATOR, Map.of());
    var token = sessions.swap(code).orElseThrow().token();
    var answer = get("caseload", token);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("not-a-therapist");
  }

  @Test
  void a_code_is_swapped_once_and_a_closed_caseload_stays_closed() throws Exception {
    var code = opensCaseload();
    assertThat(sessions.swap("guessed")).isEmpty();
    var token = sessions.swap(code).orElseThrow().token();
    assertThat(sessions.swap(code)).isEmpty();
    assertThat(charts.swap(opensCaseload())).isEmpty();
    assertThat(sessions.swap(charts.open(new Viewer("x", Role.CLINICIAN, calm), false, null)))
        .isEmpty();
    assertThat(get("caseload", token).statusCode()).isEqualTo(200);
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(16));
    assertThat(get("caseload", token).statusCode()).isEqualTo(401);
    var another = token(opensCaseload());
    assertThat(send("caseload-session", "DELETE", "", another).statusCode()).isEqualTo(204);
    assertThat(get("caseload", another).statusCode()).isEqualTo(401);
  }

  @Test
  void an_open_caseload_stays_open_while_it_is_looked_at_and_for_four_hours_at_most() {
    var token = token(opensCaseload());
    for (int minutes = 10; minutes < 4 * 60; minutes += 10) {
      Hospital.now = Hospital.now.plus(Duration.ofMinutes(10));
      assertThat(sessions.find(token)).as("after %d minutes", minutes).isPresent();
    }
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(10));
    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void a_chart_is_asked_for_by_a_launch_of_its_own_and_only_of_ones_own_clients() throws Exception {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(theirs, colleague, RATINGS);
    roundTrip.make();
    var token = token(opensCaseload());
    var opened = send("caseload/open", "POST", patient(ref(falling)), token);
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(json(opened).getString("to")).startsWith("https://hospital.example/authorize");
    assertThat(send("caseload/open", "POST", patient(ref(theirs)), token).statusCode())
        .isEqualTo(404);
    for (var wrong : List.of(patient("../x"), "[]", "7", "{\"patient\":", "[[{}]]")) {
      var answer = send("caseload/open", "POST", wrong, token);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(json(answer).getString("title")).as(wrong).isEqualTo("not-understood");
    }
    var names = "{\"patients\":[\"%s\",\"%s\"]}".formatted(ref(falling), ref(theirs));
    assertThat(send("caseload/names", "POST", names, token).statusCode()).isEqualTo(200);
    assertThat(HospitalToName.asked).containsExactly(falling);
    assertThat(get("caseload?filter=pretty", token).statusCode()).isEqualTo(400);
    assertThat(get("caseload?page=0", token).statusCode()).isEqualTo(400);
  }

  @Test
  void who_has_gone_to_a_colleague_is_neither_named_nor_opened_any_more() throws Exception {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, RATINGS);
    roundTrip.make();
    var token = token(opensCaseload());
    tell(Feed.APPOINTMENTS, hour(falling, colleague, RATINGS.length));
    later();
    roundTrip.make();
    onlyTheCalmOneIsNamedAndOpened(token);
  }

  @Test
  void whose_record_was_marked_meanwhile_is_neither_named_nor_opened_from_here() throws Exception {
    sessionsWithRatings(falling, me, RATINGS);
    sessionsWithRatings(calm, me, RATINGS);
    roundTrip.make();
    var token = token(opensCaseload());
    tell(
        Feed.PATIENTS,
        new Client(
            new Source("Patient", falling.value(), "2"),
            falling,
            false,
            false,
            null,
            Facts.RESTRICTED));
    later();
    roundTrip.make();
    onlyTheCalmOneIsNamedAndOpened(token);
  }

  private void onlyTheCalmOneIsNamedAndOpened(String token) throws Exception {
    var names = "{\"patients\":[\"%s\",\"%s\"]}".formatted(ref(falling), ref(calm));
    assertThat(send("caseload/names", "POST", names, token).statusCode()).isEqualTo(200);
    assertThat(HospitalToName.asked).containsExactly(calm);
    assertThat(send("caseload/open", "POST", patient(ref(falling)), token).statusCode())
        .isEqualTo(404);
    assertThat(send("caseload/open", "POST", patient(ref(calm)), token).statusCode())
        .isEqualTo(200);
  }

  private static String patient(String reference) {
    return "{\"patient\":\"" + reference + "\"}";
  }

  private CaseloadView opened() {
    var viewer = sessions.find(token(opensCaseload())).orElseThrow().viewer();
    return caseloads.show(viewer, Locale.ENGLISH, Filter.ALL, 1);
  }

  private List<Row> rows(CaseloadViewer viewer) {
    return caseloads.show(viewer, Locale.ENGLISH, Filter.ALL, 1).rows();
  }

  private String opensCaseload() {
    var caller = new Caller(null, null, 0, null, Aim.CASELOAD, null);
    var to = ((ToEhr) launches.begin(caller, BACK)).to().toString();
    var state = to.substring(to.indexOf("state=") + "state=".length());
    return ((ToCaseload) launches.finish(state, new Brought("c", null), null)).code();
  }

  private String token(String code) {
    return sessions.swap(code).orElseThrow().token();
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return send(path, "GET", "", token);
  }

  private int ask(String path, String token) throws Exception {
    return send(path, path.equals("caseload") ? "GET" : "POST", "{}", token).statusCode();
  }

  private HttpResponse<String> send(String path, String method, String body, String token)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address + "api/" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try (var reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static String ref(PatientId patient) {
    return "Patient/" + patient.value();
  }

  private void sessionsWithRatings(PatientId patient, TherapistId therapist, double... ratings) {
    for (int week = 0; week < ratings.length; week++) {
      tell(Feed.APPOINTMENTS, hour(patient, therapist, week));
      tell(
          Feed.ANSWERS,
          Facts.rating(patient.value() + "-r" + week, patient, at(week), ratings[week]));
    }
  }

  private static Booking hour(PatientId patient, TherapistId therapist, int week) {
    return new Booking(
        new Source("Appointment", patient.value() + "-" + week, "1"),
        patient,
        "individual",
        at(week),
        at(week).plusSeconds(3000),
        BookingStatus.KEPT,
        CancellationReason.NOT_GIVEN,
        null,
        null,
        therapist,
        Modality.IN_PERSON,
        false,
        Labels.NONE);
  }

  /** Weekly, the eighth of them lies a day back. */
  private static Instant at(int week) {
    return Hospital.now.minus(Duration.ofDays(1 + 7L * (7 - week)));
  }

  private static void tell(Feed feed, ChartFact fact) {
    Hospital.tell(
        feed, new ChartEntry(fact.source(), Hospital.now, new Reading.Fact<>(List.of(fact))));
  }

  private static void later() {
    Hospital.now = Hospital.now.plus(Duration.ofMinutes(5));
  }
}
