package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.junit.jupiter.api.Test;

class QuietlyOnceMoreTest {

  /** Hangs up on the first callers, and answers the others. */
  private static final class Moody implements AutoCloseable {

    final AtomicInteger calls = new AtomicInteger();
    private final ServerSocket door;

    Moody(int hangsUp) throws IOException {
      door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      var thread = new Thread(() -> listen(hangsUp), "moody");
      thread.setDaemon(true);
      thread.start();
    }

    private void listen(int hangsUp) {
      try {
        while (true) {
          try (var caller = door.accept()) {
            hear(
                new BufferedReader(
                    new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII)));
            if (calls.incrementAndGet() > hangsUp) {
              caller
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
            }
          }
        }
      } catch (IOException closed) {
        // That is the end of it.
      }
    }

    private static void hear(BufferedReader said) throws IOException {
      for (var line = said.readLine(); line != null && !line.isEmpty(); line = said.readLine()) {
        // Whatever is asked.
      }
    }

    String address() {
      return "http://127.0.0.1:" + door.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }

  private static int status(HttpUriRequest request) throws IOException {
    try (CloseableHttpClient client = new QuietlyOnceMore().build();
        var answer = client.execute(request)) {
      return answer.getStatusLine().getStatusCode();
    }
  }

  @Test
  void a_question_is_asked_again_where_the_line_broke() throws IOException {
    try (var server = new Moody(2)) {
      assertThat(status(new HttpGet(server.address()))).isEqualTo(204);
      assertThat(server.calls).hasValue(3);
    }
  }

  @Test
  void it_is_not_asked_for_ever() throws IOException {
    try (var server = new Moody(100)) {
      assertThatThrownBy(() -> status(new HttpGet(server.address())))
          .isInstanceOf(NoHttpResponseException.class);
      assertThat(server.calls).hasValue(4);
    }
  }

  @Test
  void what_writes_is_sent_once() throws IOException {
    try (var server = new Moody(1)) {
      var write = new HttpPost(server.address());
      write.setEntity(new StringEntity("{}", StandardCharsets.UTF_8));
      assertThatThrownBy(() -> status(write)).isInstanceOf(IOException.class);
      assertThat(server.calls).hasValue(1);
    }
  }
}
