package org.attune.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The whole round trip on real parts: starts a stand-in hospital, an application server with
 * Attune, waits for the first review and shows what now stands in the hospital's record, as read
 * back by plain FHIR.
 */
public final class Demo implements AutoCloseable {

  /** The line that says that everything asked for runs. */
  private static final String UP = "  Everything is up.";

  private static final Duration HOSPITAL_PATIENCE = Duration.ofMinutes(12);
  private static final Duration SERVER_PATIENCE = Duration.ofMinutes(4);
  private static final Duration HOOK_PATIENCE = Duration.ofSeconds(60);
  private static final Duration REVIEW_PATIENCE = Duration.ofMinutes(10);

  private final Options options;
  private final PrintStream out;
  private final Progress progress;
  private final Http http;
  private final List<Child> children = new ArrayList<>();
  private Optional<Reader> reader = Optional.empty();

  private Demo(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.progress = new Progress(out, onTerminal());
    this.http = new Http(this::reader);
  }

  /** JDK 22 and newer give a console even to a pipe; where Linux tells the truth, it is asked. */
  private static boolean onTerminal() {
    var standardOut = Path.of("/proc/self/fd/1");
    try {
      return Files.isSymbolicLink(standardOut)
          && Files.readSymbolicLink(standardOut).toString().startsWith("/dev/pts");
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Runs the demo; see {@link Options} for the arguments. */
  public static void main(String... arguments) throws InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      var options = Options.of(arguments);
      var demo = new Demo(options, out);
      Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop-demo"));
      try (demo) {
        demo.run();
        if (options.stay()) {
          out.println("  Press Ctrl-C to end.");
          demo.watch();
        }
      }
    } catch (Trouble trouble) {
      out.println();
      out.println("The demo cannot go on: " + trouble.getMessage());
      throw trouble;
    }
  }

  private void watch() throws InterruptedException {
    while (true) {
      children.forEach(Child::mustLive);
      Thread.sleep(1_000);
    }
  }

  private void run() {
    progress.begin("Looking around");
    Preflight.check(options);
    progress.done("ports free, disk roomy, everything built");
    if (options.withHospital()) {
      startHospital();
    }
    if (options.withServer()) {
      startServer();
      var reviewed = firstReview();
      new Report(options, http, out).print(hooked(reviewed));
    }
    if (options.withHospital()) {
      out.println("  The front door: " + options.frontDoor() + "/");
    }
    out.println(UP);
  }

  private synchronized Optional<Reader> reader() {
    if (options.strict() && reader.isEmpty()) {
      reader = Optional.of(Reader.of(options));
    }
    return reader;
  }

