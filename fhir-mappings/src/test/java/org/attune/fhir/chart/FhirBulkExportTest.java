package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportState;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.therapy.Reading;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FhirBulkExportTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final String OFFERED =
      """
      {"resourceType":"CapabilityStatement","fhirVersion":"4.0.1",\
      "rest":[{"mode":"server","operation":[{"name":"export","definition":"x"}]}]}\
      """;

  private final StubEhr hospital = new StubEhr();
  private SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.largest-resource-kb", "16");

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private FhirBulkExport export() {
    var ehr = new EhrClient(settings, FHIR);
    var capabilities = new Capabilities(ehr, FHIR, settings, Clock.systemUTC());
    capabilities.look(true);
    return new FhirBulkExport(
        ehr,
        new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR),
        new CancellationTimes(settings, ehr),
        new FlaggedSignals(ehr, FHIR),
        capabilities,
        settings);
  }

  private String status() {
    return hospital.base() + "/status/1";
  }

  private void statusSays(int code, String body, Map<String, String> headers) {
    hospital.once(new StubEhr.Fault(line -> line.startsWith("GET status/1"), code, body, headers));
  }

  @Test
  void nothing_is_asked_for_where_no_export_is_offered_or_wanted() throws EhrUnavailable {
    assertThat(export().begin(EnumSet.allOf(Feed.class), Instant.EPOCH)).isEmpty();
    hospital.statement = OFFERED;
    settings = settings.with("ehr.export", "never");
    assertThat(export().begin(EnumSet.allOf(Feed.class), Instant.EPOCH)).isEmpty();
    settings = settings.with("ehr.export", "Group/7");
    assertThat(export().begin(EnumSet.allOf(Feed.class), Instant.EPOCH)).isEmpty();
    assertThat(hospital.asked).noneMatch(line -> line.contains("$export"));
  }

  @Test
  void only_types_that_are_read_as_a_whole_are_exported() throws EhrUnavailable {
    hospital.statement = OFFERED;
    hospital.once(
        new StubEhr.Fault(
            line -> line.contains("$export"), 202, "", Map.of("Content-Location", status())));
    var begun =
        export()
            .begin(
                Set.of(Feed.APPOINTMENTS, Feed.OBSERVATIONS, Feed.TASKS, Feed.COMMUNICATIONS),
                Instant.EPOCH);
    assertThat(begun).contains(new ExportState.Begun(status(), Set.of(Feed.APPOINTMENTS)));
    assertThat(hospital.asked)
        .filteredOn(line -> line.contains("$export"))
        .singleElement()
        .asString()
        .endsWith("_type=Appointment");
  }

  @Test
  void an_export_that_is_refused_is_not_asked_for_again() throws EhrUnavailable {
    hospital.statement = OFFERED;
    hospital.once(line -> line.contains("$export"), 403);
    var export = export();
    assertThat(export.begin(Set.of(Feed.APPOINTMENTS), Instant.EPOCH))
        .hasValueSatisfying(state -> assertThat(state).isInstanceOf(ExportState.Refused.class));
    assertThat(export.begin(Set.of(Feed.APPOINTMENTS), Instant.EPOCH)).isEmpty();
  }

  @Test
  void of_a_night_only_what_was_changed_since_is_asked_for() throws EhrUnavailable {
    hospital.statement = OFFERED;
    hospital.once(
        new StubEhr.Fault(
            line -> line.contains("$export"), 202, "", Map.of("Content-Location", status())));
    export()
        .begin(Set.of(Feed.APPOINTMENTS, Feed.TASKS), Instant.parse("2026-03-01T12:00:00.123456Z"));
    assertThat(hospital.asked)
        .filteredOn(line -> line.contains("$export"))
        .singleElement()
        .asString()
        .matches(".*_type=Appointment&_since=2026-03-01T12(:|%3A)00(:|%3A)00Z");
  }

  @Test
  void a_moment_that_is_refused_does_not_mean_that_there_is_no_export() throws EhrUnavailable {
    hospital.statement = OFFERED;
    hospital.once(line -> line.contains("$export"), 400);
    hospital.once(
        new StubEhr.Fault(
            line -> line.contains("$export"), 202, "", Map.of("Content-Location", status())));
    var export = export();
    assertThat(export.begin(Set.of(Feed.APPOINTMENTS), Instant.parse("2026-03-01T12:00:00Z")))
        .hasValueSatisfying(state -> assertThat(state).isInstanceOf(ExportState.Refused.class));
    assertThat(export.begin(Set.of(Feed.APPOINTMENTS), Instant.EPOCH))
        .hasValueSatisfying(state -> assertThat(state).isInstanceOf(ExportState.Begun.class));
  }

  @Test
  void whether_a_manifest_tells_of_deletions_is_told_from_there_being_none() throws EhrUnavailable {
    var manifest = "{\"transactionTime\":\"2026-03-01T12:00:00Z\",\"output\":[]%s}";
    statusSays(200, manifest.formatted(",\"deleted\":[]"), Map.of());
    assertThat(export().look(status()))
        .matches(one -> ((ExportState.Ready) one).tellsOfDeletions());
    statusSays(200, manifest.formatted(""), Map.of());
    assertThat(export().look(status()))
        .matches(one -> !((ExportState.Ready) one).tellsOfDeletions());
  }

  @Test
  void it_waits_as_long_as_it_is_asked_to() throws EhrUnavailable {
    statusSays(202, "", Map.of("Retry-After", "120"));
    assertThat(export().look(status())).isEqualTo(new ExportState.Waiting(Duration.ofMinutes(2)));
    statusSays(429, "{}", Map.of("Retry-After", "7"));
    assertThat(export().look(status())).isEqualTo(new ExportState.Waiting(Duration.ofSeconds(7)));
    statusSays(202, "", Map.of());
    assertThat(export().look(status())).isEqualTo(new ExportState.Waiting(Duration.ofSeconds(10)));
  }

  @Test
  void a_passing_fault_is_told_from_one_that_stays() throws EhrUnavailable {
    statusSays(503, "", Map.of());
    assertThatThrownBy(() -> export().look(status())).isInstanceOf(EhrUnavailable.class);
    statusSays(
        500,
        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"transient\"}]}",
        Map.of());
    assertThatThrownBy(() -> export().look(status())).isInstanceOf(EhrUnavailable.class);
    statusSays(
        500,
        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"code\":\"exception\"}]}",
        Map.of());
    assertThat(export().look(status())).isInstanceOf(ExportState.Refused.class);
    statusSays(404, "", Map.of());
    assertThat(export().look(status())).isEqualTo(new ExportState.Gone());
    statusSays(200, "<html>", Map.of());
    assertThat(export().look(status())).isInstanceOf(ExportState.Refused.class);
  }

  @Test
  void a_manifest_names_the_files_and_as_of_when_they_are() throws EhrUnavailable {
    statusSays(
        200,
"""
{"transactionTime":"2026-03-01T12:00:00Z","requiresAccessToken":false,
 "output":[{"type":"Appointment","url":"http://files/1","count":3},{"type":"Patient","url":"http://files/2"},
           {"type":"Media","url":"http://files/3"}],
 "deleted":[{"type":"Bundle","url":"http://files/4"}],"error":[{"type":"OperationOutcome","url":"http://files/5"}]}\
""",
        Map.of());
    var asOf = Instant.parse("2026-03-01T11:59:00Z");
    assertThat(export().look(status()))
        .isEqualTo(
            new ExportState.Ready(
                List.of(
                    new ExportedFile(Feed.APPOINTMENTS, "http://files/1", false, false, asOf, 3L),
                    new ExportedFile(Feed.PATIENTS, "http://files/2", false, false, asOf, null),
                    new ExportedFile(Feed.PATIENTS, "http://files/4", false, true, asOf, null)),
                1,
                Instant.parse("2026-03-01T12:00:00Z"),
                true));
  }

  private ExportedFile file(String address) {
    return new ExportedFile(Feed.GOALS, address, false, false, Instant.EPOCH, null);
  }

  @Test
  void lines_are_read_one_by_one_and_what_is_broken_or_too_long_is_a_gap_of_its_own()
      throws EhrUnavailable {
    var goal =
        "{\"resourceType\":\"Goal\",\"id\":\"%s\",\"lifecycleStatus\":\"active\","
            + "\"description\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/7\"}}";
    var body =
        String.join(
            "\n",
            goal.formatted("g1"),
            "{\"resourceType\":\"Goal\",\"id\":\"g2\",",
            "",
            goal.formatted("g3").replace("\"x\"", "\"" + "y".repeat(40_000) + "\""),
            goal.formatted("g4"));
    hospital.once(new StubEhr.Fault(line -> line.startsWith("GET file/1"), 200, body, Map.of()));
    try (var lines = export().open(file(hospital.base() + "/file/1"), 1).orElseThrow()) {
      var first = lines.next(3);
      assertThat(first.lines()).isEqualTo(3);
      assertThat(first.last()).isFalse();
      assertThat(first.entries()).hasSize(2);
      assertThat(first.entries()).allMatch(entry -> entry.reading() instanceof Reading.Gap);
      var rest = lines.next(3);
      assertThat(rest.last()).isTrue();
      assertThat(rest.entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry.source().id()).isEqualTo("g4"));
    }
  }

  @Test
  void a_file_elsewhere_is_fetched_only_from_a_host_that_was_named() {
    assertThatThrownBy(() -> export().open(file("http://files.example:9/1"), 0))
        .isInstanceOf(EhrUnavailable.class);
    assertThat(hospital.asked).noneMatch(line -> line.contains("/1"));
  }

  @Test
  void a_file_that_is_gone_is_told_from_an_ehr_that_is_silent() throws EhrUnavailable {
    assertThat(export().open(file(hospital.base() + "/file/1"), 0)).isEmpty();
    hospital.once(line -> line.startsWith("GET file/1"), 503);
    assertThatThrownBy(() -> export().open(file(hospital.base() + "/file/1"), 0))
        .isInstanceOf(EhrUnavailable.class);
  }
}
