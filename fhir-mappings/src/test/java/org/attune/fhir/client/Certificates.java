package org.attune.fhir.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/** A key store in a file, made with the JDK's own keytool. */
final class Certificates implements ServerSecurity {

  private static final String PASSWORD = "changeit";

  private final Path file;
  private final String host;
  private final List<SSLContext> contexts = new ArrayList<>();

  Certificates(Path file) {
    this(file, "localhost");
  }

  /** Made out to a host. */
  Certificates(Path file, String host) {
    this.file = file;
    this.host = host;
  }

  /** An elliptic key from some day on. */
  Certificates elliptic(String alias, String from, int days) {
    return make(alias, from, days, "-keyalg", "EC", "-groupname", "secp384r1");
  }

  /** An RSA key from some day on. */
  Certificates rsa(String alias, String from, int days) {
    return make(alias, from, days, "-keyalg", "RSA", "-keysize", "2048");
  }

  Certificates make(String alias, String from, int days, String... kind) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-startdate",
                from,
                "-validity",
                "" + days));
    command.addAll(List.of(kind));
    run(command);
    return this;
  }

  private static void run(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private KeyStore store() {
    try (InputStream stream = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(stream, PASSWORD.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public Optional<X509KeyManager> keys(String name) {
    if (!name.equals("attune") || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store(), PASSWORD.toCharArray());
      return Optional.of((X509KeyManager) factory.getKeyManagers()[0]);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** A server that shows these keys, or a client that trusts them. */
  SSLContext context() {
    return contextThatTrusts(this);
  }

  /** One side of a line: it shows these keys, and trusts the others'. */
  SSLContext contextThatTrusts(Certificates others) {
    try {
      var shown = KeyManagerFactory.getInstance("SunX509");
      shown.init(store(), PASSWORD.toCharArray());
      var trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(others.store());
      var context = SSLContext.getInstance("TLS");
      context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
      contexts.add(context);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public Optional<SSLContext> tls(String name) {
    return name.equals("hospital") ? contexts.stream().findFirst() : Optional.empty();
  }
}