  private void startHospital() {
    progress.begin("Starting the stand-in hospital and filling it");
    var data = options.work().resolve("hospital");
    List<String> command =
        new ArrayList<>(
            List.of(
                Child.java(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=240m",
                "-XX:+UseSerialGC",
                "-jar",
                options.project().resolve("deploy/sandbox-ehr/target/sandbox-ehr.jar").toString(),
                "--port",
                Integer.toString(options.hospitalPort()),
                "--data",
                data.toString(),
                "--seed",
                "42",
                "--today",
                today().toString(),
                "--clients",
                Integer.toString(options.clients()),
                "--app",
                DemoSettings.CLIENT + "=" + options.server() + "/attune",
                "--staff-secret",
                SignIn.secret(options),
                "--load",
                "--with-parent"));
    if (options.strict()) {
      command.addAll(List.of("--authorisation", "strict"));
      reader()
          .ifPresent(
              each -> command.addAll(List.of("--client", Reader.CLIENT + "=" + each.published())));
    }
    if (options.fresh()) {
      command.add("--fresh");
    }
    var child = launch("The stand-in hospital", "hospital.log", command, Map.of());
    waitFor(
        HOSPITAL_PATIENCE,
        List.of(child),
        () -> {
          progress.at(lastLine(child));
          return child.said().stream()
              .anyMatch(line -> line.startsWith("The stand-in hospital is open"));
        });
    progress.done("ready at " + options.hospital());
  }

  /** The hospital's calendar day: its caseload is told as of today. */
  private static LocalDate today() {
    return LocalDate.now(ZoneId.of(DemoSettings.ZONE));
  }

  private void startServer() {
    progress.begin("Starting WildFly on standalone-full.xml with attune.ear");
    var base = options.work().resolve("server");
    prepare(base);
    Secrets.say(options, base, OwnKeys.password(options), SignIn.secret(options));
    OwnKeys.in(base, OwnKeys.password(options));
    List<String> command = new ArrayList<>();
    command.add(Child.java());
    command.addAll(
        List.of(
            "-Xms64m",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=240m",
            "-XX:+UseSerialGC"));
    command.addAll(List.of(SERVER_MODULE_OPTIONS));
    command.add("-Djboss.home.dir=" + options.wildfly());
    command.add("-Djboss.server.base.dir=" + base);
    command.add("-Djboss.socket.binding.port-offset=" + options.portOffset());
    command.add("-Dattune.ehr.base-url=" + options.hospital());
    // Where the hospital asks programs nothing, it still asks people.
    command.add(
        "-Dattune.ehr."
            + (options.strict() ? "client-id=" : "launch-client-id=")
            + DemoSettings.CLIENT);
    command.add("-Dattune.review.every-seconds=" + options.round());
    command.add("-Dattune.hooks.url=" + options.server() + "/attune");
    command.add("-Dattune.chart.frame-ancestors=" + options.frontDoor());
    command.add("-Dattune.chart.url=" + options.server() + "/attune");
    command.add(
        "-Dattune.cds.clients=" + options.frontDoor() + "=" + options.frontDoor() + "/keys");
    DemoSettings.lines(today()).forEach(line -> command.add("-D" + line));
    command.addAll(
        List.of(
            "-jar",
            options.wildfly().resolve("jboss-modules.jar").toString(),
            "-mp",
            options.wildfly().resolve("modules").toString(),
            "org.jboss.as.standalone",
            "-c",
            "standalone-full.xml"));
    launch("WildFly", "server.log", command, SignIn.environment(options));
    waitFor(
        SERVER_PATIENCE,
        children,
        () -> {
          deploymentMustNotFail(base);
          return http.tryGetAnyStatus(options.server() + "/attune/api/health/live").isPresent();
        });
    progress.done("console at http://localhost:" + options.managementPort());
  }

  /** What the server needs on Java 17 and newer, as its own start script gives it. */
  private static final String[] SERVER_MODULE_OPTIONS = {
    "-Djava.net.preferIPv4Stack=true",
    "-Djboss.modules.system.pkgs=org.jboss.byteman",
    "-Djava.awt.headless=true",
    "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
    "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
    "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
    "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
    "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.net=ALL-UNNAMED",
    "--add-opens=java.base/java.security=ALL-UNNAMED",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.management/javax.management=ALL-UNNAMED",
    "--add-opens=java.naming/javax.naming=ALL-UNNAMED"
  };

  private JsonNode firstReview() {
    progress.begin("Reading the hospital's record and reviewing every course");
    var seen = new JsonNode[1];
    waitFor(
        REVIEW_PATIENCE,
        children,
        () -> {
          var state = http.tryGetAnyStatus(options.server() + "/attune/api/health/ready");
          var facts = state.map(node -> node.path("checks").path(0).path("data"));
          facts.ifPresent(
              node -> {
                progress.at(summary(node));
                seen[0] = node;
              });
          return facts
              .filter(node -> node.path("state").asText().equals("at work"))
              .filter(node -> node.path("outbox.pending").asInt(1) == 0)
              .isPresent();
        });
    progress.done(summary(seen[0]));
    return seen[0];
  }

  /** What we have written ourselves comes back to us as the first thing that the hospital tells. */
  private JsonNode hooked(JsonNode reviewed) {
    progress.begin("Waiting for the hospital to tell of a change by itself");
    var seen = new JsonNode[] {reviewed};
    var until = Instant.now().plus(HOOK_PATIENCE);
    waitFor(
        REVIEW_PATIENCE,
        children,
        () -> {
          http.tryGetAnyStatus(options.server() + "/attune/api/health/ready")
              .map(node -> node.path("checks").path(0).path("data"))
              .ifPresent(node -> seen[0] = node);
          return seen[0].path("hooks.state").asText().equals("delivering")
              || Instant.now().isAfter(until);
        });
    progress.done("hooks: " + seen[0].path("hooks.state").asText("unknown"));
    return seen[0];
  }

  private static String summary(JsonNode facts) {
    long read = 0;
    for (var field : facts.properties()) {
      if (field.getKey().startsWith("read.")) {
        read += field.getValue().asLong();
      }
    }
    return read
        + " resources read, "
        + facts.path("findings.open").asText("0")
        + " findings, "
        + facts.path("outbox.sent").asText("0")
        + " writes sent, "
        + facts.path("outbox.pending").asText("0")
        + " to send";
  }

  private Child launch(
      String name, String log, List<String> command, Map<String, String> environment) {
    var child =
        Child.start(
            name,
            options.work().resolve("log").resolve(log),
            options.project().resolve("deploy/demo/target/classes"),
            command,
            environment);
    children.add(child);
    return child;
  }

  private void waitFor(Duration patience, List<Child> watched, Supplier<Boolean> done) {
    var until = Instant.now().plus(patience);
    while (!done.get()) {
      watched.forEach(Child::mustLive);
      if (Instant.now().isAfter(until)) {
        throw new Trouble(
            "this took longer than "
                + patience.toMinutes()
                + " minutes; the logs are in "
                + options.work().resolve("log")
                + ".");
      }
      try {
        Thread.sleep(500);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new Trouble("it was stopped.", stopped);
      }
    }
  }

  private static String lastLine(Child child) {
    var lines = child.said();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
  }

  /** The installed server folder, with the data of an earlier start, and the EAR laid into it. */
  private void prepare(Path base) {
    var project = options.project();
    try {
      forgetAnotherHospital(base);
      copyTree(options.installed(), base);
      Files.write(options.work().resolve("site.properties"), DemoSettings.lines(today()));
      var deployments = Files.createDirectories(base.resolve("deployments"));
      Files.deleteIfExists(deployments.resolve("attune.ear.failed"));
      Files.deleteIfExists(deployments.resolve("attune.ear.deployed"));
      Files.copy(
          project.resolve("deploy/ear/target/attune.ear"),
          deployments.resolve("attune.ear"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A ledger belongs to one hospital; when the caseload is another one, it is read anew. */
  private void forgetAnotherHospital(Path base) throws IOException {
    var note = base.resolve("caseload.txt");
    var caseload = today() + " " + options.clients();
    if (options.fresh() || !Files.exists(note) || !Files.readString(note).equals(caseload)) {
      deleteTree(base);
    }
    Files.createDirectories(base);
    Files.writeString(note, caseload);
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void deploymentMustNotFail(Path base) {
    if (Files.exists(base.resolve("deployments/attune.ear.failed"))) {
      throw new Trouble(
          "attune.ear could not be deployed; the reason is in "
              + base.resolve("log/server.log")
              + ".");
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.REPLACE_EXISTING);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Ends everything that was started, the server first. */
  @Override
  public synchronized void close() {
    for (int i = children.size() - 1; i >= 0; i--) {
      children.get(i).stop();
    }
    children.clear();
  }
}
