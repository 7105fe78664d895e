package org.attune.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How the demo was asked to run.
 *
 * @param project the root of the checkout, with everything built
 * @param wildfly the unpacked application server; it is not changed
 * @param installed the server folder that the scripts made ready; it is copied
 * @param work where the demo keeps its own files
 * @param portOffset added to the usual ports 8080, 9990 and 8090
 * @param clients how many clients the hospital has
 * @param parts what to start: {@code hospital}, {@code server} or, as a rule, both
 * @param fresh whether the hospital begins anew, without what Attune wrote there earlier
 * @param strict whether the hospital lets nobody in without a token
 * @param stay whether to stay until told to stop, or to end once everything was shown
 * @param round seconds between two looks at the hospital
 */
record Options(
    Path project,
    Path wildfly,
    Path installed,
    Path work,
    int portOffset,
    int clients,
    Set<String> parts,
    boolean fresh,
    boolean strict,
    boolean stay,
    int round) {

  static Options of(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new Trouble(
            "\"" + argument + "\" is not understood; options look like --port-offset=100.");
      }
      given.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    var project = Path.of(given.getOrDefault("project", ".")).toAbsolutePath().normalize();
    return new Options(
        project,
        Path.of(
            given.getOrDefault(
                "wildfly", project.resolve("deploy/server/target/wildfly").toString())),
        Path.of(
            given.getOrDefault(
                "installed", project.resolve("deploy/server/target/base").toString())),
        Path.of(given.getOrDefault("work", project.resolve("deploy/demo/target/demo").toString())),
        number(given, "port-offset", 0, 50_000),
        number(given, "clients", 150, 200),
        Set.of(given.getOrDefault("parts", "hospital,server").split(",", -1)),
        Boolean.parseBoolean(given.getOrDefault("fresh", "false")),
        isStrict(given.getOrDefault("authorisation", "strict")),
        Boolean.parseBoolean(given.getOrDefault("stay", "true")),
        number(given, "round", 10, 3600));
  }

  private static boolean isStrict(String word) {
    return switch (word) {
      case "strict" -> true;
      case "open" -> false;
      default -> throw new Trouble("--authorisation=" + word + " must be strict or open.");
    };
  }

  private static int number(Map<String, String> given, String name, int fallback, int most) {
    var text = given.getOrDefault(name, "");
    if (text.isBlank()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below, together with a number that is out of range
    }
    throw new Trouble("--" + name + "=" + text + " must be a whole number from 0 to " + most + ".");
  }

  boolean withHospital() {
    return parts.contains("hospital");
  }

  boolean withServer() {
    return parts.contains("server");
  }

  int hospitalPort() {
    return 8090 + portOffset;
  }

  int serverPort() {
    return 8080 + portOffset;
  }

  int managementPort() {
    return 9990 + portOffset;
  }

  String hospital() {
    return "http://localhost:" + hospitalPort() + "/fhir";
  }

  /** Where people begin: the hospital's own pages. */
  String frontDoor() {
    return "http://localhost:" + hospitalPort();
  }

  String server() {
    return "http://localhost:" + serverPort();
  }
}
