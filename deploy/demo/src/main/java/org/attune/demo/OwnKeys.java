package org.attune.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Attune's key in the key store of the demo's own server, made as the manual tells IT to. */
final class OwnKeys {

  private OwnKeys() {}

  /** The password of the key store. */
  static String password(Options options) {
    return Drawn.once(options, "keys.secret");
  }

  /** Makes one where there is none yet. */
  static void in(Path base, String password) {
    var store = base.resolve("data/attune/keys.p12");
    if (Files.exists(store)) {
      return;
    }
    try {
      Files.createDirectories(store.getParent());
      var process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-alias",
                      "attune-client-1",
                      "-keyalg",
                      "EC",
                      "-groupname",
                      "secp384r1",
                      "-validity",
                      "730",
                      "-dname",
                      "CN=attune",
                      "-storetype",
                      "PKCS12",
                      "-keystore",
                      store.toString(),
                      "-storepass",
                      password))
              .redirectErrorStream(true)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new Trouble("Attune's key could not be made: " + said.strip());
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Trouble("it was stopped.", stopped);
    }
  }
}
