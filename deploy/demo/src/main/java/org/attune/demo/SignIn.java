package org.attune.demo;

import java.util.Map;

/** How staff sign in to Attune in the demo: at the stand-in hospital, by a secret drawn once. */
final class SignIn {

  private SignIn() {}

  /** The secret that the hospital and the server share. */
  static String secret(Options options) {
    return Drawn.once(options, "sign-in.secret");
  }

  /** What the server is told of it at each start, as the script for IT has it. */
  static Map<String, String> environment(Options options) {
    return Map.of(
        "ATTUNE_SIGN_IN_PROVIDER",
        options.frontDoor() + "/sso",
        "ATTUNE_SIGN_IN_CLIENT",
        DemoSettings.CLIENT,
        "ATTUNE_SIGN_IN_ALGORITHM",
        "ES384");
  }
}
