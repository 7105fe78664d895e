package org.attune.web.publication;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.web.publication.EveryEndpoint.Endpoint;
import org.junit.jupiter.api.Test;

class DescriptionResourceTest {

  private static final Set<String> VERBS = Set.of("get", "post", "put", "delete");

  private final JsonObject description = read(DescriptionResource.FILE);

  @Test
  void every_endpoint_is_described_and_nothing_else() {
    assertThat(described())
        .isEqualTo(
            EveryEndpoint.all().stream()
                .map(Endpoint::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Set<String> described() {
    return description.getJsonObject("paths").entrySet().stream()
        .flatMap(
            path ->
                path.getValue().asJsonObject().keySet().stream()
                    .filter(VERBS::contains)
                    .map(verb -> verb.toUpperCase(Locale.ROOT) + " " + path.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void what_needs_an_open_chart_caseload_or_worklist_is_said_to_need_it() {
    for (Endpoint endpoint : EveryEndpoint.all()) {
      var said =
          description
              .getJsonObject("paths")
              .getJsonObject(endpoint.path())
              .getJsonObject(endpoint.verb().toLowerCase(Locale.ROOT))
              .getJsonArray("security");
      var chart = said.stream().anyMatch(each -> each.asJsonObject().containsKey("chart"));
      assertThat(chart).as(endpoint.toString()).isEqualTo(endpoint.needsChart());
      var caseload = said.stream().anyMatch(each -> each.asJsonObject().containsKey("caseload"));
      assertThat(caseload).as(endpoint.toString()).isEqualTo(endpoint.needsCaseload());
      var worklist = said.stream().anyMatch(each -> each.asJsonObject().containsKey("worklist"));
      assertThat(worklist).as(endpoint.toString()).isEqualTo(endpoint.needsWorklist());
    }
  }

  @Test
  void everything_for_clinicians_needs_an_open_chart() {
    var forClinicians =
        EveryEndpoint.all().stream()
            .filter(each -> each.owner().getPackageName().equals("org.attune.web.clinician"))
            .toList();
    assertThat(forClinicians).hasSizeGreaterThan(8).allMatch(Endpoint::needsChart);
  }

  @Test
  void everything_about_a_caseload_needs_an_open_caseload_and_no_chart() {
    var forTherapists =
        EveryEndpoint.all().stream()
            .filter(each -> each.owner().getPackageName().equals("org.attune.web.caseload"))
            .toList();
    assertThat(forTherapists)
        .hasSizeGreaterThan(2)
        .allMatch(Endpoint::needsCaseload)
        .noneMatch(Endpoint::needsChart);
  }

  @Test
  void everything_for_coordinators_needs_an_open_worklist_and_nothing_else() {
    var forCoordinators =
        EveryEndpoint.all().stream()
            .filter(each -> each.owner().getPackageName().equals("org.attune.web.coordinator"))
            .toList();
    assertThat(forCoordinators)
        .isNotEmpty()
        .allMatch(Endpoint::needsWorklist)
        .noneMatch(Endpoint::needsChart)
        .noneMatch(Endpoint::needsCaseload);
  }

  @Test
  void what_is_described_of_a_chart_is_what_is_said() {
    var example = read("/org/attune/web/chart-example.json");
    assertThat(described("Chart")).isEqualTo(example.keySet());
    assertThat(described("Trend")).isEqualTo(example.getJsonObject("trend").keySet());
    var trend = example.getJsonObject("trend");
    Stream.of("Series:series", "Session:sessions", "Mark:marks")
        .map(each -> each.split(":", -1))
        .forEach(
            each ->
                assertThat(described(each[0]))
                    .isEqualTo(trend.getJsonArray(each[1]).getJsonObject(0).keySet()));
    var signal = example.getJsonArray("signals").getJsonObject(1);
    assertThat(described("Signal")).isEqualTo(signal.keySet());
    assertThat(described("Rule")).isEqualTo(signal.getJsonObject("rule").keySet());
    assertThat(described("Evidence"))
        .isEqualTo(signal.getJsonArray("evidence").getJsonObject(0).keySet());
    assertThat(described("Suggestion"))
        .isEqualTo(signal.getJsonArray("suggestions").getJsonObject(0).keySet());
  }

  private Set<String> described(String schema) {
    return description
        .getJsonObject("components")
        .getJsonObject("schemas")
        .getJsonObject(schema)
        .getJsonObject("properties")
        .keySet();
  }

  private static JsonObject read(String resource) {
    try (var reader =
        Json.createReader(
            Objects.requireNonNull(
                DescriptionResourceTest.class.getResourceAsStream(resource), resource))) {
      return reader.readObject();
    }
  }
}
