package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must hold for the sources of the chart's page, whoever looks at it. */
class ChartPageTest {

  private static final Path BUNDLE = Path.of("target/bundles/chart");

  private final PageSources page =
      new PageSources(Path.of("src/main/web/chart"), "texts", "chart-texts", "goal-texts");

  @Test
  void every_language_has_every_text_with_the_same_places_in_it() {
    page.everyLanguageHasEveryTextWithTheSamePlacesInIt();
  }

  @Test
  void every_text_that_is_asked_for_is_written_and_every_text_that_is_written_is_asked_for()
      throws IOException {
    var asked = page.asked();
    asked.addAll(PageSources.all(paper(), "\"([a-z][\\w-]*(?:\\.[\\w-]+)+)\""));
    PageSources.whatIsAskedForIsWritten(asked, page.keys());
    PageSources.whatIsWrittenIsAskedFor(page.keys(), asked);
  }

  @Test
  void the_texts_speak_of_the_work_and_never_against_the_person() {
    page.theTextsSpeakOfTheWorkAndNeverAgainstThePerson();
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
      assertThat(page.keys()).contains("problem." + name + ".title", "problem." + name + ".text");
    }
  }

  @Test
  void nothing_is_kept_in_the_browser_and_nothing_is_written_past_the_policy() throws IOException {
    page.nothingIsKeptInTheBrowserAndNothingIsWrittenPastThePolicy();
  }

  @Test
  void the_page_also_runs_from_right_to_left() throws IOException {
    page.alsoRunsFromRightToLeft("chart.css");
    page.alsoRunsFromRightToLeft("goals.css");
  }

  @Test
  void the_page_is_small() throws IOException {
    assertThat(PageSources.zipped(BUNDLE.resolve("chart.js"))).isBetween(5_000, 60_000);
    assertThat(PageSources.zipped(BUNDLE.resolve("chart.css"))).isBetween(1_000, 10_000);
  }

  @Test
  void the_fixtures_follow_the_texts_of_the_page() throws IOException {
    try (var files = Files.list(page.file("fixtures"))) {
      for (var file : files.toList()) {
        var fixture = new ObjectMapper().readTree(file.toFile());
        for (JsonNode session : fixture.path("trend").path("sessions")) {
          assertThat(page.keys()).contains("session." + session.path("outcome").asText());
        }
        for (JsonNode mark : fixture.path("trend").path("marks")) {
          assertThat(page.keys()).contains("mark." + mark.path("kind").asText());
        }
      }
    }
  }

  /** Paper speaks in the words of the page. */
  private static String paper() throws IOException {
    var papers = Path.of("src/main/java/org/attune/web/paper");
    return Files.readString(papers.resolve("ChartPaper.java"))
        + Files.readString(papers.resolve("WhoItIs.java"));
  }
}
