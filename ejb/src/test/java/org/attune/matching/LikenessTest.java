package org.attune.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured on pairs of goals of our own making; the figures stand in ADR 36. */
class LikenessTest {

  /** Two goals, and whether they are the same one in other words. */
  record Pair(boolean same, String kind, String client, String plan) {

    private static Pair of(String line) {
      var cells = line.split("\t", -1);
      return new Pair(cells[0].equals("same"), cells[1], cells[2], cells[3]);
    }

    boolean suggested() {
      return Likeness.between(client, plan).filter(Likeness::worthALook).isPresent();
    }
  }

  private static List<Pair> pairs(String file) throws IOException {
    try (var stream = Objects.requireNonNull(LikenessTest.class.getResourceAsStream(file), file);
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().map(Pair::of).toList();
    }
  }

  /** How many of the pairs were suggested, of these how many rightly, and how many should be. */
  record Measured(long suggested, long right, long same) {

    private static Measured on(List<Pair> pairs) {
      return new Measured(
          pairs.stream().filter(Pair::suggested).count(),
          pairs.stream().filter(Pair::suggested).filter(Pair::same).count(),
          pairs.stream().filter(Pair::same).count());
    }

    double recall() {
      return (double) right / same;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chosen-by-en.tsv, 85, 0.50",
    "chosen-by-de.tsv, 85, 0.45",
    "held-out-en.tsv, 60, 0.53",
    "held-out-de.tsv, 60, 0.46"
  })
  void nothing_is_suggested_wrongly_and_about_half_of_what_is_the_same_is_found(
      String file, int size, double leastRecall) throws IOException {
    var pairs = pairs(file);
    assertThat(pairs).hasSize(size);
    assertThat(pairs).filteredOn(pair -> pair.suggested() && !pair.same()).isEmpty();
    assertThat(Measured.on(pairs).recall()).isGreaterThanOrEqualTo(leastRecall);
  }

  @ParameterizedTest
  @CsvSource({"chosen-by-en.tsv", "chosen-by-de.tsv"})
  void from_a_lower_degree_on_it_would_be_wrong_now_and_then(String file) throws IOException {
    assertThat(pairs(file))
        .filteredOn(pair -> !pair.same())
        .flatExtracting(pair -> Likeness.between(pair.client(), pair.plan()).stream().toList())
        .extracting(Likeness::degree)
        .anyMatch(degree -> degree >= 0.7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Drink less|Drink more",
        "Weniger trinken|Mehr trinken",
        "Talk about the accident|Never talk about the accident",
        "Über den Unfall reden|Nie über den Unfall reden",
        "Gain weight|Lose weight",
        "Früh aufstehen|Spät aufstehen",
        "Keep my job|Quit my job"
      })
  void what_points_the_other_way_is_not_alike_however_many_words_are_shared(
      String one, String other) {
    assertThat(Likeness.between(one, other)).isEmpty();
    assertThat(Likeness.between(other, one)).isEmpty();
  }

  @Test
  void it_says_by_which_words_of_the_client() {
    assertThat(Likeness.between("I want to sleep through the nights", "Sleep the whole night"))
        .hasValueSatisfying(
            likeness -> {
              assertThat(likeness.shared()).containsExactly("sleep", "nights");
              assertThat(likeness.degree()).isGreaterThan(0.8).isLessThan(0.82);
              assertThat(likeness).hasToString("a likeness");
            });
  }

  @Test
  void another_form_of_a_word_and_a_slip_of_the_pen_are_the_same_word() {
    assertThat(Likeness.between("Weniger Panikatacken haben", "Panikattacken reduzieren"))
        .hasValueSatisfying(likeness -> assertThat(likeness.worthALook()).isTrue());
    assertThat(Likeness.between("Fraeulein gruessen", "Das Fräulein grüßen"))
        .hasValueSatisfying(likeness -> assertThat(likeness.worthALook()).isTrue());
    assertThat(Likeness.between("my friend's dog", "the dogs of friends"))
        .hasValueSatisfying(likeness -> assertThat(likeness.degree()).isEqualTo(1));
  }

  @Test
  void two_languages_are_never_compared() {
    assertThat(Likeness.between("I want less stress with my boss", "Ich will weniger Stress"))
        .isEmpty();
  }

  @Test
  void where_nobody_can_tell_the_language_both_must_agree() {
    assertThat(Likeness.between("Musik", "Musik"))
        .hasValueSatisfying(likeness -> assertThat(likeness.degree()).isEqualTo(1));
    assertThat(Likeness.between("", "Musik")).isEmpty();
    assertThat(Likeness.between("...", "!?")).isEmpty();
  }

  @Test
  void a_whole_letter_is_not_compared() {
    var letter = "music ".repeat(61);
    assertThat(Likeness.between(letter, letter)).isEmpty();
  }
}
