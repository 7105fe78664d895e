package org.attune.checks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A hospital's record that knows of its staff, and of one of them that she is a client, too. */
final class StaffRecords implements AutoCloseable {

  /** Whose record it is. */
  static final String OWN = "client-7";

  private static final String NUMBER =
      "\"identifier\":[{\"system\":\"urn:staff\",\"value\":\"7\"}]";

  private final HttpServer server;
  private volatile boolean silent;

  StaffRecords() {
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
    server.createContext("/fhir", this::answer);
    server.start();
  }

  String base() {
    return "http://localhost:" + server.getAddress().getPort() + "/fhir";
  }

  /** Answers nothing but that it cannot, or answers again. */
  void silence(boolean now) {
    silent = now;
  }

  private void answer(HttpExchange asked) throws IOException {
    var uri = asked.getRequestURI().toString();
    int status = silent ? 503 : 200;
    var body = silent ? "" : text(uri);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    asked.getResponseHeaders().add("Content-Type", "application/fhir+json");
    asked.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    asked.getResponseBody().write(bytes);
    asked.close();
  }

  private static String text(String uri) {
    if (uri.endsWith("/Practitioner/7")) {
      return "{\"resourceType\":\"Practitioner\",\"id\":\"7\"," + NUMBER + "}";
    }
    var entry =
        uri.contains("/Patient?identifier=")
            ? ",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\""
                + OWN
                + "\","
                + NUMBER
                + "}}]"
            : "";
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"" + entry + "}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
