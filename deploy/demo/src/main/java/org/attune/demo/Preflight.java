package org.attune.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks before anything is started, so that what is missing is said at once and in words. */
final class Preflight {

  private static final long NEEDED_MEGABYTES = 1_500;

  private Preflight() {}

  static void check(Options options) {
    javaVersion(Runtime.version().feature());
    built(options.project().resolve("deploy/ear/target/attune.ear"));
    built(options.installed());
    built(options.wildfly().resolve("jboss-modules.jar"));
    built(options.project().resolve("deploy/sandbox-ehr/target/sandbox-ehr.jar"));
    try {
      Files.createDirectories(options.work());
      disk(Files.getFileStore(options.work()).getUsableSpace() / 1_000_000, options.work());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    if (options.withHospital()) {
      portFree(options.hospitalPort(), "the hospital");
    }
    if (options.withServer()) {
      portFree(options.serverPort(), "the application server");
      portFree(options.managementPort(), "the server's management");
    }
  }

  static void javaVersion(int feature) {
    if (feature < 17) {
      throw new Trouble(
          "Attune needs JDK 17 or newer and this is JDK "
              + feature
              + "; point JAVA_HOME at a newer one and try again.");
    }
  }

  static void disk(long megabytes, Path where) {
    if (megabytes < NEEDED_MEGABYTES) {
      throw new Trouble(
          "The disk of "
              + where
              + " has "
              + megabytes
              + " MB left and the demo needs "
              + NEEDED_MEGABYTES
              + " MB; free some space and try again.");
    }
  }

  static void portFree(int port, String forWhom) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw new Trouble(
          "Port "
              + port
              + ", wanted for "
              + forWhom
              + ", is already in use; stop what uses it, or shift all ports:"
              + " mvn -Pdemo -Ddemo.port-offset=100",
          taken);
    }
  }

  private static void built(Path file) {
    if (!Files.exists(file)) {
      throw new Trouble(file + " is missing; run mvn -Pdemo from the root of the project.");
    }
  }
}
