package org.attune.access;

import org.jspecify.annotations.Nullable;

/**
 * Why somebody opens a record for few eyes. What they write is theirs to answer for and goes into
 * the account alone.
 *
 * @param why of which kind
 * @param text in their own words, at most 300 characters; there for {@link Why#OTHER}
 */
public record BreakGlass(Why why, @Nullable String text) {

  /** The longest text that is kept. */
  public static final int LONGEST = 300;

  /** Of which kind. */
  public enum Why {
    EMERGENCY,
    TREATING,
    SUPERVISION,
    OTHER
  }

  public BreakGlass {
    text = text == null || text.isBlank() ? null : text.strip();
    if (text != null && text.length() > LONGEST) {
      text = text.substring(0, LONGEST);
    }
    if (why == Why.OTHER && text == null) {
      throw new IllegalArgumentException("another reason needs words");
    }
  }

  /** Masked: what people write reaches no log. */
  @Override
  public String toString() {
    return "reason " + why;
  }
}
