package org.attune.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The demo as a person would start it, part by part, as processes of their own. */
final class Stage implements AutoCloseable {

  static final int OFFSET = 400;

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path WORK = Path.of(System.getProperty("work"));

  /** Where the demo keeps its own files. */
  static final Path HOME = WORK.resolve("stage");

  private final Process process;
  private final Path log;

  private Stage(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts parts of the demo and does not wait. */
  static Stage begin(String name, String... options) throws IOException {
    return begin(name, Map.of(), options);
  }

  private static Stage begin(String name, Map<String, String> environment, String... options)
      throws IOException {
    var classes = ROOT.resolve("deploy/demo/target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        classes.resolve("classes") + java.io.File.pathSeparator + classes.resolve("lib") + "/*");
    command.add("org.attune.demo.Demo");
    command.add("--project=" + ROOT);
    command.add("--wildfly=" + System.getProperty("wildfly.home"));
    command.add("--work=" + HOME);
    command.add("--port-offset=" + OFFSET);
    command.add("--round=5");
    command.add("--authorisation=open");
    command.addAll(List.of(options));
    var log = Files.createDirectories(WORK).resolve(name + ".log");
    Files.deleteIfExists(log);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Stage(builder.start(), log);
  }

  /** Runs something that was built to its end; returns its exit code. */
  static int run(String jar, Path log, List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
    command.add(ROOT.resolve(jar).toString());
    command.addAll(words);
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(jar + " came to no end; its words are in " + log);
    }
    return process.exitValue();
  }

  /** Starts parts of the demo and waits until they are up. */
  static Stage start(String name, String... options) throws IOException, InterruptedException {
    var stage = begin(name, options);
    stage.awaitUp();
    return stage;
  }

  /** Starts parts of the demo in an environment of their own and waits until they are up. */
  static Stage start(String name, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    var stage = begin(name, environment, options);
    stage.awaitUp();
    return stage;
  }

  void awaitUp() throws IOException, InterruptedException {
    var until = Instant.now().plus(Duration.ofMinutes(15));
    while (!said().contains("Everything is up.")) {
      if (!process.isAlive() || Instant.now().isAfter(until)) {
        throw new IllegalStateException("the demo did not come up; it said:\n" + said());
      }
      process.waitFor(500, TimeUnit.MILLISECONDS);
    }
  }

  String said() throws IOException {
    return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
  }

  /** What Attune says of itself, or empty while it does not answer. */
  static Optional<JsonNode> health() throws InterruptedException {
    try {
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://localhost:" + (8080 + OFFSET) + "/attune/api/health/ready"))
                      .timeout(Duration.ofSeconds(10))
                      .build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      return Optional.of(
          new ObjectMapper().readTree(answer.body()).path("checks").path(0).path("data"));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** Waits until Attune says something of itself. */
  static JsonNode awaitHealth(java.util.function.Predicate<JsonNode> wanted)
      throws InterruptedException {
    var until = Instant.now().plus(Duration.ofMinutes(5));
    while (Instant.now().isBefore(until)) {
      var state = health().filter(wanted);
      if (state.isPresent()) {
        return state.get();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException("Attune never came to the state that was waited for");
  }

  /** Kills every process below this one whose command line holds a word, without a warning. */
  int killHard(String word) {
    var victims =
        process
            .descendants()
            .filter(child -> child.info().commandLine().orElse("").contains(word))
            .toList();
    victims.forEach(ProcessHandle::destroyForcibly);
    return victims.size();
  }

  /** Has everything that was started stand still as if it were dead, and go on afterwards. */
  Frozen freeze() throws IOException, InterruptedException {
    signal("-STOP");
    return () -> signal("-CONT");
  }

  private void signal(String which) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", which));
    process.descendants().forEach(child -> command.add(Long.toString(child.pid())));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IllegalStateException("not every part of the demo could be told " + which);
    }
  }

  /** Until it is closed. */
  interface Frozen extends AutoCloseable {
    @Override
    void close() throws IOException, InterruptedException;
  }

  /** The processes that were started below this one and still live. */
  List<ProcessHandle> family() {
    return process.descendants().toList();
  }

  /** Kills the demo itself without a warning; what it started must notice. */
  void killDemoItself() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(60, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
