package org.attune.endings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** A server folder made ready by the very scripts that a hospital runs. */
public final class Kit {

  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path WILDFLY = Path.of(System.getProperty("wildfly.home"));

  private static final String ONE = "standalone-full.xml";
  private static final String SEVERAL = "standalone-full-ha.xml";

  /** Of the user that an embedded database has. */
  private static final String PASSWORD = "postgres";

  private Kit() {}

  /** Where the build has run install.cli. */
  public static Path installed() {
    return ROOT.resolve("deploy/server/target/base");
  }

  /** A fresh copy of that, with its ledger in PostgreSQL. */
  public static Path withPostgres(Path folder) throws IOException, InterruptedException {
    copy(installed(), folder);
    giveDriver(folder);
    run(folder, ONE, "postgresql.cli");
    say(folder, ONE, "database", PASSWORD);
    return folder;
  }

  /** One of several servers that share a ledger in PostgreSQL. */
  static Path forSeveralNodes(Path folder) throws IOException, InterruptedException {
    copy(WILDFLY.resolve("standalone"), folder);
    giveDriver(folder);
    run(folder, SEVERAL, "install.cli", "postgresql.cli", "nodes.cli");
    say(folder, SEVERAL, "database", PASSWORD);
    say(folder, SEVERAL, "nodes", "only for this test");
    return folder;
  }

  private static void giveDriver(Path folder) throws IOException {
    var jar = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    var place = Files.createDirectories(folder.resolve("data/attune"));
    Files.copy(jar, place.resolve("postgresql.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs scripts on a stopped server, as IT does. */
  private static void run(Path folder, String config, String... scripts)
      throws IOException, InterruptedException {
    for (var script : scripts) {
      var text = Files.readString(ROOT.resolve("deploy/server/cli").resolve(script));
      carryOut(folder, script, text.replace(ONE, config));
    }
  }

  /** Says a secret to the credential store of a stopped server, as IT does. */
  private static void say(Path folder, String config, String alias, String secret)
      throws IOException, InterruptedException {
    carryOut(
        folder,
        alias + ".cli",
        """
        embed-server --server-config=%s --std-out=discard
        /subsystem=elytron/credential-store=attune:add-alias(alias=%s, secret-value="%s")
        """
            .formatted(config, alias, secret));
  }

  private static void carryOut(Path folder, String name, String text)
      throws IOException, InterruptedException {
    var file = folder.resolve(name);
    Files.writeString(file, text);
    var log = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
    command.add("-Djboss.home.dir=" + WILDFLY);
    command.add("-Djboss.server.base.dir=" + folder);
    command.addAll(List.of("-jar", WILDFLY.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", WILDFLY.resolve("modules").toString()));
    command.addAll(List.of("org.jboss.as.cli", "--file=" + file));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    process.environment().put("JBOSS_HOME", WILDFLY.toString());
    var running = process.start();
    if (!running.waitFor(3, TimeUnit.MINUTES) || running.exitValue() != 0) {
      running.destroyForcibly();
      throw new IllegalStateException(name + " failed: " + Files.readString(log));
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** An empty database of its own, as the environment of a server names it. */
  static Map<String, String> database(EmbeddedPostgres postgres, String name) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name);
      statement.execute("create database " + name);
    }
    return environment(postgres, name);
  }

  /** How a server is told of a database. */
  public static Map<String, String> environment(EmbeddedPostgres postgres, String name) {
    return Map.of(
        "ATTUNE_DB_URL", postgres.getJdbcUrl("postgres", name), "ATTUNE_DB_USER", "postgres");
  }

  /** A folder as another is, and nothing else in it. */
  static Path copy(Path from, Path to) throws IOException {
    delete(to);
    try (Stream<Path> inside = Files.walk(from)) {
      for (var each : inside.toList()) {
        var there = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(there);
        } else {
          Files.copy(each, there);
        }
      }
    }
    return to;
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (var each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
