package org.attune.catalogue;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How many years of school a text asks for: the Flesch-Kincaid grade in English, the first Wiener
 * Sachtextformel (Bamberger and Vanecek 1984) in German.
 */
public final class ReadingGrade {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9'’-]+");
  private static final Pattern SENTENCE = Pattern.compile("[^.?!;]+[.?!;]?");
  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

  private static final Pattern GERMAN_WORD = Pattern.compile("[\\p{L}0-9]+");
  private static final Pattern GERMAN_SENTENCE = Pattern.compile("[^.?!;:]+[.?!;:]?");
  private static final Pattern GERMAN_VOWELS =
      Pattern.compile("ai|au|äu|ei|eu|ie|aa|ee|oo|[aeiouyäöü]");

  private ReadingGrade() {}

  static double ofGerman(String text) {
    var words = GERMAN_WORD.matcher(text).results().map(MatchResult::group).toList();
    double sentences =
        GERMAN_SENTENCE
            .matcher(text)
            .results()
            .filter(part -> GERMAN_WORD.matcher(part.group()).find())
            .count();
    double percent = 100.0 / words.size();
    double long3 = words.stream().filter(word -> germanSyllables(word) >= 3).count() * percent;
    double letters7 = words.stream().filter(word -> word.length() > 6).count() * percent;
    double single = words.stream().filter(word -> germanSyllables(word) == 1).count() * percent;
    return 0.1935 * long3
        + 0.1672 * words.size() / sentences
        + 0.1297 * letters7
        - 0.0327 * single
        - 0.875;
  }

  private static long germanSyllables(String word) {
    var lower = word.toLowerCase(Locale.GERMAN);
    return Math.max(1, GERMAN_VOWELS.matcher(lower).results().count());
  }

  public static double of(String text) {
    double words = WORD.matcher(text).results().count();
    double sentences =
        SENTENCE.matcher(text).results().filter(part -> WORD.matcher(part.group()).find()).count();
    double syllables =
        WORD.matcher(text).results().mapToLong(match -> syllables(match.group())).sum();
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
  }

  private static long syllables(String word) {
    var lower = word.toLowerCase(Locale.ENGLISH);
    long groups = VOWELS.matcher(lower).results().count();
    boolean silentE = lower.endsWith("e") && !lower.endsWith("le");
    boolean silentEd = lower.endsWith("ed") && !lower.endsWith("ted") && !lower.endsWith("ded");
    return Math.max(1, silentE || silentEd ? groups - 1 : groups);
  }
}
