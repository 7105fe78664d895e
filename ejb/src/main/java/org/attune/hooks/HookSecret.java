package org.attune.hooks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The word by which we know that it is the EHR who tells us that something has changed. It opens
 * nothing but that, and is never shown.
 *
 * @param text as the EHR sends it
 */
public record HookSecret(String text) {

  private static final int BYTES = 32;

  /** One that nobody can guess. */
  static HookSecret drawn(SecureRandom dice) {
    var bytes = new byte[BYTES];
    dice.nextBytes(bytes);
    return new HookSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether a word is this one; how long it takes tells nothing about how much of it is right. */
  boolean is(String word) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "HookSecret[…]";
  }
}
