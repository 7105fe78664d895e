package org.attune.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the demo's own server is told in secret, at its command line, before it starts, as the
 * manual tells IT to.
 */
final class Secrets {

  private static final Pattern SEALED = Pattern.compile("\\$\\{ENC::attune:[^}]+}");

  private Secrets() {}

  /** Says the password of the key store, and the secret by which staff sign in. */
  static void say(Options options, Path base, String keyStore, String signIn) {
    try {
      var process = commandLine(options, base);
      try (var to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
          var from = process.inputReader(StandardCharsets.UTF_8)) {
        to.println("embed-server --server-config=standalone-full.xml --std-out=discard");
        to.println(
            "/subsystem=elytron/credential-store=attune:set-secret(alias=key-store, secret-value="
                + keyStore
                + ")");
        to.println(
            "/subsystem=elytron/expression=encryption:create-expression(resolver=attune,"
                + " clear-text="
                + signIn
                + ")");
        to.println(
            "/subsystem=elytron-oidc-client/secure-deployment=attune-sign-in.war/credential=secret"
                + ":add(secret=\""
                + sealed(from)
                + "\")");
        to.println("quit");
        var said = from.lines().toList();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
          throw new Trouble("the server would not keep its secrets: " + said);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Trouble("it was stopped.", stopped);
    }
  }

  private static String sealed(BufferedReader from) throws IOException {
    for (var line = from.readLine(); line != null; line = from.readLine()) {
      var found = SEALED.matcher(line);
      if (found.find()) {
        return found.group();
      }
    }
    throw new Trouble("the server would not seal a secret.");
  }

  private static Process commandLine(Options options, Path base) throws IOException {
    var builder =
        new ProcessBuilder(
                List.of(
                    Child.java(),
                    "-XX:TieredStopAtLevel=1",
                    "-Djboss.home.dir=" + options.wildfly(),
                    "-Djboss.server.base.dir=" + base,
                    "-jar",
                    options.wildfly().resolve("jboss-modules.jar").toString(),
                    "-mp",
                    options.wildfly().resolve("modules").toString(),
                    "org.jboss.as.cli"))
            .redirectErrorStream(true);
    builder.environment().put("JBOSS_HOME", options.wildfly().toString());
    return builder.start();
  }
}
