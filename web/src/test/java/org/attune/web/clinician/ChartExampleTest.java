package org.attune.web.clinician;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.attune.chart.ChartView;
import org.attune.chart.Charts;
import org.attune.web.shared.PlainJson;
import org.junit.jupiter.api.Test;

/**
 * The example that the page is tried with is what the server says today. With {@code
 * -Dwrite.docs=true} it is written anew.
 */
class ChartExampleTest {

  private static final Path EXAMPLE =
      Path.of("src", "test", "resources", "org", "attune", "web", "chart-example.json");

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
