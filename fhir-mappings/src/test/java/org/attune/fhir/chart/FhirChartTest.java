package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.therapy.Booking;
import org.attune.therapy.ChartFact;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirChartTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final String SIGNAL = "https://attune.org/fhir/CodeSystem/signal";

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital().with("ehr.base-url", hospital.base()).with("ehr.page-size", "2");

  private Instant now = Instant.parse("2026-03-02T07:00:00Z");

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirChart chart() {
    var ehr = new EhrClient(settings, FHIR);
    return chart(new Capabilities(ehr, FHIR, settings, Clock.systemUTC()));
  }

  private FhirChart chart(Capabilities capabilities) {
    var ehr = new EhrClient(settings, FHIR);
    return new FhirChart(
        ehr,
        new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR),
        new CancellationTimes(settings, ehr),
        new FlaggedSignals(ehr, FHIR),
        capabilities,
        settings);
  }

  private static String appointment(String id, String patient, String status) {
    return """
        {"resourceType":"Appointment","id":"%s","status":"%s","serviceType":[{"coding":[{"system":"%s",\
        "code":"psychotherapy-individual"}]}],"start":"2026-03-02T10:00:00Z",\
        "participant":[{"actor":{"reference":"Patient/%s"}}]}"""
        .formatted(id, status, SiteSettings.SERVICE, patient);
  }

  /** One whole round, page after page. */
  private static List<ChartPage> round(FhirChart chart, Feed feed, Bookmark from)
      throws EhrUnavailable {
    var pages = new ArrayList<ChartPage>();
    var bookmark = from;
    do {
      pages.add(chart.changes(feed, bookmark));
      bookmark = pages.get(pages.size() - 1).next();
    } while (!pages.get(pages.size() - 1).last() && pages.size() < 50);
    return pages;
  }

  private static List<ChartEntry> entries(List<ChartPage> pages) {
    return pages.stream().flatMap(page -> page.entries().stream()).toList();
  }

  private static Bookmark after(List<ChartPage> pages) {
    return pages.get(pages.size() - 1).next();
  }

  private static List<String> ids(List<ChartEntry> entries) {
    return entries.stream().map(entry -> entry.source().id()).toList();
  }

  @Test
  void a_first_load_follows_the_pages_to_the_end_and_remembers_the_latest_update()
      throws EhrUnavailable {
    for (int n = 1; n <= 5; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    var pages = round(chart(), Feed.APPOINTMENTS, Bookmark.START);
    assertThat(pages).hasSize(3);
    assertThat(ids(entries(pages))).containsExactly("a1", "a2", "a3", "a4", "a5");
    assertThat(after(pages).since()).isEqualTo(hospital.now.minusSeconds(60));
    assertThat(after(pages).nextPage()).isNull();
  }

  @Test
  void a_change_that_is_told_of_the_far_future_hides_none_before_it() throws EhrUnavailable {
    hospital.tellsTheTime = true;
    hospital.put(appointment("a1", "p1", "booked"));
    var today = hospital.now;
    hospital.now = today.plus(Duration.ofDays(3_650));
    hospital.put(appointment("a2", "p1", "booked"));
    hospital.now = today;

    var pages = round(chart(), Feed.APPOINTMENTS, Bookmark.START);
    assertThat(ids(entries(pages))).containsExactlyInAnyOrder("a1", "a2");
    assertThat(after(pages).since()).isEqualTo(today.minusSeconds(60));

    hospital.now = today.plusSeconds(600);
    hospital.put(appointment("a3", "p1", "booked"));
    assertThat(ids(entries(round(chart(), Feed.APPOINTMENTS, after(pages))))).contains("a3");
  }

  @Test
  void a_page_that_is_given_twice_does_not_hide_the_one_that_was_asked_for() throws EhrUnavailable {
    for (int n = 1; n <= 5; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    var chart = chart();
    var first = chart.changes(Feed.APPOINTMENTS, Bookmark.START);
    var again =
        "{\"resourceType\":\"Bundle\",\"link\":[{\"relation\":\"next\",\"url\":\"%s\"}]}"
            .formatted(first.next().nextPage());
    hospital.once(new StubEhr.Fault(line -> line.contains("_offset=1"), 200, again, Map.of()));

    assertThatThrownBy(() -> chart.changes(Feed.APPOINTMENTS, first.next()))
        .isInstanceOf(EhrUnavailable.class);
    assertThat(ids(entries(round(chart, Feed.APPOINTMENTS, first.next()))))
        .containsExactly("a3", "a4", "a5");
  }

  @Test
  void the_next_round_reads_only_what_changed_and_a_little_before() throws EhrUnavailable {
    settings.with("ehr.overlap-seconds", "1");
    for (int n = 1; n <= 5; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    var chart = chart();
    var first = after(round(chart, Feed.APPOINTMENTS, Bookmark.START));
    hospital.put(appointment("a2", "p1", "fulfilled"));
    assertThat(ids(entries(round(chart, Feed.APPOINTMENTS, first))))
        .containsExactly("a4", "a5", "a2");
  }

  @Test
  void a_round_that_finds_nothing_never_moves_backwards() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    var chart = chart();
    var first = after(round(chart, Feed.APPOINTMENTS, Bookmark.START));
    var second = after(round(chart, Feed.APPOINTMENTS, first));
    var third = after(round(chart, Feed.APPOINTMENTS, second));
    assertThat(third).isEqualTo(second).isEqualTo(first);
    assertThat(after(round(chart, Feed.GOALS, Bookmark.START))).isEqualTo(Bookmark.START);
  }

  @Test
  void one_broken_record_is_one_gap_and_the_page_lives() throws EhrUnavailable {
    settings.with("ehr.page-size", "50");
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.putBroken(
        "Appointment",
        "a2",
        "{\"resourceType\":\"Appointment\",\"id\":\"a2\",\"meta\":{\"lastUpdated\":\"2026-03-01T08:00:02Z\"},,\"start\": [oops]}");
    hospital.putBroken("Appointment", "a3", "{\"resourceType\":\"Apointment\",\"id\":\"a3\"}");
    hospital.put(appointment("a4", "p1", "booked"));
    var entries = entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START));
    assertThat(ids(entries)).containsExactly("a1", "a2", "a4");
    assertThat(entries.get(1).reading()).isEqualTo(Sandbox.gap(GapReason.UNREADABLE));
    assertThat(entries.get(1).updated()).isEqualTo(Instant.parse("2026-03-01T08:00:02Z"));
  }

  @Test
  void a_record_that_is_too_large_too_deep_or_counts_too_high_is_a_gap() throws EhrUnavailable {
    settings.with("ehr.page-size", "50").with("ehr.largest-resource-kb", "16");
    hospital.put(
        appointment("a1", "p1", "booked")
            .replace("\"status\"", "\"comment\":\"" + "x".repeat(17_000) + "\",\"status\""));
    hospital.putBroken(
        "Appointment",
        "a2",
        "{\"resourceType\":\"Appointment\",\"id\":\"a2\",\"x\":"
            + "[".repeat(200)
            + "]".repeat(200)
            + "}");
    hospital.putBroken(
        "Appointment",
        "a3",
        "{\"resourceType\":\"Appointment\",\"id\":\"a3\",\"minutesDuration\":5e99999999}");
    var entries = entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START));
    assertThat(entries)
        .extracting(ChartEntry::reading)
        .containsOnly(Sandbox.gap(GapReason.TOO_LARGE))
        .hasSize(3);
  }

  @Test
  void what_was_deleted_is_withdrawn() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.put(appointment("a2", "p1", "booked"));
    var chart = chart();
    var first = after(round(chart, Feed.APPOINTMENTS, Bookmark.START));
    hospital.delete("Appointment", "a1");
    var entries = entries(round(chart, Feed.APPOINTMENTS, first));
    assertThat(entries)
        .filteredOn(entry -> entry.reading() instanceof Reading.Withdrawn)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.source().reference()).isEqualTo("Appointment/a1");
              assertThat(entry.updated()).isEqualTo(hospital.now);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 501})
  void an_EHR_that_keeps_no_history_is_read_without_deletions(int status) throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    var chart = chart();
    var first = after(round(chart, Feed.APPOINTMENTS, Bookmark.START));
    hospital.put(appointment("a2", "p1", "booked"));
    hospital.once(line -> line.contains("_history"), status);
    var pages = round(chart, Feed.APPOINTMENTS, first);
    assertThat(ids(entries(pages))).contains("a2");
    assertThat(pages.get(pages.size() - 1).last()).isTrue();
  }

  @Test
  void a_dead_page_link_restarts_the_round() throws EhrUnavailable {
    for (int n = 1; n <= 5; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    var chart = chart();
    var page = chart.changes(Feed.APPOINTMENTS, Bookmark.START);
    hospital.forgetSearches();
    var again = chart.changes(Feed.APPOINTMENTS, page.next());
    assertThat(ids(again.entries())).containsExactly("a1", "a2");
    assertThat(ids(entries(round(chart, Feed.APPOINTMENTS, again.next()))))
        .containsExactly("a3", "a4", "a5");
  }

  @Test
  void a_server_that_ignores_the_date_still_works_and_nothing_is_read_twice()
      throws EhrUnavailable {
    hospital.ignoresDates = true;
    settings.with("ehr.overlap-seconds", "0");
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.put(appointment("a2", "p1", "booked"));
    var chart = chart();
    var first = after(round(chart, Feed.APPOINTMENTS, Bookmark.START));
    hospital.put(appointment("a3", "p1", "booked"));
    assertThat(ids(entries(round(chart, Feed.APPOINTMENTS, first)))).containsExactly("a2", "a3");
  }

  @Test
  void a_server_that_cannot_sort_or_knows_no_dates_is_asked_more_plainly() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.once(line -> line.contains("_sort"), 400);
    assertThat(ids(entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START))))
        .containsExactly("a1");
    assertThat(hospital.asked).contains("GET Appointment?_count=2");
  }

  @Test
  void an_EHR_without_care_plans_has_none_and_one_without_appointments_is_misconfigured() {
    hospital.once(line -> line.startsWith("GET CarePlan"), 404);
    assertThat(catchThrowable(() -> chart().changes(Feed.CARE_PLANS, Bookmark.START))).isNull();
    hospital.once(line -> line.startsWith("GET Appointment"), 404);
    assertThatThrownBy(() -> chart().changes(Feed.APPOINTMENTS, Bookmark.START))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining(hospital.base())
        .hasMessageContaining("attune.ehr.base-url");
  }

  private static String observation(String id, String code) {
    return """
        {"resourceType":"Observation","id":"%s","status":"final","subject":{"reference":"Patient/p1"},\
        "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},\
        "effectiveDateTime":"2026-03-02T10:00:00Z","valueInteger":7}"""
        .formatted(id, code);
  }

  @Test
  void of_observations_only_scores_are_asked_for_and_their_history_never() throws EhrUnavailable {
    hospital.put(observation("o1", "44261-6"));
    hospital.put(observation("o2", "8480-6"));
    var chart = chart();
    var first = after(round(chart, Feed.OBSERVATIONS, Bookmark.START));
    var entries = entries(round(chart, Feed.OBSERVATIONS, first));
    assertThat(inScope(entries)).containsExactly("o1");
    assertThat(hospital.asked)
        .filteredOn(line -> line.startsWith("GET Observation"))
        .isNotEmpty()
        .allMatch(line -> line.contains("code=") && line.contains("http://loinc.org|44261-6"))
        .noneMatch(line -> line.contains("_history"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void an_EHR_that_tells_of_no_observations_does_not_stop_the_round(int status)
      throws EhrUnavailable {
    var chart = chart();
    for (int tries = status == 400 ? 3 : 1; tries > 0; tries--) {
      hospital.once(line -> line.startsWith("GET Observation"), status);
    }
    assertThat(entries(round(chart, Feed.OBSERVATIONS, Bookmark.START))).isEmpty();
    hospital.put(observation("o1", "44261-6"));
    assertThat(ids(entries(round(chart, Feed.OBSERVATIONS, Bookmark.START)))).contains("o1");
  }

  @Test
  void a_site_may_leave_observations_alone() throws EhrUnavailable {
    settings.with("fhir.score-observations", "false");
    hospital.put(observation("o1", "44261-6"));
    assertThat(entries(round(chart(), Feed.OBSERVATIONS, Bookmark.START))).isEmpty();
    assertThat(chart().everythingOf(new PatientId("p1"))).isEmpty();
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("GET Observation"));
  }

  private static String tried(String id, String reason) {
    return """
        {"resourceType":"Task","id":"%s","status":"completed","for":{"reference":"Patient/p1"},\
        "code":{"coding":[{"system":"https://attune.org/fhir/CodeSystem/response","code":"st-06"}]},\
        %s,"executionPeriod":{"end":"2026-03-02T10:00:00Z"}}"""
        .formatted(id, reason);
  }

  private static String flag(String id, String patient, String signal) {
    return """
        {"resourceType":"Flag","id":"%s","status":"active","subject":{"reference":"Patient/%s"},\
        "identifier":[{"system":"https://attune.org/fhir/finding","value":"%s"}],\
        "code":{"coding":[{"system":"https://attune.org/fhir/CodeSystem/signal","code":"%s"}]}}"""
        .formatted(id, patient, KEY, signal);
  }

  private DocumentedResponse onlyTried() throws EhrUnavailable {
    var entries = entries(round(chart(), Feed.TASKS, Bookmark.START));
    assertThat(entries).hasSize(1);
    return Sandbox.fact(entries.get(0).reading(), DocumentedResponse.class);
  }

  @Test
  void of_tasks_only_responses_are_asked_for_and_their_history_never() throws EhrUnavailable {
    hospital.put(
        tried(
            "k1",
            "\"reasonCode\":{\"coding\":[{\"system\":\"" + SIGNAL + "\",\"code\":\"pace\"}]}"));
    hospital.put("{\"resourceType\":\"Task\",\"id\":\"k2\",\"status\":\"completed\"}");
    var chart = chart();
    var first = after(round(chart, Feed.TASKS, Bookmark.START));
    assertThat(inScope(entries(round(chart, Feed.TASKS, first)))).containsExactly("k1");
    assertThat(hospital.asked)
        .filteredOn(line -> line.startsWith("GET Task"))
        .isNotEmpty()
        .allMatch(line -> line.contains("https://attune.org/fhir/CodeSystem/response|st-50"))
        .noneMatch(line -> line.contains("_history"));
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("GET Flag"));
  }

  @Test
  void a_flag_that_a_task_names_tells_because_of_which_signal() throws EhrUnavailable {
    hospital.put(flag("f1", "p1", "alliance-drop"));
    hospital.put(tried("k1", "\"focus\":{\"reference\":\"Flag/f1\"}"));
    assertThat(onlyTried().detector()).isEqualTo("alliance-drop");
    hospital.put(
        tried(
            "k1",
            "\"reasonReference\":{\"identifier\":{\"system\":\"https://attune.org/fhir/finding\",\"value\":\""
                + KEY
                + "\"}}"));
    assertThat(onlyTried().detector()).isEqualTo("alliance-drop");
    assertThat(chart().everythingOf(new PatientId("p1")))
        .allMatch(entry -> entry.reading() instanceof Reading.Fact<List<ChartFact>>);
  }

  @Test
  void a_flag_of_somebody_else_or_one_that_is_closed_to_us_tells_nothing() throws EhrUnavailable {
    hospital.put(flag("f1", "p2", "alliance-drop"));
    hospital.put(tried("k1", "\"focus\":{\"reference\":\"Flag/f1\"}"));
    var gap = Sandbox.gap(GapReason.SIGNAL_NOT_NAMED);
    assertThat(entries(round(chart(), Feed.TASKS, Bookmark.START)))
        .extracting(ChartEntry::reading)
        .containsExactly(gap);
    hospital.put(flag("f1", "p1", "alliance-drop"));
    hospital.once(line -> line.startsWith("GET Flag"), 403);
    assertThat(entries(round(chart(), Feed.TASKS, Bookmark.START)))
        .extracting(ChartEntry::reading)
        .containsExactly(gap);
    assertThat(onlyTried().detector()).isEqualTo("alliance-drop");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void an_EHR_that_tells_of_no_tasks_does_not_stop_the_round(int status) throws EhrUnavailable {
    for (int tries = status == 400 ? 3 : 1; tries > 0; tries--) {
      hospital.once(line -> line.startsWith("GET Task"), status);
    }
    assertThat(entries(round(chart(), Feed.TASKS, Bookmark.START))).isEmpty();
  }

  @Test
  void a_site_may_leave_tasks_alone() throws EhrUnavailable {
    settings.with("fhir.response-tasks", "false");
    hospital.put(tried("k1", "\"focus\":{\"reference\":\"Flag/f1\"}"));
    assertThat(entries(round(chart(), Feed.TASKS, Bookmark.START))).isEmpty();
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("GET Task"));
  }

  private static String talk(String id) {
    return """
        {"resourceType":"Communication","id":"%s","status":"completed",\
        "subject":{"reference":"Patient/p1"},"sender":{"reference":"Patient/p1"},\
        "recipient":[{"reference":"Practitioner/t1"}],"sent":"2026-03-02T10:00:00Z",\
        "payload":[{"contentString":"I am not well"}]}"""
        .formatted(id);
  }

  @Test
  void of_communications_those_with_clients_are_read_and_their_history_is_never_asked_for()
      throws EhrUnavailable {
    hospital.put(talk("m1"));
    hospital.put("{\"resourceType\":\"Communication\",\"id\":\"m2\",\"status\":\"completed\"}");
    var chart = chart();
    var first = after(round(chart, Feed.COMMUNICATIONS, Bookmark.START));
    var entries = entries(round(chart, Feed.COMMUNICATIONS, first));
    assertThat(inScope(entries)).containsExactly("m1");
    assertThat(entries.toString()).doesNotContain("well");
    assertThat(inScope(chart.everythingOf(new PatientId("p1")))).containsExactly("m1");
    assertThat(hospital.asked).noneMatch(line -> line.contains("Communication/_history"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void an_EHR_that_tells_of_no_communications_loses_nothing_else(int status) throws EhrUnavailable {
    hospital.put(talk("m1"));
    hospital.put(appointment("a1", "p1", "booked"));
    var chart = chart();
    hospital.refused.put("GET Communication", status);
    var closed = round(chart, Feed.COMMUNICATIONS, Bookmark.START);
    assertThat(entries(closed)).isEmpty();
    assertThat(entries(round(chart, Feed.APPOINTMENTS, Bookmark.START))).hasSize(1);
    assertThat(chart.holdings(List.of(new PatientId("p1")), entry -> true).types())
        .contains("Appointment")
        .doesNotContain("Communication");
    hospital.refused.clear();
    assertThat(inScope(entries(round(chart, Feed.COMMUNICATIONS, after(closed)))))
        .containsExactly("m1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 500, 503})
  void a_client_is_read_in_full_without_their_communications(int status) throws EhrUnavailable {
    hospital.put(talk("m1"));
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.refused.put("GET Communication", status);
    var p1 = new PatientId("p1");
    assertThat(inScope(chart().everythingOf(p1))).containsExactly("a1");
    assertThat(chart().holdings(List.of(p1), entry -> true).types())
        .contains("Appointment")
        .doesNotContain("Communication");
    hospital.refused.clear();
    assertThat(inScope(chart().everythingOf(p1))).containsExactly("a1", "m1");
  }

  private List<Access> asksFor() {
    var ehr = new EhrClient(settings, FHIR);
    return new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR).access();
  }

  @Test
  void communications_are_left_alone_unless_a_site_asks_for_them() throws EhrUnavailable {
    assertThat(asksFor()).extracting(Access::type).contains("Communication");
    settings.without("fhir.communications");
    assertThat(asksFor()).extracting(Access::type).doesNotContain("Communication");
    hospital.put(talk("m1"));
    assertThat(entries(round(chart(), Feed.COMMUNICATIONS, Bookmark.START))).isEmpty();
    assertThat(chart().everythingOf(new PatientId("p1"))).isEmpty();
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("GET Communication"));
  }

  @Test
  void page_links_with_an_inner_host_name_are_followed_on_the_address_we_were_given()
      throws EhrUnavailable {
    hospital.linkBase = "http://fhir.internal:8080/fhir";
    for (int n = 1; n <= 3; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    assertThat(entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START))).hasSize(3);
  }

  @Test
  void nothing_is_ever_sent_to_another_host() throws EhrUnavailable {
    hospital.linkBase = "http://elsewhere.example/other";
    for (int n = 1; n <= 3; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    var chart = chart();
    var page = chart.changes(Feed.APPOINTMENTS, Bookmark.START);
    assertThatThrownBy(() -> chart.changes(Feed.APPOINTMENTS, page.next()))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("attune.ehr.also-known-as");
    settings.with("ehr.also-known-as", "http://elsewhere.example/other");
    assertThat(chart().changes(Feed.APPOINTMENTS, page.next()).entries()).hasSize(1);
  }

  @Test
  void an_EHR_that_asks_us_to_wait_is_heard() {
    hospital.once(new StubEhr.Fault(line -> true, 429, "{}", Map.of("Retry-After", "17")));
    assertThatThrownBy(() -> chart().changes(Feed.APPOINTMENTS, Bookmark.START))
        .isInstanceOfSatisfying(
            EhrUnavailable.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(17)));
    hospital.once(
        new StubEhr.Fault(
            line -> true, 503, "{}", Map.of("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT")));
    assertThatThrownBy(() -> chart().changes(Feed.APPOINTMENTS, Bookmark.START))
        .isInstanceOfSatisfying(
            EhrUnavailable.class,
            e -> assertThat(e.retryAfter().orElseThrow()).isGreaterThan(Duration.ofDays(365)));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 502, 503})
  void no_message_names_whom_we_asked_about(int status) {
    hospital.once(line -> true, status);
    assertThatThrownBy(() -> chart().everythingOf(new PatientId("secret-7")))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("" + status)
        .hasMessageNotContaining("secret-7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>login</html>",
        "",
        "{\"resourceType\":\"Patient\"}",
        "{\"resourceType\":\"Bundle\",\"entry\":[{"
      })
  void an_answer_that_is_no_bundle_is_not_read_as_an_empty_one(String body) {
    hospital.once(new StubEhr.Fault(line -> true, 200, body, Map.of()));
    assertThatThrownBy(() -> chart().changes(Feed.APPOINTMENTS, Bookmark.START))
        .isInstanceOf(EhrUnavailable.class);
  }

  @Test
  void a_silent_EHR_is_unavailable_in_one_sentence() {
    settings.with("ehr.base-url", "http://127.0.0.1:1/fhir");
    assertThatThrownBy(() -> chart().changes(Feed.APPOINTMENTS, Bookmark.START))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("http://127.0.0.1:1/fhir")
        .hasMessageContaining("attune.ehr.base-url");
    settings.with("ehr.base-url", "");
    assertThatThrownBy(() -> chart().changes(Feed.APPOINTMENTS, Bookmark.START))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("No EHR is set");
  }

  @ParameterizedTest
  @EnumSource(Feed.class)
  void every_feed_has_its_resource_type(Feed feed) throws EhrUnavailable {
    assertThat(chart().changes(feed, Bookmark.START).entries()).isEmpty();
  }

  @Test
  void everything_of_a_client_is_what_concerns_that_client() throws EhrUnavailable {
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    for (int n = 1; n <= 3; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    hospital.put(appointment("b1", "p2", "booked"));
    assertThat(ids(chart().everythingOf(new PatientId("p1"))))
        .containsExactlyInAnyOrder("p1", "a1", "a2", "a3");
    assertThat(hospital.asked).anyMatch(line -> line.contains("patient=Patient/p1"));
  }

  @Test
  void where_patient_is_not_understood_the_other_name_is_tried() throws EhrUnavailable {
    hospital.put(
        "{\"resourceType\":\"CarePlan\",\"id\":\"c1\",\"status\":\"active\",\"intent\":\"plan\",\"subject\":{\"reference\":\"Patient/p1\"}}");
    hospital.once(line -> line.startsWith("GET CarePlan?patient"), 400);
    assertThat(ids(chart().everythingOf(new PatientId("p1")))).contains("c1");
    assertThat(hospital.asked).anyMatch(line -> line.startsWith("GET CarePlan?subject="));
  }

  @Test
  void where_only_a_bare_id_finds_somebody_that_is_what_is_asked_for() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.wantsBareIds = true;
    assertThat(ids(chart().everythingOf(new PatientId("p1")))).isEmpty();
    var ehr = new EhrClient(settings, FHIR);
    var capabilities = new Capabilities(ehr, FHIR, settings, Clock.systemUTC());
    capabilities.look(false);
    assertThat(ids(chart(capabilities).everythingOf(new PatientId("p1")))).containsExactly("a1");
  }

  @Test
  void where_sorting_was_refused_before_it_is_not_asked_for_again() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.refused.put(
        "GET Appointment?_count=1&_lastUpdated=ge2999-01-01T00:00:00Z&_sort=_lastUpdated", 400);
    var ehr = new EhrClient(settings, FHIR);
    var capabilities = new Capabilities(ehr, FHIR, settings, Clock.systemUTC());
    capabilities.look(false);
    hospital.asked.clear();
    assertThat(entries(round(chart(capabilities), Feed.APPOINTMENTS, Bookmark.START))).hasSize(1);
    assertThat(hospital.asked).noneMatch(line -> line.contains("_sort"));
  }

  @Test
  void a_server_that_ignores_whom_we_ask_about_does_not_mix_clients() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.put(
        appointment("b1", "p2", "booked")
            .replace(
                "\"status\"",
                "\"comment\":\"\\\"Patient/p1\\\"\",\"supportingInformation\":[{\"reference\":\"Patient/p1\"}],\"status\""));
    assertThat(ids(chart().everythingOf(new PatientId("p1")))).containsExactly("a1");
  }

  @Test
  void when_it_was_cancelled_may_come_from_the_history_if_the_site_wants_it()
      throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.put(appointment("a1", "p1", "cancelled"));
    var cancelled = hospital.now;
    hospital.put(appointment("a1", "p1", "cancelled"));
    assertThat(cancelledAt(entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START)))).isNull();
    settings.with("fhir.cancelled-at-history", "true");
    assertThat(cancelledAt(entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START))))
        .isEqualTo(cancelled);
  }

  @Test
  void a_single_version_does_not_tell_when_it_was_cancelled() throws EhrUnavailable {
    settings.with("fhir.cancelled-at-history", "true");
    hospital.put(appointment("a1", "p1", "cancelled"));
    assertThat(cancelledAt(entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START)))).isNull();
  }

  @Test
  void when_it_was_cancelled_may_come_from_a_provenance() throws EhrUnavailable {
    settings.with("fhir.cancelled-at-provenance", "true");
    hospital.put(appointment("a1", "p1", "cancelled"));
    hospital.put(
        "{\"resourceType\":\"Provenance\",\"id\":\"v1\",\"target\":[{\"reference\":\"Appointment/a1\"}],\"recorded\":\"2026-02-27T09:00:00Z\",\"activity\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-DataOperation\",\"code\":\"CANCEL\"}]}}");
    assertThat(cancelledAt(entries(round(chart(), Feed.APPOINTMENTS, Bookmark.START))))
        .isEqualTo(Instant.parse("2026-02-27T09:00:00Z"));
  }

  private static @Nullable Instant cancelledAt(List<ChartEntry> entries) {
    return Sandbox.fact(entries.get(0).reading(), Booking.class).cancelledAt();
  }

  @Test
  void the_members_of_the_sites_group_are_asked_for_at_the_start_of_each_round()
      throws EhrUnavailable {
    settings.with("scope.group", "pilot");
    hospital.put(
        "{\"resourceType\":\"Group\",\"id\":\"pilot\",\"member\":[{\"entity\":{\"reference\":\"Patient/p1\"}},{\"entity\":{\"reference\":\"Patient/p2\"},\"inactive\":true}]}");
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.put(appointment("a2", "p2", "booked"));
    var chart = chart();
    assertThat(inScope(entries(round(chart, Feed.APPOINTMENTS, Bookmark.START))))
        .containsExactly("a1");
    hospital.put(
        "{\"resourceType\":\"Group\",\"id\":\"pilot\",\"member\":[{\"entity\":{\"reference\":\"Patient/p2\"}}]}");
    assertThat(inScope(entries(round(chart, Feed.APPOINTMENTS, Bookmark.START))))
        .containsExactly("a2");
  }

  private static List<String> inScope(List<ChartEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.reading() instanceof Reading.Fact<List<ChartFact>>)
        .map(entry -> entry.source().id())
        .toList();
  }

  @Test
  void a_hospital_that_has_not_said_what_psychotherapy_is_reads_nothing() throws EhrUnavailable {
    var silent = new SiteSettings().with("ehr.base-url", hospital.base());
    var ehr = new EhrClient(silent, FHIR);
    var readers = new Readers(silent, new Instruments(), Sandbox.ZONE, ehr, FHIR);
    assertThat(readers.nothingInScope()).isTrue();
    assertThat(readers.current().read(appointment("a1", "p1", "booked")).reading())
        .isEqualTo(new Reading.OutOfScope<>());
  }

  private Capabilities abilities() {
    InstantSource clock = () -> now;
    return new Capabilities(
        new EhrClient(settings, FHIR), FHIR, settings, clock.withZone(ZoneOffset.UTC));
  }

  private void hasAGoal() {
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    hospital.put(
        "{\"resourceType\":\"Goal\",\"id\":\"g1\",\"lifecycleStatus\":\"active\",\"description\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/p1\"}}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 422})
  void what_is_closed_just_now_is_no_clients_whole_chart(int status) throws EhrUnavailable {
    hasAGoal();
    var capabilities = abilities();
    capabilities.look(false);
    var chart = chart(capabilities);
    hospital.refused.put("GET Goal?", status);
    assertThatThrownBy(() -> chart.everythingOf(new PatientId("p1")))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("Goal just now")
        .hasMessageNotContaining("p1");
    hospital.refused.clear();
    assertThat(ids(chart.everythingOf(new PatientId("p1")))).contains("g1");
    hospital.refused.put("GET Goal?", status);
    for (int minutes = 0; minutes < 30; minutes += 10) {
      assertThat(catchThrowable(() -> chart.everythingOf(new PatientId("p1")))).isNotNull();
      now = now.plus(Duration.ofMinutes(10));
    }
    assertThat(ids(chart.everythingOf(new PatientId("p1")))).containsExactly("p1");
  }

  @Test
  void what_was_found_absent_twice_keeps_nobody_waiting() throws EhrUnavailable {
    hasAGoal();
    hospital.refused.put("GET CarePlan", 404);
    var capabilities = abilities();
    capabilities.look(false);
    assertThat(catchThrowable(() -> chart(capabilities).everythingOf(new PatientId("p1"))))
        .isNotNull();
    now = now.plus(Duration.ofMinutes(10));
    capabilities.look(false);
    assertThat(ids(chart(capabilities).everythingOf(new PatientId("p1")))).contains("g1");
  }

  @Test
  void what_was_deleted_while_the_history_was_closed_is_still_told_of() throws EhrUnavailable {
    hospital.put(appointment("a1", "p1", "booked"));
    hospital.put(appointment("a2", "p1", "booked"));
    var chart = chart();
    var first = after(round(chart, Feed.APPOINTMENTS, Bookmark.START));
    hospital.delete("Appointment", "a1");
    hospital.now = hospital.now.plusSeconds(3_600);
    hospital.put(appointment("a3", "p1", "booked"));
    hospital.once(line -> line.contains("_history"), 404);
    var second = after(round(chart, Feed.APPOINTMENTS, first));
    assertThat(entries(round(chart, Feed.APPOINTMENTS, second)))
        .filteredOn(entry -> entry.reading() instanceof Reading.Withdrawn)
        .extracting(entry -> entry.source().reference())
        .containsExactly("Appointment/a1");
  }

  @Test
  void more_pages_than_anybody_has_are_said_and_not_cut_off() {
    settings.with("ehr.page-size", "1");
    for (int n = 0; n < 1_001; n++) {
      hospital.put(appointment("a" + n, "p1", "booked"));
    }
    assertThatThrownBy(() -> chart().everythingOf(new PatientId("p1")))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("not all of it was read")
        .hasMessageContaining("attune.ehr.page-size");
  }
}
