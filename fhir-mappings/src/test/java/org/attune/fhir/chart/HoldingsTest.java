package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.ClientWithClock;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldingsTest {

  private static final FhirR4 FHIR = new FhirR4();

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital().with("ehr.base-url", hospital.base());

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirChart chart() {
    var ehr = new EhrClient(settings, FHIR);
    return new FhirChart(
        ehr,
        new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR),
        new CancellationTimes(settings, ehr),
        new FlaggedSignals(ehr, FHIR),
        new Capabilities(ehr, FHIR, settings, Clock.systemUTC()),
        settings);
  }

  /** The same beside a clock. */
  private FhirChart chart(Instant now) {
    var clock = Clock.fixed(now, ZoneOffset.UTC);
    var ehr = ClientWithClock.of(settings, FHIR, clock);
    return new FhirChart(
        ehr,
        new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR),
        new CancellationTimes(settings, ehr),
        new FlaggedSignals(ehr, FHIR),
        new Capabilities(ehr, FHIR, settings, clock),
        settings);
  }

  private void word(String id) {
    hospital.put(
        """
        {"resourceType":"Communication","id":"%s","status":"completed",\
        "subject":{"reference":"Patient/p0"},"sender":{"reference":"Patient/p0"},\
        "recipient":[{"reference":"Practitioner/t1"}],"sent":"2026-03-02T10:00:00Z"}\
        """
            .formatted(id));
  }

  private static List<String> messages(List<ChartEntry> entries) {
    return entries.stream()
        .map(entry -> entry.source().reference())
        .filter(each -> each.startsWith("Communication/"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void of_messages_a_year_is_read_whoever_is_read_and_nothing_before(boolean knowsNoDates)
      throws EhrUnavailable {
    hospital.ignoresDates = knowsNoDates;
    admit("p0", 1);
    hospital.now = Instant.parse("2025-03-01T08:00:00Z");
    word("old");
    hospital.now = Instant.parse("2026-03-01T08:00:00Z");
    word("new");
    var chart = chart(Instant.parse("2026-03-02T08:00:00Z"));
    var holdings = chart.holdings(patients(0, 1), entry -> true);
    assertThat(messages(holdings.entries())).containsExactly("Communication/new");
    assertThat(holdings.since())
        .containsOnly(Map.entry("Communication", Instant.parse("2025-03-02T00:00:00Z")));
    assertThat(messages(chart.everythingOf(new PatientId("p0"))))
        .containsExactly("Communication/new");
    assertThat(hospital.asked)
        .filteredOn(line -> line.startsWith("GET Communication"))
        .hasSize(2)
        .allMatch(line -> line.contains("_lastUpdated=ge2025-03-02T00:00:00Z"));
  }

  @Test
  void where_a_site_leaves_messages_alone_nothing_of_them_is_to_be_kept() throws EhrUnavailable {
    settings.without("fhir.communications");
    admit("p0", 1);
    assertThat(chart().holdings(patients(0, 1), entry -> true).since())
        .containsOnly(Map.entry("Communication", Instant.MAX));
  }

  private void admit(String patient, int sessions) {
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\"}");
    for (int n = 0; n < sessions; n++) {
      hospital.put(
          """
          {"resourceType":"Appointment","id":"%s-%d","status":"%s","serviceType":[{"coding":[{"system":"%s",\
          "code":"psychotherapy-individual"}]}],"start":"2026-03-02T10:00:00Z",\
          "participant":[{"actor":{"reference":"Patient/%s"}}]}\
          """
              .formatted(
                  patient, n, n == 0 ? "cancelled" : "booked", SiteSettings.SERVICE, patient));
    }
  }

  private static List<PatientId> patients(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> new PatientId("p" + n)).toList();
  }

  @Test
  void two_hundred_charts_cost_a_request_of_each_type_for_each_twenty_five_and_the_further_pages()
      throws EhrUnavailable {
    for (int n = 0; n < 200; n++) {
      admit("p" + n, 2);
    }
    var chart = chart();
    int entries = 0;
    for (int n = 0; n < 200; n += 25) {
      entries += chart.holdings(patients(n, n + 25), entry -> true).entries().size();
    }
    assertThat(entries).isEqualTo(600);
    assertThat(hospital.asked).hasSize(200 / 25 * Feed.values().length);
  }

  @Test
  void what_an_export_told_is_not_asked_for_and_nothing_is_missed_of_it() throws EhrUnavailable {
    admit("p0", 2);
    var holdings = chart().holdings(patients(0, 1), Set.of(Feed.TASKS, Feed.GOALS), entry -> true);
    assertThat(holdings.types()).containsExactlyInAnyOrder("Task", "Goal");
    assertThat(holdings.entries()).isEmpty();
    assertThat(hospital.asked).hasSize(2).noneMatch(line -> line.contains("Appointment"));
  }

  @Test
  void of_what_is_known_nothing_more_is_asked_and_of_news_everything() throws EhrUnavailable {
    settings.with("fhir.cancelled-at-history", "true");
    admit("p0", 2);
    chart().holdings(patients(0, 1), entry -> true);
    assertThat(hospital.asked).noneMatch(line -> line.contains("_history"));
    chart().holdings(patients(0, 1), entry -> false);
    assertThat(hospital.asked).anyMatch(line -> line.startsWith("GET Appointment/p0-0/_history"));
  }

  @Test
  void an_ehr_that_takes_one_client_at_a_time_is_asked_so() throws EhrUnavailable {
    admit("p0", 1);
    admit("p1", 1);
    hospital.once(line -> line.contains("Appointment?patient="), 400);
    hospital.once(line -> line.contains("Appointment?actor="), 400);
    var holdings = chart().holdings(patients(0, 2), entry -> true);
    assertThat(holdings.entries())
        .extracting(entry -> entry.source().reference())
        .contains("Appointment/p0-0", "Appointment/p1-0", "Patient/p0", "Patient/p1");
    assertThat(hospital.asked)
        .filteredOn(line -> line.startsWith("GET Appointment?patient="))
        .hasSize(3);
  }

  @Test
  void of_a_feed_that_is_closed_to_us_nothing_is_claimed() throws EhrUnavailable {
    admit("p0", 1);
    hospital.once(line -> line.contains("Task?"), 403);
    assertThat(chart().holdings(patients(0, 1), entry -> true).types())
        .contains("Appointment", "Goal")
        .doesNotContain("Task");
  }

  @Test
  void gone_is_what_the_ehr_says_is_gone_and_not_what_it_does_not_say() throws EhrUnavailable {
    admit("p0", 2);
    hospital.delete("Appointment", "p0-1");
    var answers = new ArrayList<Boolean>();
    for (String id : List.of("p0-0", "p0-1", "never")) {
      answers.add(chart().holds(new Source("Appointment", id, null)));
    }
    assertThat(answers).containsExactly(true, false, false);
    hospital.once(line -> line.endsWith("p0-0"), 500);
    assertThatThrownBy(() -> chart().holds(new Source("Appointment", "p0-0", null)))
        .isInstanceOf(EhrUnavailable.class);
  }
}
