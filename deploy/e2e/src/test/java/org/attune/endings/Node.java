package org.attune.endings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One life of an application server with Attune, begun by its own script. */
final class Node implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For so long it may take; longer where it has little of a processor. */
  static final Duration PATIENCE =
      Duration.ofMinutes(Integer.getInteger("kills.patience-minutes", 6));

  private static final String JAVA_OPTS =
      "-Xms64m -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"
          + " -Djava.net.preferIPv4Stack=true -Djboss.modules.system.pkgs=org.jboss.byteman"
          + " -Djava.awt.headless=true";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path base;
  private final int offset;
  private final String name;

  private Node(Process process, Start start) {
    this.process = process;
    this.base = start.base();
    this.offset = start.offset();
    this.name = start.name();
  }

  /**
   * How a server is started.
   *
   * @param base its folder, made ready by the scripts, with what an earlier life left there
   * @param config which of the server's configurations
   * @param name of the node
   * @param offset of all its ports
   * @param environment what IT sets in the environment
   * @param options what IT says to the start script
   */
  record Start(
      Path base,
      String config,
      String name,
      int offset,
      Map<String, String> environment,
      List<String> options) {

    /** Has a server of its own folder deploy Attune as it was built and know its settings. */
    Start with(Map<String, String> settings) throws IOException {
      var lines =
          settings.entrySet().stream()
              .map(each -> "attune." + each.getKey() + "=" + each.getValue());
      Files.write(base.resolve("attune.properties"), lines.collect(Collectors.toList()));
      return this;
    }

    Node begin() throws IOException {
      Files.deleteIfExists(base.resolve("deployments/attune.ear.deployed"));
      List<String> command = new ArrayList<>(List.of(Kit.java(), "-Xmx16m", "-XX:+UseSerialGC"));
      command.add("-XX:TieredStopAtLevel=1");
      command.addAll(List.of("-cp", Kit.ROOT.resolve("deploy/demo/target/classes").toString()));
      // Whatever becomes of this test, no server outlives it.
      command.addAll(List.of("org.attune.demo.Guard", "" + ProcessHandle.current().pid()));
      command.add(Kit.WILDFLY.resolve("bin/standalone.sh").toString());
      command.addAll(List.of("-c", config, "-Djboss.server.base.dir=" + base));
      command.addAll(List.of("-Djboss.node.name=" + name, "-P", base + "/attune.properties"));
      command.add("-Djboss.socket.binding.port-offset=" + offset);
      command.addAll(options);
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(base.resolve("console.log").toFile());
      builder.environment().put("JAVA_OPTS", JAVA_OPTS);
      // The script hands on to the server that it is to end.
      builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("JBOSS_HOME", Kit.WILDFLY.toString());
      builder.environment().putAll(environment);
      return new Node(builder.start(), this);
    }
  }

  String name() {
    return name;
  }

  /** How much of a processor it has had since it was started. */
  Duration processorTime() {
    return servers().stream()
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Ends the server without a warning, at once. Returns when it is gone. */
  void kill() {
    for (var each : servers()) {
      each.destroyForcibly();
      each.onExit().join();
    }
  }

  /** Has the server end as IT does; it may finish what it is at. */
  void stop() throws InterruptedException {
    var servers = servers();
    servers.forEach(ProcessHandle::destroy);
    for (int waited = 0;
        waited < 120 && servers.stream().anyMatch(ProcessHandle::isAlive);
        waited++) {
      TimeUnit.SECONDS.sleep(1);
    }
    kill();
  }

  private List<ProcessHandle> servers() {
    return process
        .descendants()
        .filter(each -> each.info().commandLine().orElse("").contains("org.jboss.as.standalone"))
        .toList();
  }

  /** The process of the server itself. */
  ProcessHandle server() {
    return servers().get(0);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What Attune says of itself, or empty while it does not answer. */
  Optional<JsonNode> health() throws InterruptedException {
    var address = "http://127.0.0.1:" + (8080 + offset) + "/attune/api/health/ready";
    try {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(JSON.readTree(answer.body()).path("checks").path(0).path("data"));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  JsonNode await(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    var until = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(until) && process.isAlive()) {
      var state = health().filter(data -> data.has("rounds")).filter(wanted);
      if (state.isPresent()) {
        return state.get();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException(
        "the server never came so far; it says " + health() + "; its words are in " + base);
  }

  /**
   * Waits until it has nothing left to do: two rounds in a row that neither read nor write news.
   */
  void awaitQuiet() throws IOException, InterruptedException {
    var first = await(data -> data.path("rounds").asLong() > 0 && settled(data));
    var still = first;
    do {
      first = still;
      long after = first.path("rounds").asLong() + 2;
      still = await(data -> data.path("rounds").asLong() >= after && settled(data));
    } while (!work(first).equals(work(still)));
  }

  static boolean settled(JsonNode data) {
    return data.path("state").asText().equals("at work")
        && data.path("outbox.pending").asInt(1) == 0;
  }

  static String work(JsonNode data) {
    return data.path("findings.open")
        + " "
        + data.path("outbox.sent")
        + " "
        + data.path("looks.here");
  }

  @Override
  public void close() {
    kill();
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
