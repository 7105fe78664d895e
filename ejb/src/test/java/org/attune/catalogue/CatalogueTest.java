package org.attune.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.GapReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

  private final Catalogue catalogue = new Catalogue();

  static List<String> files() {
    return CatalogueFiles.all();
  }

  static List<String> englishFiles() {
    return files().stream().filter(name -> !name.contains("_")).toList();
  }

  @Test
  void the_files_are_there() {
    assertThat(englishFiles()).contains("shared", "gaps", "alliance-drop", "responses");
  }

  @ParameterizedTest
  @MethodSource("englishFiles")
  void german_says_everything_that_english_says(String file) {
    var english = CatalogueFiles.read(file);
    var german = CatalogueFiles.read(file + "_de");
    assertThat(german.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) -> {
          var said = german.getOrDefault(key, "");
          assertThat(said).as(file + " " + key).isNotBlank();
          assertThat(placeholders(said)).as(file + " " + key).isEqualTo(placeholders(text));
        });
  }

  private static Set<String> placeholders(String text) {
    var names = new TreeSet<String>();
    PLACEHOLDER.matcher(text).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  @ParameterizedTest
  @MethodSource("files")
  void no_text_judges_a_person(String file) {
    CatalogueFiles.read(file)
        .forEach(
            (key, text) ->
                assertThat(Wording.BANNED)
                    .as(file + " " + key)
                    .noneMatch(word -> word.matcher(text).find()));
  }

  @Test
  void the_lint_finds_such_words() {
    for (String judged :
        List.of(
            "The client is Resistant.",
            "noncompliant",
            "refuses homework",
            "poor insight",
            "Er verweigert die Mitarbeit",
            "Widerstände",
            "failed to attend")) {
      assertThat(Wording.BANNED).as(judged).anyMatch(word -> word.matcher(judged).find());
    }
  }

  @ParameterizedTest
  @MethodSource("englishFiles")
  void what_leaves_the_system_can_be_read_after_eight_years_of_school(String file) {
    CatalogueFiles.read(file).entrySet().stream()
        .filter(entry -> Wording.mayLeave(entry.getKey()))
        .forEach(
            entry ->
                assertThat(Wording.grade(entry.getValue()))
                    .as(file + " " + entry.getKey())
                    .isLessThanOrEqualTo(8.0));
  }

  @Test
  void what_might_be_said_to_a_client_can_be_read_after_eight_years_of_school() {
    CatalogueFiles.read("responses").entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith(".name"))
        .forEach(
            entry ->
                assertThat(ReadingGrade.of(entry.getValue()))
                    .as(entry.getKey())
                    .isLessThanOrEqualTo(8.0));
    CatalogueFiles.read("responses_de").entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith(".name"))
        .forEach(
            entry ->
                assertThat(ReadingGrade.ofGerman(entry.getValue()))
                    .as(entry.getKey() + " in German")
                    .isLessThanOrEqualTo(8.0));
  }

  @Test
  void the_german_reading_grade_tells_hard_from_easy() {
    assertThat(ReadingGrade.ofGerman("Die Katze sitzt auf dem Dach.")).isLessThan(4);
    assertThat(
            ReadingGrade.ofGerman(
                "Psychotherapeutische Behandlungen erfordern umfassende Beurteilungen"
                    + " zwischenmenschlicher Schwierigkeiten."))
        .isGreaterThan(15);
  }

  @Test
  void the_reading_grade_tells_hard_from_easy() {
    assertThat(ReadingGrade.of("The cat sat on the mat.")).isLessThan(1);
    assertThat(
            ReadingGrade.of(
                "Psychotherapeutic interventions necessitate comprehensive multidimensional"
                    + " evaluation of interpersonal difficulties."))
        .isGreaterThan(15);
  }

  @Test
  void no_flag_sets_two_ratings_side_by_side() {
    for (String file : englishFiles()) {
      CatalogueFiles.read(file).entrySet().stream()
          .filter(entry -> entry.getKey().matches("(flag|task|goal)(\\..*)?"))
          .forEach(
              entry ->
                  assertThat(placeholders(entry.getValue()))
                      .as(file + " " + entry.getKey())
                      .doesNotContain("rating", "limit", "score", "first", "best"));
    }
  }

  @Test
  void a_task_says_nothing_of_what_was_said() {
    assertThat(catalogue.text("client-voice", "task", Locale.ENGLISH))
        .doesNotContainIgnoringCase("harm")
        .doesNotContainIgnoringCase("judg")
        .doesNotContainIgnoringCase("complain")
        .doesNotContainIgnoringCase("therap");
  }

  @ParameterizedTest
  @EnumSource(GapReason.class)
  void every_gap_has_words_in_every_language(GapReason reason) {
    for (Locale language : Catalogue.LANGUAGES) {
      assertThat(catalogue.text(reason, language)).isNotBlank();
    }
    assertThat(CatalogueFiles.read("gaps")).hasSize(GapReason.values().length);
  }

  @ParameterizedTest
  @EnumSource(CancellationReason.class)
  void every_reason_that_is_not_counted_has_its_own_sentence(CancellationReason reason) {
    switch (reason.kind()) {
      case ACCESS, LIFE, SERVICE, ENDING, VOICE, RESCHEDULING, DEATH ->
          assertThat(catalogue.has("attendance-change", "excluded." + Catalogue.key(reason)))
              .isTrue();
      case CLIENT, UNKNOWN -> {}
    }
    assertThat(
            Arrays.stream(CancellationReason.values())
                .map(other -> "excluded." + Catalogue.key(other))
                .filter(key -> catalogue.has("shared", key))
                .map(key -> catalogue.text("shared", key, Locale.ENGLISH)))
        .doesNotHaveDuplicates();
  }

  @Test
  void numbers_are_written_as_the_language_writes_them() {
    var numbers = Map.of("missed", 3.0, "of", 4.0);
    assertThat(catalogue.text("attendance-change", "flag", Locale.ENGLISH, numbers))
        .startsWith("3 of the last 4 sessions");
    assertThat(catalogue.text("attendance-change", "flag", Locale.GERMANY, numbers))
        .startsWith("Von den letzten 4 Sitzungen fanden 3 ");
    var scores = Map.of("rating", 31.25, "limit", 34.29246, "earlier", 6.0);
    assertThat(catalogue.text("alliance-drop", "why", Locale.ENGLISH, scores)).contains("34.3");
    assertThat(catalogue.text("alliance-drop", "why", Locale.GERMAN, scores)).contains("34,3");
  }

  @Test
  void a_language_that_is_not_shipped_reads_english() {
    assertThat(catalogue.text("alliance-drop", "name", Locale.FRENCH))
        .isEqualTo(catalogue.text("alliance-drop", "name", Locale.ENGLISH));
  }

  @Test
  void a_missing_text_and_a_missing_number_are_named() {
    assertThatThrownBy(() -> catalogue.text("alliance-drop", "nonsense", Locale.ENGLISH))
        .isInstanceOf(MissingText.class)
        .hasMessageContaining("nonsense");
    assertThatThrownBy(() -> catalogue.text("alliance-drop", "why", Locale.ENGLISH))
        .isInstanceOf(MissingText.class)
        .hasMessageContaining("rating");
  }
}
