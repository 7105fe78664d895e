package org.attune.fhir;

/** Texts of visible ASCII characters alone: names may be so, words have blanks between them. */
public final class Visible {

  private Visible() {}

  /** Whether a text is so, is not empty and is no longer than that. */
  public static boolean is(String text, int longest) {
    return is(text, longest, "");
  }

  /** The same, and none of some characters is in it. */
  public static boolean is(String text, int longest, String without) {
    if (text.isEmpty() || text.length() > longest) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || without.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
