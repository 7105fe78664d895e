package org.attune.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;

/** How staff sign in to Attune in the demo: at the stand-in hospital, by a secret drawn once. */
final class SignIn {

  private SignIn() {}

  /** The secret that the hospital and the server share. */
  static String secret(Options options) {
    var file = options.work().resolve("sign-in.secret");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(options.work());
        Files.writeString(file, UUID.randomUUID().toString());
      }
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What the server is told of it, as the script for IT has it. */
  static Map<String, String> environment(Options options) {
    return Map.of(
        "ATTUNE_SIGN_IN_PROVIDER",
        options.frontDoor() + "/sso",
        "ATTUNE_SIGN_IN_CLIENT",
        DemoSettings.CLIENT,
        "ATTUNE_SIGN_IN_SECRET",
        secret(options),
        "ATTUNE_SIGN_IN_ALGORITHM",
        "ES384");
  }
}
