package org.attune.matching;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.German2Stemmer;

/** A language in which goals are compared, by what its little words do. */
final class Tongue {

  static final Tongue ENGLISH = new Tongue("english.properties", EnglishStemmer::new);

  /** Umlauts may be written with two letters. */
  static final Tongue GERMAN = new Tongue("german.properties", German2Stemmer::new);

  /** All that are known. */
  static final List<Tongue> ALL = List.of(ENGLISH, GERMAN);

  private final Supplier<SnowballStemmer> stemmer;
  private final Set<String> unheard;
  private final Set<String> turns;
  private final List<Opposites> opposites;

  /** Two words that do not go together. */
  private record Opposites(String one, String other) {

    boolean stand(Set<String> here, Set<String> there) {
      return stands(one, other, here, there) || stands(other, one, here, there);
    }

    private static boolean stands(
        String word, String against, Set<String> here, Set<String> there) {
      return here.contains(word) && !here.contains(against) && there.contains(against);
    }
  }

  private Tongue(String file, Supplier<SnowballStemmer> stemmer) {
    this.stemmer = stemmer;
    var lists = read(file);
    this.unheard = words(lists, "unheard").collect(Collectors.toUnmodifiableSet());
    this.turns = words(lists, "turns").collect(Collectors.toUnmodifiableSet());
    this.opposites =
        words(lists, "opposites")
            .map(pair -> pair.split(":", 2))
            .map(pair -> new Opposites(pair[0], pair[1]))
            .toList();
  }

  private static Properties read(String file) {
    var lists = new Properties();
    try (var stream = Objects.requireNonNull(Tongue.class.getResourceAsStream(file), file);
        var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      lists.load(reader);
      return lists;
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read the words of " + file, broken);
    }
  }

  private static Stream<String> words(Properties lists, String key) {
    return Stream.of(lists.getProperty(key).strip().split("\\s+"));
  }

  /** How many of its little words stand among these; more of them means that it is spoken. */
  long heardIn(Set<String> words) {
    return words.stream().filter(word -> unheard.contains(word) || turns.contains(word)).count();
  }

  /** What these words come to in this language. */
  Wording wording(List<String> words) {
    var named = new ArrayList<Wording.Named>();
    int turned = 0;
    for (String word : words) {
      if (turns.contains(word)) {
        turned++;
      } else if (!unheard.contains(word)) {
        named.add(new Wording.Named(stem(word), word));
      }
    }
    return new Wording(named, turned % 2 != 0, Set.copyOf(words));
  }

  private String stem(String word) {
    var made = stemmer.get();
    made.setCurrent(word);
    made.stem();
    return made.getCurrent();
  }

  /** Whether one has a word and the other has its opposite. */
  boolean opposed(Wording one, Wording other) {
    return opposites.stream().anyMatch(pair -> pair.stand(one.words(), other.words()));
  }
}
