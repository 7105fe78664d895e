package org.attune.fhir.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * A key store in memory. The JDK makes certificates only by a program of its own, which takes a
 * second for each; so they are written here, byte by byte. Of one kind and alias there is one pair
 * of keys for all tests.
 */
final class Certificates implements ServerSecurity {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final int SEQUENCE = 0x30;
  private static final byte[] ECDSA_SHA384 = HexFormat.of().parseHex("300a06082a8648ce3d040303");
  private static final byte[] RSA_SHA384 =
      HexFormat.of().parseHex("300d06092a864886f70d01010c0500");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
  private static final byte[] OTHER_NAME = HexFormat.of().parseHex("0603551d11");
  private static final byte[] VERSION_3 = HexFormat.of().parseHex("a003020102");

  private final KeyStore store;
  private final byte[] host;
  private final List<SSLContext> contexts = new ArrayList<>();

  Certificates() {
    this("localhost");
  }

  /** Made out to a host. */
  Certificates(String host) {
    this.host = host.getBytes(StandardCharsets.US_ASCII);
    try {
      store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** An elliptic key as SMART has it, from some day on. */
  Certificates elliptic(String alias, Instant from, int days) {
    return elliptic(alias, "secp384r1", from, days);
  }

  /** An elliptic key on some curve, from some day on. */
  Certificates elliptic(String alias, String curve, Instant from, int days) {
    var pair =
        PAIRS.computeIfAbsent(alias + curve + Arrays.hashCode(host), none -> pair("EC", curve));
    return hold(alias, pair, certificate(pair, ECDSA_SHA384, "SHA384withECDSA", from, days));
  }

  /** An RSA key, from some day on; always the same one. */
  Certificates rsa(String alias, Instant from, int days) {
    var pair = PAIRS.computeIfAbsent("RSA", none -> pair("RSA", ""));
    return hold(alias, pair, certificate(pair, RSA_SHA384, "SHA384withRSA", from, days));
  }

  private static KeyPair pair(String kind, String curve) {
    try {
      var generator = KeyPairGenerator.getInstance(kind);
      if (curve.isEmpty()) {
        generator.initialize(2_048);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Certificates hold(String alias, KeyPair pair, Certificate certificate) {
    try {
      store.setKeyEntry(alias, pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
      return this;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  // RFC 5280, section 4.1: version, serial, algorithm, issuer, validity, subject, key, extensions.
  private Certificate certificate(
      KeyPair pair, byte[] algorithm, String name, Instant from, int days) {
    var who = der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0C, host))));
    var othersToo = der(SEQUENCE, OTHER_NAME, der(0x04, der(SEQUENCE, der(0x82, host))));
    var said =
        der(
            SEQUENCE,
            VERSION_3,
            der(0x02, new byte[] {1}),
            algorithm,
            who,
            der(SEQUENCE, time(from), time(from.plus(Duration.ofDays(days)))),
            who,
            pair.getPublic().getEncoded(),
            der(0xA3, der(SEQUENCE, othersToo)));
    try {
      var signature = Signature.getInstance(name);
      signature.initSign(pair.getPrivate());
      signature.update(said);
      var whole = der(SEQUENCE, said, algorithm, der(0x03, new byte[] {0}, signature.sign()));
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static byte[] time(Instant moment) {
    return der(0x18, TIME.format(moment).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (content.size() > 0x7F) {
      whole.write(0x82);
      whole.write(content.size() >> 8);
    }
    whole.write(content.size() & 0xFF);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  @Override
  public Optional<X509KeyManager> keys(String name) {
    try {
      if (!name.equals("attune") || store.size() == 0) {
        return Optional.empty();
      }
      var factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(store, PASSWORD);
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
      shown.init(store, PASSWORD);
      var trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(others.trust());
      var context = SSLContext.getInstance("TLS");
      context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
      contexts.add(context);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private KeyStore trust() throws GeneralSecurityException {
    try {
      var trust = KeyStore.getInstance("PKCS12");
      trust.load(null, PASSWORD);
      for (String alias : Collections.list(store.aliases())) {
        trust.setCertificateEntry(alias, store.getCertificate(alias));
      }
      return trust;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public Optional<SSLContext> tls(String name) {
    return name.equals("hospital") ? contexts.stream().findFirst() : Optional.empty();
  }
}
