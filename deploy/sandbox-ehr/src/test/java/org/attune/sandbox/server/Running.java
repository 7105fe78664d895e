package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stand-in hospital that runs as a process of its own, and how to speak with it. */
final class Running implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_START_MILLIS = 240_000;

  final Process process;
  final Path log;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Running(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static Running start(int port, Path folder, String... more)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=240m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.attune.sandbox.SandboxEhr"));
    command.addAll(List.of("--port", "" + port, "--data", folder.toString()));
    command.addAll(List.of(more));
    var log = Files.createTempFile(folder.getParent(), "hospital", ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Running(process, log, port);
  }

  Running waitUntilOpen() throws IOException, InterruptedException {
    long until = System.currentTimeMillis() + LONGEST_START_MILLIS;
    while (!Files.readString(log).contains("is open after")) {
      if (!process.isAlive() || System.currentTimeMillis() > until) {
        throw new IllegalStateException("it did not open: " + Files.readString(log));
      }
      Thread.sleep(200);
    }
    return this;
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body));
    request.setHeader("Content-Type", "application/fhir+json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  JsonNode read(String path) throws IOException, InterruptedException {
    return JSON.readTree(get(path).body());
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, 20, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
  }
}
