package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import org.attune.access.CallerCheck.Verdict;
import org.attune.fhir.SiteSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CdsClientsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String ISSUER = "https://ehr.example/cds";
  private static final String HERE =
      "https://attune.example/attune/api/cds-services/attune-patient";
  private static final Set<String> ADDRESSES = Set.of(HERE);

  /** As CDS Hooks 2.0 publishes it: issued in 2011, good until 2015. */
  private static final String OF_THE_SPECIFICATION =
      "eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImV4YW1wbGUta2lkIiwiamt1IjoiaHR0"
          + "cHM6Ly9maGlyLWVoci5leGFtcGxlLmNvbS9qd2tfdXJpIn0"
          + "."
          + "eyJpc3MiOiJodHRwczovL2ZoaXItZWhyLmV4YW1wbGUuY29tLyIsImF1ZCI6Imh0dHBzOi8vY2Rz"
          + "LmV4YW1wbGUub3JnL2Nkcy1zZXJ2aWNlcy9zb21lLXNlcnZpY2UiLCJleHAiOjE0MjI1Njg4NjAs"
          + "ImlhdCI6MTMxMTI4MDk3MCwianRpIjoiZWUyMmIwMjEtZTFiNy00NjExLWJhNWItOGVlYzZhMzNh"
          + "YzFlIiwidGVuYW50IjoiMmRkZDZjM2EtOGU5YS00NGM2LWEzMDUtNTIxMTFhZDMwMmEyIn0"
          + "."
          + "d1WfLjGRKlcWB94l9do4cM8REXeYJLL6SGUBO8VHZhfM8mwKYP70EMxJ67War4TQblEpaQrp11wx"
          + "5p7oPFm2ETYgCicS84vXWEIYTdjooZdooCSDf2L8-i4awdoUwiEb";

  private HttpServer ehr;
  private ECKey key;
  private String published = "";
  private int asked;
  private int answer = 200;
  private Instant now = NOW;
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
  private SiteSettings settings;

  /** A server that holds no keys and no TLS of ours. */
  private static final class NoSecurity implements ServerSecurity {
    @Override
    public Optional<X509KeyManager> keys(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<SSLContext> tls(String name) {
      return Optional.empty();
    }
  }

  @BeforeEach
  void open() throws IOException, JOSEException {
    key = new ECKeyGenerator(Curve.P_384).keyID("one").generate();
    published = new JWKSet(key.toPublicJWK()).toString();
    ehr = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ehr.createContext(
        "/jwks",
        exchange -> {
          asked++;
          var bytes = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    ehr.start();
    settings = new SiteSettings().with("cds.clients", ISSUER + "=" + jwks());
  }

  @AfterEach
  void close() {
    ehr.stop(0);
  }

  private String jwks() {
    return "http://localhost:" + ehr.getAddress().getPort() + "/jwks";
  }

  private CdsClients clients() {
    return new CdsClients(
        settings, new RemoteKeys(new Connections(settings, new NoSecurity()), clock), clock);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(HERE)
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plusSeconds(300)))
        .jwtID(UUID.randomUUID().toString());
  }

  private String token(Consumer<JWTClaimsSet.Builder> change) {
    return token(change, header -> {});
  }

  private String token(
      Consumer<JWTClaimsSet.Builder> change, Consumer<JWSHeader.Builder> changeHeader) {
    return token(change, changeHeader, JWSAlgorithm.ES384, key);
  }

  private static String token(
      Consumer<JWTClaimsSet.Builder> change,
      Consumer<JWSHeader.Builder> changeHeader,
      JWSAlgorithm algorithm,
      ECKey by) {
    try {
      return signed(change, changeHeader, algorithm, by.getKeyID(), new ECDSASigner(by));
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String signed(
      Consumer<JWTClaimsSet.Builder> change,
      Consumer<JWSHeader.Builder> changeHeader,
      JWSAlgorithm algorithm,
      String name,
      JWSSigner signer)
      throws JOSEException {
    var claims = claims();
    change.accept(claims);
    var header = new JWSHeader.Builder(algorithm).keyID(name);
    changeHeader.accept(header);
    var token = new SignedJWT(header.build(), claims.build());
    token.sign(signer);
    return token.serialize();
  }

  private Verdict verdict(String token) {
    return clients().look(token, ADDRESSES).verdict();
  }

  @Test
  void an_ehr_that_the_site_trusts_is_welcome() {
    assertThat(verdict(token(claims -> {}))).isEqualTo(Verdict.WELCOME);
  }

  @Test
  void whoever_works_is_told_where_a_token_that_is_welcome_names_them() {
    assertThat(person(token(claims -> {}))).isNull();
    assertThat(person(token(claims -> claims.subject("Practitioner/7"))))
        .isEqualTo("Practitioner/7");
    assertThat(person(token(claims -> claims.subject("job").claim("fhirUser", "Practitioner/8"))))
        .isEqualTo("Practitioner/8");
    assertThat(person(token(claims -> claims.subject("Practitioner/7").jwtID(null)))).isNull();
  }

  private @Nullable String person(String token) {
    return clients().look(token, ADDRESSES).person();
  }

  @Test
  void the_audience_may_be_one_of_several() {
    assertThat(verdict(token(claims -> claims.audience(List.of("https://other.example", HERE)))))
        .isEqualTo(Verdict.WELCOME);
  }

  @Test
  void a_token_for_another_address_is_not_for_us() {
    assertThat(verdict(token(claims -> claims.audience(HERE + "/")))).isEqualTo(Verdict.NOT_FOR_US);
    assertThat(verdict(token(claims -> claims.audience((String) null))))
        .isEqualTo(Verdict.NOT_FOR_US);
  }

  @Test
  void nobody_is_trusted_unless_the_site_says_so() {
    settings.with("cds.clients", "");
    assertThat(verdict(token(claims -> {}))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void another_issuer_or_another_address_of_keys_is_unknown_and_never_asked() {
    assertThat(verdict(token(claims -> claims.issuer("https://evil.example"))))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(
            verdict(
                token(claims -> {}, header -> header.jwkURL(URI.create("https://evil.example/k")))))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(asked).isZero();
  }

  @Test
  void the_address_of_keys_may_be_said_if_it_is_the_one_that_is_set() {
    assertThat(verdict(token(claims -> {}, header -> header.jwkURL(URI.create(jwks())))))
        .isEqualTo(Verdict.WELCOME);
  }

  @Test
  void no_signature_and_a_shared_secret_prove_nothing() throws JOSEException {
    assertThat(verdict(new PlainJWT(claims().build()).serialize())).isEqualTo(Verdict.NO_TOKEN);
    var publicPart = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    assertThat(
            verdict(
                signed(
                    claims -> {},
                    header -> {},
                    JWSAlgorithm.HS256,
                    "one",
                    new MACSigner(publicPart))))
        .isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void a_signature_by_somebody_else_under_the_same_name_is_none() throws JOSEException {
    var another = new ECKeyGenerator(Curve.P_384).keyID("one").generate();
    assertThat(verdict(token(claims -> {}, header -> {}, JWSAlgorithm.ES384, another)))
        .isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void times_that_are_over_ahead_too_long_or_missing_are_refused() {
    assertThat(verdict(token(claims -> claims.expirationTime(Date.from(NOW.minusSeconds(61))))))
        .isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verdict(token(claims -> claims.issueTime(Date.from(NOW.plusSeconds(61))))))
        .isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verdict(token(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(61))))))
        .isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verdict(token(claims -> claims.expirationTime(Date.from(NOW.plusSeconds(3_600))))))
        .isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verdict(token(claims -> claims.expirationTime(null))))
        .isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(verdict(token(claims -> claims.issueTime(null)))).isEqualTo(Verdict.OUT_OF_TIME);
  }

  @Test
  void a_token_without_a_name_of_its_own_could_come_twice_and_is_refused() {
    assertThat(verdict(token(claims -> claims.jwtID(null)))).isEqualTo(Verdict.NOT_SIGNED);
  }

  @Test
  void what_is_no_token_is_told_from_one() {
    assertThat(verdict("")).isEqualTo(Verdict.NO_TOKEN);
    assertThat(verdict("a.b.c")).isEqualTo(Verdict.NO_TOKEN);
    assertThat(verdict("x".repeat(100_000))).isEqualTo(Verdict.NO_TOKEN);
  }

  @Test
  void a_new_key_is_found_after_a_minute_and_unknown_names_do_not_make_us_ask_again_and_again()
      throws JOSEException {
    var clients = clients();
    assertThat(clients.look(token(claims -> {}), ADDRESSES).verdict()).isEqualTo(Verdict.WELCOME);
    var next = new ECKeyGenerator(Curve.P_384).keyID("two").generate();
    published = new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK())).toString();
    for (int i = 0; i < 5; i++) {
      clients.look(token(claims -> {}, header -> {}, JWSAlgorithm.ES384, next), ADDRESSES);
    }
    assertThat(asked).isEqualTo(1);
    now = NOW.plus(Duration.ofSeconds(61));
    assertThat(
            clients
                .look(token(claims -> {}, header -> {}, JWSAlgorithm.ES384, next), ADDRESSES)
                .verdict())
        .isEqualTo(Verdict.WELCOME);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void keys_that_cannot_be_had_are_told_from_a_wrong_signature() {
    answer = 503;
    assertThat(verdict(token(claims -> {}))).isEqualTo(Verdict.KEYS_SILENT);
  }

  @Test
  void a_token_that_is_good_for_years_is_not_even_if_the_specification_shows_it() {
    settings =
        settings.with(
            "cds.clients", "https://fhir-ehr.example.com/=https://fhir-ehr.example.com/jwk_uri");
    now = Instant.parse("2012-01-01T00:00:00Z");
    var service = Set.of("https://cds.example.org/cds-services/some-service");
    assertThat(clients().look(OF_THE_SPECIFICATION, service).verdict())
        .as("all else about it fits: whose it is, for whom, how it is signed")
        .isEqualTo(Verdict.OUT_OF_TIME);
    assertThat(clients().look(OF_THE_SPECIFICATION, ADDRESSES).verdict())
        .isEqualTo(Verdict.NOT_FOR_US);
  }
}
