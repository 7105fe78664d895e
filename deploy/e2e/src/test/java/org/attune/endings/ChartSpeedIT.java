package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long the real server takes for the one call of a chart's page, and for the cards of a chart
 * that is opened, beside a ledger of {@code charts.clients} clients in {@code charts.database}
 * ({@code h2} or {@code postgresql}). What came of it is appended to {@code charts.results}.
 */
@EnabledIfSystemProperty(
    named = "charts.clients",
    matches = "\\d+",
    disabledReason = "fills a database for minutes; by command only since 22 November 2026")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartSpeedIT {

  private static final int CLIENTS = Integer.getInteger("charts.clients", 0);
  private static final int CALLS = Integer.getInteger("charts.calls", 1_000);
  private static final boolean POSTGRES =
      System.getProperty("charts.database", "h2").equals("postgresql");
  private static final Path RESULTS = Path.of(System.getProperty("charts.results"));

  /** So many are generated; the others are their copies. */
  private static final int GENERATED = 300;

  private static final int WARM_UP = 300;
  private static final int OFFSET = Integer.getInteger("charts.port-offset", 980);
  private static final String ATTUNE = "http://127.0.0.1:" + (8080 + OFFSET) + "/attune";
  private static final String ISSUER = "https://ehr.example.org";
  private static final String USER = "Practitioner/therapist-01";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Site site = Site.of(GENERATED);
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable HttpServer keys;
  private @Nullable Node node;
  private ECKey key;
  private String record = "";
  private List<String> patients = List.of();
  private long clients;

  @BeforeAll
  void fill_a_ledger_and_open_charts() throws Exception {
    key = new ECKeyGenerator(Curve.P_384).keyID("1").algorithm(JWSAlgorithm.ES384).generate();
    var work = Path.of(System.getProperty("work")).toAbsolutePath().resolve("charts");
    Map<String, String> environment = new HashMap<>();
    if (POSTGRES) {
      var server = EmbeddedPostgres.start();
      postgres = server;
      environment.putAll(Kit.database(server, "charts"));
      Kit.withPostgres(work);
    } else {
      Kit.copy(Kit.installed(), work);
    }
    Ordeal.withEar(work);
    // As the application server starts by itself, and not with the cheaper compiler of our tests.
    environment.put("JAVA_OPTS", "-Xms64m -Xmx512m -Djava.awt.headless=true");
    var start = new Node.Start(work, "standalone-full.xml", "one", OFFSET, environment, List.of());
    var ledger = ledger(work);
    try (var hospital = site.hospital()) {
      try (var first = start.with(site.settings(hospital.port())).begin()) {
        first.awaitQuiet();
        first.stop();
      }
      clients = ledger.fill(CLIENTS);
      patients = ledger.found(CALLS + WARM_UP);
      ledger.open(
          patients.stream().map(each -> Copies.digest(token(each))).toList(), patients, USER);
      record = "http://127.0.0.1:" + hospital.port() + "/fhir";
      node = start.with(settings(hospital.port())).begin();
      node.await(data -> data.path("rounds").asLong() > 0 && Node.settled(data));
    }
  }

  private Map<String, String> settings(int hospital) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var text = new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/keys",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    keys = server;
    var settings = new HashMap<>(site.settings(hospital));
    settings.put("review.every-seconds", "3600");
    settings.put(
        "cds.clients", ISSUER + "=http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
    return settings;
  }

  private Copies ledger(Path work) {
    return postgres == null
        ? new Copies("jdbc:h2:file:" + work.resolve("data/attune/ledger"), "attune", "")
        : new Copies(postgres.getJdbcUrl("postgres", "charts"), "postgres", "postgres");
  }

  @AfterAll
  void close() throws Exception {
    if (node != null) {
      node.close();
    }
    if (keys != null) {
      keys.stop(0);
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void charts_are_shown_beside_a_large_ledger() throws Exception {
    var times = new ArrayList<Double>();
    for (int call = 0; call < patients.size(); call++) {
      var request =
          HttpRequest.newBuilder(URI.create(ATTUNE + "/api/chart"))
              .header("Authorization", "Bearer " + token(patients.get(call)));
      long began = System.nanoTime();
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      times.add((System.nanoTime() - began) / 1e6);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"signals\"").contains("\"state\":\"ready\"");
    }
    note("chart", times);
  }

  @Test
  void cards_are_shown_beside_a_large_ledger() throws Exception {
    var times = new ArrayList<Double>();
    int said = 0;
    for (var patient : patients) {
      var address = ATTUNE + "/api/cds-services/attune-patient-view";
      var request =
          HttpRequest.newBuilder(URI.create(address))
              .header("Authorization", "Bearer " + letter(address))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(call(patient)));
      long began = System.nanoTime();
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      times.add((System.nanoTime() - began) / 1e6);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      said += answer.body().contains("\"summary\"") ? 1 : 0;
    }
    assertThat(said).isPositive();
    note("cards", times);
  }

  private String call(String patient) {
    return """
        {"hook": "patient-view", "hookInstance": "%s", "fhirServer": "%s",
         "context": {"userId": "%s", "patientId": "%s"},
         "prefetch": {"patient": {"resourceType": "Patient", "id": "%s"}}}
        """
        .formatted(UUID.randomUUID(), record, USER, patient, patient);
  }

  private String letter(String to) throws JOSEException {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(to)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .jwtID(UUID.randomUUID().toString());
    var letter =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("1").build(), claims.build());
    letter.sign(new ECDSASigner(key));
    return letter.serialize();
  }

  private static String token(String patient) {
    return "token-of-" + patient;
  }

  private void note(String what, List<Double> all) throws IOException {
    var times =
        all.subList(Math.min(WARM_UP, all.size() / 2), all.size()).stream().sorted().toList();
    var line =
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%d,%d,%.1f,%.1f,%.1f,%.1f",
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            what,
            POSTGRES ? "postgresql" : "h2",
            clients,
            times.size(),
            share(times, 0.5),
            share(times, 0.95),
            share(times, 1),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    var lines = new ArrayList<String>();
    if (!Files.exists(RESULTS) || Files.size(RESULTS) == 0) {
      lines.add("run,what,database,clients,calls,p50_ms,p95_ms,max_ms,load");
    }
    lines.add(line);
    Files.createDirectories(RESULTS.toAbsolutePath().getParent());
    Files.write(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println("charts: " + line);
  }

  /** The value that such a share of all does not exceed. */
  private static double share(List<Double> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
