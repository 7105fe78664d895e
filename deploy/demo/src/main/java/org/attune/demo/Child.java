package org.attune.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the demo; its words go to a log file, and it never outlives the demo. */
final class Child {

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command under a guard.
   *
   * @param environment what it finds in its environment besides
   */
  static Child start(
      String name,
      Path log,
      Path guardClasses,
      List<String> command,
      Map<String, String> environment) {
    List<String> guarded = new ArrayList<>();
    guarded.add(java());
    guarded.addAll(
        List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    guarded.addAll(List.of("-cp", guardClasses.toString(), Guard.class.getName()));
    guarded.add(Long.toString(ProcessHandle.current().pid()));
    guarded.addAll(command);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Files.deleteIfExists(log);
      var builder =
          new ProcessBuilder(guarded).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new Child(name, builder.start(), log);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  Path log() {
    return log;
  }

  /** Complains when the process has ended by itself, with its own last words. */
  void mustLive() {
    if (!process.isAlive()) {
      throw new Trouble(name + " ended by itself (" + lastWords() + "); its log is " + log + ".");
    }
  }

  /** Everything it has said so far. */
  List<String> said() {
    try {
      return Files.exists(log)
          ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String lastWords() {
    var lines = said().stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
  }

  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
