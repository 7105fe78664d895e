package org.attune.fhir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.attune.ehr.EhrUnavailable;

/** A server that answers whatever it is asked with one and the same text. */
public final class OneAnswer {

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final int[] STATUS = {200, 200, 200, 200, 200, 200, 201, 400, 404, 500};

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile byte[] body = new byte[0];
  private volatile int status = 200;

  public OneAnswer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newFixedThreadPool(
            2,
            work -> {
              var thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  /** Where it is. */
  public String base() {
    return "http://localhost:" + server.getAddress().getPort() + "/fhir";
  }

  /** From now on it answers so; the text also decides with which status. */
  public void says(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    status = STATUS[Math.floorMod(text.hashCode(), STATUS.length)];
    asked.set(0);
  }

  /** How often it was asked since. */
  public int asked() {
    return asked.get();
  }

  /** A failure that IT reads must say nothing of what came. */
  public static void tellsNothing(EhrUnavailable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(Morphing.WORDS);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
    var bytes = body;
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
