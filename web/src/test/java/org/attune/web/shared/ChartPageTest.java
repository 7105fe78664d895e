package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What must hold for the sources of the chart's page, whoever looks at it. */
class ChartPageTest {

  private static final Path PAGE = Path.of("src/main/web/chart");
  private static final Path BUNDLE = Path.of("target/bundles/chart");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern UNKIND =
      Pattern.compile(
          "resist|complian|refus|\\bpoor|difficult (client|patient)|unmotivated|uncooperative"
              + "|manipulat|attention.seeking|failed to|widerst|verweiger|schwierig",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, String> english = texts("en");
  private final Map<String, String> german = texts("de");

  @Test
  void every_language_has_every_text_with_the_same_places_in_it() {
    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(german.values()).noneMatch(String::isBlank);
    english.forEach(
        (key, text) ->
            assertThat(places(german.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
  }

  @Test
  void every_text_that_is_asked_for_is_written_and_every_text_that_is_written_is_asked_for()
      throws IOException {
    var asked = all(modules(), "[`']([a-z][\\w-]*(?:\\.(?:[\\w-]+|\\$\\{[^}]*}))*)[`']");
    asked.addAll(all(paper(), "\"([a-z][\\w-]*(?:\\.[\\w-]+)+)\""));
    var whole =
        asked.stream()
            .filter(text -> !text.contains("${"))
            .filter(
                text -> english.keySet().stream().anyMatch(key -> first(key).equals(first(text))))
            .filter(text -> text.contains(".") && !text.contains("/"))
            .filter(text -> !english.containsKey(text) && !english.containsKey(text + ".other"))
            .toList();
    assertThat(whole).as("asked for and not written").isEmpty();
    var shapes = asked.stream().map(ChartPageTest::shape).map(Pattern::compile).toList();
    assertThat(english.keySet())
        .as("written and never asked for")
        .allMatch(
            key ->
                shapes.stream()
                    .anyMatch(
                        shape ->
                            shape.matcher(key).matches()
                                || shape.matcher(key.replaceAll("\\.(one|other)$", "")).matches()));
  }

  @Test
  void the_texts_speak_of_the_work_and_never_against_the_person() {
    assertThat(english.values()).noneMatch(text -> UNKIND.matcher(text).find());
    assertThat(german.values()).noneMatch(text -> UNKIND.matcher(text).find());
  }

  @Test
  void every_problem_that_can_close_the_page_has_a_title_and_a_text() {
    for (var name :
        List.of(
            "chart-closed",
            "launch-used",
            "launch-refused",
            "launch-expired",
            "not-this-patient",
            "not-yours",
            "no-such-signal",
            "someone-was-faster",
            "not-understood",
            "ehr-silent",
            "not-in-scope",
            "closed-to-attune",
            "reason-needed")) {
      assertThat(english).containsKeys("problem." + name + ".title", "problem." + name + ".text");
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
  void the_page_also_runs_from_right_to_left() throws IOException {
    assertThat(Files.readString(PAGE.resolve("chart.css")))
        .doesNotContainPattern("(margin|padding|border)-(left|right|top|bottom)")
        .doesNotContainPattern("[;{\\s](left|right|top|bottom|width|height):")
        .doesNotContainPattern("text-align: (left|right)|float: (left|right)");
  }

  @Test
  void the_page_is_small() throws IOException {
    assertThat(zipped(BUNDLE.resolve("chart.js"))).isBetween(5_000, 60_000);
    assertThat(zipped(BUNDLE.resolve("chart.css"))).isBetween(1_000, 10_000);
  }

  @Test
  void the_fixtures_follow_the_texts_of_the_page() throws IOException {
    try (var files = Files.list(PAGE.resolve("fixtures"))) {
      for (var file : files.toList()) {
        var fixture = new ObjectMapper().readTree(file.toFile());
        for (JsonNode session : fixture.path("trend").path("sessions")) {
          assertThat(english).containsKey("session." + session.path("outcome").asText());
        }
        for (JsonNode mark : fixture.path("trend").path("marks")) {
          assertThat(english).containsKey("mark." + mark.path("kind").asText());
        }
      }
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
      var modules = files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
      var all = new StringBuilder();
      for (var module : modules) {
        all.append(Files.readString(module)).append('\n');
      }
      return all.toString();
    }
  }

  /** Paper speaks in the words of the page. */
  private static String paper() throws IOException {
    var papers = Path.of("src/main/java/org/attune/web/paper");
    return Files.readString(papers.resolve("ChartPaper.java"))
        + Files.readString(papers.resolve("WhoItIs.java"));
  }

  private static Set<String> all(String source, String pattern) {
    return Pattern.compile(pattern)
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String first(String key) {
    return key.replaceAll("\\..*", "");
  }

  /** A key with something put into it, as a pattern of the keys it may become. */
  private static String shape(String asked) {
    return Pattern.compile("\\$\\{[^}]*}")
        .splitAsStream(asked + " ")
        .map(part -> Pattern.quote(part.strip()))
        .collect(Collectors.joining("[\\w-]+"));
  }

  private static int zipped(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      Files.copy(file, zip);
    }
    return bytes.size();
  }
}
