package org.attune.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Words that nobody can guess, and the digests by which they are known again. */
public final class SecretWord {

  private static final int BYTES = 32;
  private static final SecureRandom DICE = new SecureRandom();

  private SecretWord() {}

  /** A word of 43 letters, digits, hyphens and underscores, drawn anew. */
  public static String draw() {
    var bytes = new byte[BYTES];
    DICE.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept of a word: 64 hexadecimal digits. */
  static String digest(String word) {
    return HexFormat.of().formatHex(sha256(word));
  }

  /** The challenge of PKCE's method S256 to a verifier. */
  public static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
  }

  private static byte[] sha256(String word) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
