package org.attune.web.clinician;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.chart.ChartGoalsView;
import org.attune.chart.ChartGoalsView.CourseGoals;
import org.attune.chart.ChartGoalsView.GoalSignal;
import org.attune.chart.ChartView;
import org.attune.chart.Charts;
import org.attune.web.shared.PlainJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The example that the page is tried with is what the server says today. With {@code
 * -Dwrite.docs=true} it is written anew.
 */
class ChartExampleTest {

  private static final Path EXAMPLE =
      Path.of("src", "test", "resources", "org", "attune", "web", "chart-example.json");

  private static final Path FIXTURES = Path.of("src", "main", "web", "chart", "fixtures");

  private final Jsonb json = Objects.requireNonNull(new PlainJson().getContext(ChartView.class));

  @Test
  void the_example_of_a_chart_is_what_is_said_today() throws IOException {
    var said = read(json.toJson(Charts.example(Locale.ENGLISH)));
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(EXAMPLE, pretty(said));
    }
    assertThat(read(Files.readString(EXAMPLE))).isEqualTo(said);
  }

  @Test
  void what_is_not_known_is_said_to_be_null() {
    var signal =
        read(json.toJson(Charts.example(Locale.ENGLISH))).getJsonArray("signals").getJsonObject(0);
    assertThat(signal.isNull("snoozedUntil")).isTrue();
    assertThat(signal.getString("since")).endsWith("Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"goals.en", "goals.de"})
  void what_the_page_of_goals_is_tried_with_can_be_said_by_the_server(String name)
      throws IOException {
    var fixture = read(Files.readString(FIXTURES.resolve(name + ".json")));
    var said = json.fromJson(fixture.toString(), ChartGoalsView.class);
    assertThat(read(json.toJson(said))).isEqualTo(fixture);
  }

  @Test
  void what_is_described_of_the_goals_of_a_chart_is_what_is_said() throws IOException {
    var described =
        read(Files.readString(Path.of("src/main/resources/org/attune/web/openapi.json")))
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("ChartGoals")
            .getJsonObject("properties");
    assertThat(described.keySet()).isEqualTo(components(ChartGoalsView.class));
    var course = items(described, "courses");
    assertThat(course.keySet()).isEqualTo(components(CourseGoals.class));
    assertThat(items(course, "signals").keySet()).isEqualTo(components(GoalSignal.class));
  }

  private static JsonObject items(JsonObject properties, String name) {
    return properties.getJsonObject(name).getJsonObject("items").getJsonObject("properties");
  }

  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static JsonObject read(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static String pretty(JsonObject object) {
    var text = new StringWriter();
    var pretty = Map.<String, Object>of(JsonGenerator.PRETTY_PRINTING, true);
    try (var writer = Json.createWriterFactory(pretty).createWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().strip() + "\n";
  }
}
