package org.attune.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.attune.matching.Wording.Named;
import org.jspecify.annotations.Nullable;

/**
 * How much the words of two goals are alike, and by which words. It knows words and no meanings:
 * what it finds is worth a look of a person, and no more.
 *
 * @param degree 0 where nothing is shared, 1 where both name the same: the cosine of their stems
 *     (Salton &amp; McGill 1983), each weighing the same
 * @param shared the words of the first that the second has too, in small letters
 */
record Likeness(double degree, List<String> shared) {

  /** From here on it is suggested; chosen for precision on a labelled set, see ADR 36. */
  static final double WORTH_A_LOOK = 0.75;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");
  private static final Pattern POSSESSIVE = Pattern.compile("'s?$|^'+");

  /** Shorter words that are nearly the same are others: live and love, Bus and Bett. */
  private static final int SHORTEST = 5;

  /** Words of which one is a slip or another form of the other are at least so near. */
  private static final double NEARLY_THE_SAME = 0.9;

  private static final JaroWinklerSimilarity NEAR = new JaroWinklerSimilarity();

  /** Longer goals than any that is written in a sentence or two are not compared. */
  private static final int MOST_WORDS = 60;

  Likeness {
    shared = List.copyOf(shared);
  }

  /** Whether a person should look at it. */
  boolean worthALook() {
    return degree >= WORTH_A_LOOK;
  }

  /**
   * How much two texts are alike; empty where they speak different languages, where one wants less
   * of it and the other does not, and where one has a word and the other its opposite.
   */
  static Optional<Likeness> between(String one, String other) {
    var first = words(one);
    var second = words(other);
    if (first.size() > MOST_WORDS || second.size() > MOST_WORDS) {
      return Optional.empty();
    }
    return between(first, second);
  }

  private static Optional<Likeness> between(List<String> first, List<String> second) {
    var here = spoken(first);
    var there = spoken(second);
    if (here != null && there != null) {
      return here == there ? in(here, first, second) : Optional.empty();
    }
    var known = here == null ? there : here;
    if (known != null) {
      return in(known, first, second);
    }
    // Nobody can tell: only what holds in each language holds.
    var each = Tongue.ALL.stream().map(tongue -> in(tongue, first, second)).toList();
    return each.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : each.get(0);
  }

  /** The language of some words, or null where they do not tell. */
  private static @Nullable Tongue spoken(List<String> words) {
    var all = Set.copyOf(words);
    long english = Tongue.ENGLISH.heardIn(all);
    long german = Tongue.GERMAN.heardIn(all);
    if (english == german) {
      return null;
    }
    return english > german ? Tongue.ENGLISH : Tongue.GERMAN;
  }

  private static List<String> words(String text) {
    return Arrays.stream(BETWEEN_WORDS.split(text.replace('’', '\'').toLowerCase(Locale.ROOT)))
        .map(word -> POSSESSIVE.matcher(word).replaceAll(""))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Optional<Likeness> in(Tongue tongue, List<String> one, List<String> other) {
    var first = tongue.wording(one);
    var second = tongue.wording(other);
    boolean against = first.turned() != second.turned() || tongue.opposed(first, second);
    if (against || first.named().isEmpty() || second.named().isEmpty()) {
      return Optional.empty();
    }
    double shared = (met(first, second) + met(second, first)) / 2;
    double degree = shared / Math.sqrt((double) first.named().size() * second.named().size());
    var words =
        first.named().stream().filter(each -> nearest(each, second) > 0).map(Named::word).toList();
    return Optional.of(new Likeness(degree, words));
  }

  private static double met(Wording one, Wording other) {
    return one.named().stream().mapToDouble(each -> nearest(each, other)).sum();
  }

  private static double nearest(Named word, Wording among) {
    return among.named().stream()
        .mapToDouble(each -> near(word.stem(), each.stem()))
        .max()
        .orElse(0);
  }

  private static double near(String one, String other) {
    if (one.equals(other)) {
      return 1;
    }
    if (one.length() < SHORTEST || other.length() < SHORTEST) {
      return 0;
    }
    double near = NEAR.apply(one, other);
    return near >= NEARLY_THE_SAME ? near : 0;
  }

  /** Masked: somebody's words must never reach a log. */
  @Override
  public String toString() {
    return "a likeness";
  }
}
