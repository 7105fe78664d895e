package org.attune.e2e.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A record of another site, as browsers tell sites apart, with a frame for Attune. */
final class OtherSite implements AutoCloseable {

  private final HttpServer server;

  /**
   * @param inFrame what stands in the frame
   */
  OtherSite(String inFrame) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var page =
        "<!doctype html><html lang=\"en\"><title>Record</title><iframe title=\"Attune\" width=\"1200\""
            + " height=\"800\" sandbox=\"allow-scripts allow-same-origin allow-downloads\" src=\""
            + inFrame
            + "\"></iframe></html>";
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          var body = page.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** An address by number is another site than a name. */
  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
