package org.attune.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PreflightTest {

  @Test
  void a_port_in_use_is_named_with_the_way_to_shift_it() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Preflight.portFree(taken.getLocalPort(), "the hospital"))
          .hasMessageContaining("Port " + taken.getLocalPort())
          .hasMessageContaining("the hospital")
          .hasMessageContaining("demo.port-offset");
    }
  }

  @Test
  void a_free_port_is_fine() throws IOException {
    int free;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    assertThatCode(() -> Preflight.portFree(free, "the hospital")).doesNotThrowAnyException();
  }

  @Test
  void an_old_jdk_is_named_with_the_cure() {
    assertThatThrownBy(() -> Preflight.javaVersion(11))
        .hasMessageContaining("JDK 17")
        .hasMessageContaining("JDK 11")
        .hasMessageContaining("JAVA_HOME");
    assertThatCode(() -> Preflight.javaVersion(17)).doesNotThrowAnyException();
  }

  @Test
  void a_full_disk_is_named_with_what_is_needed() {
    assertThatThrownBy(() -> Preflight.disk(12, Path.of("work")))
        .hasMessageContaining("12 MB")
        .hasMessageContaining("free some space");
    assertThatCode(() -> Preflight.disk(50_000, Path.of("work"))).doesNotThrowAnyException();
  }
}
