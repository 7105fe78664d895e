package org.attune.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which signal an EHR mentions when it opens us: what a card of ours gave it to hand on ({@code
 * appContext}). It comes by way of browsers and other people's servers, so it is a hint and never a
 * permission: whoever uses it looks it up among what the viewer may see anyway.
 */
public final class Mentioned {

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private Mentioned() {}

  /** The key of a signal, if the text can be one; anything else is dropped, and kept nowhere. */
  public static @Nullable String signal(@Nullable String said) {
    return said != null && KEY.matcher(said).matches() ? said : null;
  }
}
