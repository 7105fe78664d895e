package org.attune.writeback;

import java.util.Optional;
import java.util.regex.Pattern;

/** Words of people as a record shows them: on one line, and nothing in them but words. */
public final class OneLine {

  /** Of a goal. */
  public static final int LONGEST_GOAL = 500;

  /** Line breaks of whatever kind and tabs, with the blanks beside them. */
  private static final Pattern BREAKS = Pattern.compile("\\h*(?:\\R|\\t)\\s*");

  /** What no text of FHIR may hold: controls, and halves of letters. */
  private static final Pattern UNSPEAKABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private OneLine() {}

  /** The same on one line. */
  public static String of(String said) {
    return BREAKS.matcher(said).replaceAll(" ").strip();
  }

  /** Whether a record can hold words that stand on one line. */
  public static boolean holds(String line, int longest) {
    return !line.isBlank() && line.length() <= longest && !UNSPEAKABLE.matcher(line).find();
  }

  /** A goal on one line; empty where a record cannot hold these words as they are. */
  public static Optional<String> goal(String said) {
    return Optional.of(of(said)).filter(line -> holds(line, LONGEST_GOAL));
  }
}
