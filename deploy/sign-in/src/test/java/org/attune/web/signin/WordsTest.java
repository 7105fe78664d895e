package org.attune.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private final Properties english = read("words.properties");
  private final Properties german = read("words_de.properties");

  @Test
  void every_refusal_has_its_words_in_both_languages() {
    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    assertThat(english.stringPropertyNames())
        .containsAll(
            Arrays.stream(Refusal.values())
                .flatMap(each -> List.of(each.key() + ".title", each.key() + ".text").stream())
                .toList());
  }

  @Test
  void both_languages_mention_the_same() {
    for (String key : english.stringPropertyNames()) {
      assertThat(places(german, key)).as(key).isEqualTo(places(english, key));
    }
  }

  /** A single one would be taken for the beginning of a quotation. */
  @Test
  void apostrophes_are_doubled() {
    assertThat(english.values()).noneMatch(text -> text.toString().replace("''", "").contains("'"));
    assertThat(german.values()).noneMatch(text -> text.toString().replace("''", "").contains("'"));
  }

  private static List<String> places(Properties words, String key) {
    return PLACE
        .matcher(words.getProperty(key))
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  private static Properties read(String file) {
    var words = new Properties();
    try (var in =
        new InputStreamReader(
            Objects.requireNonNull(WordsTest.class.getResourceAsStream(file)),
            StandardCharsets.UTF_8)) {
      words.load(in);
      return words;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
