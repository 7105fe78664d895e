package org.attune.web.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.attune.ehr.FormSheet;
import org.attune.ehr.FormSheet.Item;
import org.attune.ehr.FormSheet.Kind;
import org.attune.ehr.FormSheet.Option;
import org.attune.ehr.FormSheet.Scale;
import org.attune.web.shared.Answers;
import org.attune.web.shared.SheetJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for the page on which clients fill forms, and for what it sends and is sent. */
class FormPageTest {

  private static final Path PAGE = Path.of("src/main/web/form");
  private static final Path BUNDLE = Path.of("target/bundles/form");
  private static final Pattern UNKIND =
      Pattern.compile(
          "resist|complian|refus|\\bpoor|unmotivated|failed to|widerst|verweiger|schwierig|you must"
              + "|sie müssen",
          Pattern.CASE_INSENSITIVE);

  @Test
  void every_language_has_every_text() {
    var english = texts("en");
    var german = texts("de");
    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(german.values()).noneMatch(String::isBlank);
    assertThat(english.values()).noneMatch(text -> UNKIND.matcher(text).find());
    assertThat(german.values()).noneMatch(text -> UNKIND.matcher(text).find());
  }

  @Test
  void every_text_is_asked_for() throws IOException {
    var modules = modules();
    for (var key : texts("en").keySet()) {
      var ending = key.replaceAll(".*\\.(title|text)$", "}.$1");
      assertThat(modules)
          .as(key)
          .satisfiesAnyOf(
              all -> assertThat(all).contains("'" + key + "'"),
              all -> assertThat(all).contains("${name" + ending + "`"),
              all -> assertThat(all).contains("`" + key.replaceFirst("[a-z-]+$", "") + "${"));
    }
  }

  @Test
  void nothing_is_kept_in_the_browser_and_nothing_is_written_past_the_policy() throws IOException {
    assertThat(modules())
        .doesNotContainPattern("localStorage|sessionStorage|indexedDB|document\\.cookie")
        .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG")
        .doesNotContainPattern("\\beval\\(|new Function|style=|<style|\\.cssText")
        .doesNotContainPattern("https?://(?!\\\\)");
    assertThat(Files.readString(PAGE.resolve("index.html")))
        .doesNotContain("<style")
        .doesNotContain("style=\"")
        .doesNotContainPattern("<script(?![^>]*src=)")
        .contains("default-src 'none'");
  }

  @Test
  void the_page_knows_no_chart() throws IOException {
    assertThat(modules()).doesNotContain("chart-session", "api/chart", "'chart", "../chart");
  }

  @Test
  void the_page_also_runs_from_right_to_left_and_nothing_moves() throws IOException {
    assertThat(Files.readString(PAGE.resolve("form.css")))
        .doesNotContainPattern("(margin|padding|border)-(left|right|top|bottom)")
        .doesNotContainPattern("[;{\\s](left|right|top|bottom|width|height):")
        .doesNotContainPattern("text-align: (left|right)|float: (left|right)")
        .doesNotContainPattern("transition|animation");
  }

  @Test
  void the_page_is_small() throws IOException {
    assertThat(zipped(BUNDLE.resolve("form.js"))).isBetween(5_000, 20_000);
    assertThat(zipped(BUNDLE.resolve("form.css"))).isBetween(500, 4_000);
  }

  @Test
  void the_page_reads_the_form_as_the_server_writes_it() throws IOException {
    var rating = new Item("mood", Kind.RATING, "How?", new Scale(0, 10, "low", "well"), List.of());
    var choice =
        new Item("audience", Kind.CHOICE, "Who?", null, List.of(new Option("care-team", "All")));
    var written =
        SheetJson.of(
                new FormSheet("client-check-in", "en", "Title", List.of(rating, choice), List.of()),
                List.of("mood"))
            .build();
    var fixture = json(Files.readString(PAGE.resolve("fixtures/check-in.en.json")));
    assertThat(written.keySet()).isEqualTo(fixture.keySet());
    assertThat(item(written, 0).keySet()).isEqualTo(item(fixture, 0).keySet());
    assertThat(item(written, 1).keySet()).isEqualTo(item(fixture, 20).keySet());
    assertThat(item(written, 0).getBoolean("first")).isTrue();
    assertThat(item(written, 1).getBoolean("first")).isFalse();
  }

  @Test
  void answers_are_lists_of_words_by_item() {
    assertThat(understood("{\"answers\":{\"mood\":[\"7\"],\"fit\":[\"too-fast\",\"a\"]}}"))
        .isEqualTo(Map.of("mood", List.of("7"), "fit", List.of("too-fast", "a")));
    assertThat(understood("{\"answers\":{}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"answers\":[]}",
        "{\"answers\":{\"mood\":7}}",
        "{\"answers\":{\"mood\":[7]}}",
        "{\"answers\":{\"mood\":[null]}}",
        "{\"answers\":{\"mood\":[\"I am angry\"]}}",
        "{\"answers\":{\"what I think\":[\"7\"]}}"
      })
  void whatever_else_is_sent_is_not_understood(String body) {
    assertThat(Answers.understood(json(body))).isEmpty();
  }

  private static Map<String, List<String>> understood(String body) {
    return Answers.understood(json(body)).orElseThrow().byItem();
  }

  private static JsonObject item(JsonObject form, int number) {
    return form.getJsonArray("items").getJsonObject(number);
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static Map<String, String> texts(String language) {
    try {
      Map<String, String> texts = new TreeMap<>();
      new ObjectMapper()
          .readTree(PAGE.resolve("texts/" + language + ".json").toFile())
          .properties()
          .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
      return texts;
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static String modules() throws IOException {
    try (var files = Files.list(PAGE)) {
      var all = new StringBuilder();
      for (var module : files.filter(file -> file.toString().endsWith(".js")).sorted().toList()) {
        all.append(Files.readString(module)).append('\n');
      }
      return all.toString();
    }
  }

  private static int zipped(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      Files.copy(file, zip);
    }
    return bytes.size();
  }
}
