package org.attune.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;

/** The Flesch-Kincaid grade: how many years of school an English text asks for. */
final class ReadingGrade {

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9'’-]+");
  private static final Pattern SENTENCE = Pattern.compile("[^.?!;]+[.?!;]?");
  private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");

  private ReadingGrade() {}

  static double of(String text) {
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
