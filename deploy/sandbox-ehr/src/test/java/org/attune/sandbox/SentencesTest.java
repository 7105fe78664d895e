package org.attune.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.attune.sandbox.server.FhirServer;
import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void a_port_in_use_is_said_so() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      String said = "";
      try {
        FhirServer.checkPort(port);
      } catch (IOException e) {
        said = Sentences.of(e);
      }
      assertThat(said).startsWith("Port " + port + " is already in use.").contains("--port");
    }
  }

  @Test
  void a_full_disk_is_said_so_however_deep_it_hides() {
    var deep = new IOException("write failed", new IOException("No space left on device"));
    assertThat(Sentences.of(new UncheckedIOException(deep))).startsWith("The disk is full");
  }

  @Test
  void anything_else_is_told_by_its_deepest_cause() {
    assertThat(Sentences.of(new IllegalStateException("outer", new IOException("inner"))))
        .endsWith("inner");
  }
}
