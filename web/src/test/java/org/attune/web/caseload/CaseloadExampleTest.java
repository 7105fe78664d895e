package org.attune.web.caseload;

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
import java.util.Set;
import org.attune.caseload.CaseloadExamples;
import org.attune.caseload.CaseloadView;
import org.attune.catalogue.Catalogue;
import org.attune.web.shared.PlainJson;
import org.junit.jupiter.api.Test;

/**
 * The caseload that the page is tried with is what the server says today. With {@code
 * -Dwrite.docs=true} it is written anew.
 */
class CaseloadExampleTest {

  private static final Path FIXTURES = Path.of("src", "main", "web", "chart", "fixtures");

  private final Jsonb json = Objects.requireNonNull(new PlainJson().getContext(CaseloadView.class));

  @Test
  void the_caseload_that_the_page_is_tried_with_is_what_is_said_today() throws IOException {
    for (Locale locale : Catalogue.LANGUAGES) {
      isSaid("caseload." + locale, CaseloadExamples.example(locale));
      isSaid("supervision." + locale, CaseloadExamples.supervision(locale));
    }
  }

  private void isSaid(String name, Object said) throws IOException {
    var fixture = FIXTURES.resolve(name + ".json");
    var now = read(json.toJson(said));
    if (Boolean.getBoolean("write.docs")) {
      Files.writeString(fixture, pretty(now));
    }
    assertThat(read(Files.readString(fixture))).as(name).isEqualTo(now);
  }

  @Test
  void what_is_described_of_a_caseload_is_what_is_said() throws IOException {
    var schemas =
        read(Files.readString(Path.of("src/main/resources/org/attune/web/openapi.json")))
            .getJsonObject("components")
            .getJsonObject("schemas");
    var said = read(json.toJson(CaseloadExamples.example(Locale.ENGLISH)));
    var row = said.getJsonArray("rows").getJsonObject(0);
    assertThat(described(schemas, "Caseload")).isEqualTo(said.keySet());
    assertThat(described(schemas, "CaseloadRow")).isEqualTo(row.keySet());
    assertThat(described(schemas, "CaseloadSignal"))
        .isEqualTo(row.getJsonObject("signal").keySet());
    assertThat(described(schemas, "Sparkline")).isEqualTo(row.getJsonObject("alliance").keySet());
    var work = read(json.toJson(CaseloadExamples.supervision(Locale.ENGLISH)));
    assertThat(described(schemas, "Supervision")).isEqualTo(work.keySet());
    assertThat(described(schemas, "SupervisionCourse"))
        .isEqualTo(work.getJsonArray("courses").getJsonObject(0).keySet());
  }

  private static Set<String> described(JsonObject schemas, String name) {
    return schemas.getJsonObject(name).getJsonObject("properties").keySet();
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
