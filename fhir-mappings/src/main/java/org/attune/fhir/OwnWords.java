package org.attune.fhir;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words as somebody wrote them, made fit to be shown: on one line, and not without end. */
public final class OwnWords {

  /** Of what is longer, the beginning is shown. */
  static final int LONGEST = 500;

  /** Blanks of every kind, and letters that are none: they steer terminals or turn lines round. */
  private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]+");

  private static final String CUT = "…";

  private OwnWords() {}

  /** What was written; empty where nothing was. */
  public static Optional<String> of(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(written -> BLANK.matcher(written).replaceAll(" ").strip())
        .filter(written -> !written.isEmpty())
        .map(OwnWords::bounded);
  }

  private static String bounded(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)).strip() + CUT;
  }
}
