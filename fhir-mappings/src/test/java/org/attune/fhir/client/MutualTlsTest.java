package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An EHR that opens its line only to who shows a certificate it knows. */
class MutualTlsTest {

  private static final FhirR4 FHIR = new FhirR4();

  private static Certificates ours;
  private static Certificates theirs;
  private static Certificates strangers;
  private static Certificates elsewhere;

  private final AtomicInteger asked = new AtomicInteger();
  private HttpsServer hospital;

  @BeforeAll
  static void make_keys() {
    var since = Instant.now().minus(Duration.ofDays(9));
    ours = new Certificates().elliptic("attune", since, 365);
    theirs = new Certificates().elliptic("hospital", since, 365);
    strangers = new Certificates().elliptic("other", since, 365);
    elsewhere = new Certificates("another-host.example").elliptic("hospital", since, 365);
  }

  @BeforeEach
  void open() throws IOException {
    hospital = hospitalThatShows(theirs);
  }

  private HttpsServer hospitalThatShows(Certificates shown) throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var tls = shown.contextThatTrusts(ours);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters line) {
            var parameters = tls.getDefaultSSLParameters();
            parameters.setNeedClientAuth(true);
            line.setSSLParameters(parameters);
          }
        });
    server.createContext(
        "/fhir",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  @AfterEach
  void close() {
    hospital.stop(0);
  }

  private EhrClient ehr(SSLContext line) {
    var settings =
        new SiteSettings()
            .with("ehr.base-url", "https://localhost:" + hospital.getAddress().getPort() + "/fhir")
            .with("ehr.ssl-context", "hospital");
    var security = holding(line);
    var clock = Clock.systemUTC();
    var connections = new Connections(settings, security);
    var keys = new ClientKeys(settings, security, clock);
    var nobodyAsks = new EhrAuthorisation(settings, connections, keys, List::of, clock);
    return new EhrClient(settings, FHIR, connections, nobodyAsks, clock);
  }

  private static ServerSecurity holding(SSLContext line) {
    return new ServerSecurity() {
      @Override
      public Optional<X509KeyManager> keys(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<SSLContext> tls(String name) {
        return Optional.of(line);
      }
    };
  }

  @Test
  void who_shows_a_certificate_that_the_hospital_knows_is_let_in() throws EhrUnavailable {
    assertThat(ehr(ours.contextThatTrusts(theirs)).get("Appointment").status()).isEqualTo(200);
  }

  @Test
  void another_certificate_is_refused_with_a_sentence_that_names_the_cure() {
    assertThatThrownBy(() -> ehr(strangers.contextThatTrusts(theirs)).get("Appointment"))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("certificate")
        .hasMessageContaining("attune.ehr.ssl-context");
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_hospital_whom_nobody_vouches_for_is_sent_nothing() {
    assertThatThrownBy(() -> ehr(ours.contextThatTrusts(strangers)).get("Appointment"))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("certificate");
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_certificate_made_out_to_another_host_is_no_certificate() throws IOException {
    hospital.stop(0);
    hospital = hospitalThatShows(elsewhere);
    assertThatThrownBy(() -> ehr(ours.contextThatTrusts(elsewhere)).get("Appointment"))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("certificate");
    assertThat(asked).hasValue(0);
  }
}
