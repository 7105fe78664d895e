package org.attune.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A WildFly of our own with the real EAR, as hospital IT would start it. */
final class Server implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path WILDFLY = Path.of(System.getProperty("wildfly.home"));
  private static final int OFFSET = Integer.getInteger("servers.port-offset", 600);

  private final Process process;
  private final Path base;
  private final Path console;

  private Server(Process process, Path base, Path console) {
    this.process = process;
    this.base = base;
    this.console = console;
  }

  /**
   * Starts a server with the EAR laid into its deployments folder.
   *
   * @param name a folder name for its files
   * @param from the server folder to begin with: the installed one, or the one WildFly ships
   * @param settings what the site has set, without the prefix
   */
  static Server start(String name, Path from, Map<String, String> settings) throws IOException {
    return start(name, from, settings, Map.of());
  }

  /**
   * Starts a server with the EAR laid into its deployments folder.
   *
   * @param environment what it finds in its environment besides
   */
  static Server start(
      String name, Path from, Map<String, String> settings, Map<String, String> environment)
      throws IOException {
    var base = base(name);
    deleteTree(base);
    copyTree(from, base);
    Files.copy(
        ROOT.resolve("deploy/ear/target/attune.ear"),
        Files.createDirectories(base.resolve("deployments")).resolve("attune.ear"));
    return begin(base, settings, environment);
  }

  /**
   * A copy of the installed server folder that knows the secret by which staff sign in, sealed as
   * the manual tells IT to.
   */
  static Path withSecret(String secret) throws IOException, InterruptedException {
    var folder = base("with-secret");
    deleteTree(folder);
    copyTree(installed(), folder);
    var sealed =
        Pattern.compile("\\$\\{ENC::attune:[^}]+}")
            .matcher(
                onStopped(
                    folder,
                    "/subsystem=elytron/expression=encryption:create-expression(resolver=attune,"
                        + " clear-text=\""
                        + secret
                        + "\")"));
    if (!sealed.find()) {
      throw new AssertionError("the server sealed nothing");
    }
    onStopped(
        folder,
        "/subsystem=elytron-oidc-client/secure-deployment=attune-sign-in.war/credential=secret"
            + ":add(secret=\""
            + sealed.group()
            + "\")");
    return folder;
  }

  /** The folder that WildFly ships, which nobody has run a script on. */
  static Path asItComes(String name) throws IOException {
    var folder = base(name);
    deleteTree(folder);
    copyTree(WILDFLY.resolve("standalone"), folder);
    return folder;
  }

  private static String onStopped(Path base, String operation)
      throws IOException, InterruptedException {
    return script(
        base,
        "embed-server --server-config=standalone-full.xml --std-out=discard\n" + operation + "\n");
  }

  /** Runs a script at the command line; returns what was said. */
  static String script(Path base, String text) throws IOException, InterruptedException {
    var script = base.resolve("as-it-does.cli");
    Files.writeString(script, text);
    return commandLine(base, "--file=" + script);
  }

  /** Starts a server once more on the files it had before. */
  static Server again(String name, Map<String, String> settings) throws IOException {
    var base = base(name);
    Files.deleteIfExists(base.resolve("deployments/attune.ear.deployed"));
    return begin(base, settings, Map.of());
  }

  /** Where a server of a name keeps its files. */
  static Path base(String name) {
    return Path.of("target", "servers", name).toAbsolutePath();
  }

  private static Server begin(
      Path base, Map<String, String> settings, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=240m",
            "-XX:+UseSerialGC"));
    for (String opened :
        List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming")) {
      command.add("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    command.add("--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED");
    command.add("-Djboss.home.dir=" + WILDFLY);
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.socket.binding.port-offset=" + OFFSET);
    settings.forEach((key, value) -> command.add("-Dattune." + key + "=" + value));
    command.addAll(
        List.of(
            "-jar",
            WILDFLY.resolve("jboss-modules.jar").toString(),
            "-mp",
            WILDFLY.resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-c",
            "standalone-full.xml"));
    var console = base.resolve("console.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
    builder.environment().putAll(environment);
    return new Server(builder.start(), base, console);
  }

  /** The server folder on which install.cli was run. */
  static Path installed() {
    return ROOT.resolve("deploy/server/target/base");
  }

  void awaitDeployed() throws IOException, InterruptedException {
    await(
        "the EAR was not deployed",
        () -> {
          if (Files.exists(base.resolve("deployments/attune.ear.failed"))) {
            throw new AssertionError("the deployment failed:\n" + tail());
          }
          return Files.exists(base.resolve("deployments/attune.ear.deployed"));
        });
  }

  void awaitRefused() throws IOException, InterruptedException {
    await(
        "the EAR was not refused",
        () -> Files.exists(base.resolve("deployments/attune.ear.failed")));
  }

  void await(String complaint, BooleanSupplier state) throws InterruptedException {
    var until = Instant.now().plus(Duration.ofMinutes(2));
    while (!state.getAsBoolean()) {
      if (!process.isAlive() || Instant.now().isAfter(until)) {
        throw new AssertionError(complaint + ":\n" + tail());
      }
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
  }

  /** Has the server carry out one operation, as an administrator would in the command line. */
  void administer(String operation) throws IOException, InterruptedException {
    commandLine(
        base, "--connect", "--controller=localhost:" + (9990 + OFFSET), "--command=" + operation);
  }

  private static String commandLine(Path base, String... words)
      throws IOException, InterruptedException {
    var said = base.resolve("cli.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djboss.home.dir=" + WILDFLY);
    command.add("-Djboss.server.base.dir=" + base);
    command.addAll(List.of("-jar", WILDFLY.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", WILDFLY.resolve("modules").toString(), "org.jboss.as.cli"));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("JBOSS_HOME", WILDFLY.toString());
    var process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("the server would not: " + Files.readString(said));
    }
    return Files.readString(said);
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Everything on the server's console so far. */
  List<String> console() {
    try {
      return new String(Files.readAllBytes(console), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String tail() {
    var lines = console();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /** What Attune says of itself; empty while it does not answer. */
  String ready() {
    try {
      return application("/attune/api/health/ready").body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Where it answers, such as {@code http://localhost:8680}. */
  String address() {
    return "http://localhost:" + (8080 + OFFSET);
  }

  /** Where it answers by HTTPS, with a certificate that it made itself. */
  String byHttps() {
    return "https://localhost:" + (8443 + OFFSET);
  }

  HttpResponse<String> application(String path) throws IOException, InterruptedException {
    return get(address() + path);
  }

  /** A port on which nobody listens just now. */
  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, path, body, "none");
  }

  /**
   * Sends JSON, as a page does.
   *
   * @param token opens what is asked for
   */
  HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    var address = URI.create(address() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return get("http://localhost:" + (9990 + OFFSET) + path);
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(40, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> inside = Files.walk(from)) {
      for (Path path : inside.toList()) {
        var target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.walk(folder)) {
        for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
