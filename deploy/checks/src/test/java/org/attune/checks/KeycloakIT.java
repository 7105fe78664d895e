package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Staff sign in through a real Keycloak, with name and password, as the manual tells IT to set it
 * up. It is 155 MB to fetch and runs only in the profile {@code keycloak}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "keycloak.home", matches = ".+")
class KeycloakIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
  private static final String PAGE = "/attune/worklist/index.html#code=";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final int port = Server.freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final StaffRecords records = new StaffRecords();
  private Process keycloak;
  private Server server;

  @BeforeAll
  void a_site_with_keycloak() throws Exception {
    server =
        Server.start(
            "keycloak",
            Server.withSecret(OpenIdProvider.SECRET),
            Map.of(
                "ehr.base-url", records.base(), "sign-in.coordinator-roles", "care-coordination"),
            Map.of("ATTUNE_SIGN_IN_PROVIDER", realm()));
    begin();
    server.awaitDeployed();
  }

  @AfterAll
  void close() throws InterruptedException {
    if (server != null) {
      server.close();
    }
    if (keycloak != null) {
      keycloak.descendants().forEach(ProcessHandle::destroy);
      keycloak.destroy();
      keycloak.waitFor(20, TimeUnit.SECONDS);
    }
    records.close();
  }

  private String realm() {
    return "http://localhost:" + port + "/realms/hospital";
  }

  private void begin() throws Exception {
    var home = Path.of(Objects.requireNonNull(System.getProperty("keycloak.home")));
    try (var file = KeycloakIT.class.getResourceAsStream("keycloak-realm.json")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(
          Files.createDirectories(home.resolve("data/import")).resolve("hospital-realm.json"),
          text.replace("REDIRECT", server.address() + "/attune/staff/sign-in"));
    }
    var started = Instant.now();
    var builder =
        new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--http-host=localhost",
                "--http-port=" + port,
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("console.log").toFile());
    builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    keycloak = builder.start();
    while (!answers()) {
      if (!keycloak.isAlive() || Instant.now().isAfter(started.plus(PATIENCE))) {
        throw new AssertionError(Files.readString(home.resolve("console.log")));
      }
      keycloak.waitFor(500, TimeUnit.MILLISECONDS);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      var discovery = URI.create(realm() + "/.well-known/openid-configuration");
      return get(discovery, Map.of()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(URI to, Map<String, String> crumbs)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(to).header("Cookie", header(crumbs)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String header(Map<String, String> crumbs) {
    return crumbs.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  /** A browser takes cookies marked Secure from this very machine; Java's own would not. */
  private static void keep(HttpResponse<String> answer, Map<String, String> crumbs) {
    for (var each : answer.headers().allValues("set-cookie")) {
      var parts = each.replaceFirst(";.*", "").split("=", 2);
      crumbs.put(parts[0], parts[1]);
    }
  }

  /** Where it ends that somebody signs in with a name and a password. */
  private HttpResponse<String> signIn(String name, String password) throws Exception {
    var crumbs = new HashMap<String, String>();
    var asked = follow(URI.create(server.address() + "/attune/staff/sign-in"), crumbs);
    assertThat(asked.uri().toString()).startsWith(realm());
    var form = FORM.matcher(asked.body());
    assertThat(form.find()).isTrue();
    var fields =
        "username="
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8);
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                .header("Cookie", header(crumbs))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    keep(answer, crumbs);
    var next = answer.headers().firstValue("location").map(URI::create);
    return next.isPresent() ? follow(next.get(), crumbs) : answer;
  }

  private HttpResponse<String> follow(URI from, Map<String, String> crumbs) throws Exception {
    var next = from;
    while (true) {
      var answer = get(next, crumbs);
      keep(answer, crumbs);
      var to = answer.headers().firstValue("location").map(URI::create);
      if (to.isEmpty() || to.get().getFragment() != null) {
        return answer;
      }
      next = to.get();
    }
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  @Test
  void a_coordinator_signs_in_with_name_and_password() throws Exception {
    var end = signIn("cora", "cora's word").headers().firstValue("location").orElse("");
    assertThat(end).startsWith(server.address() + PAGE);
    var code = end.substring((server.address() + PAGE).length());
    var swapped =
        server.send("POST", "/attune/api/worklist-session", "{\"code\":\"" + code + "\"}");
    var token = json(swapped).path("token").asText();
    var me = json(server.send("GET", "/attune/api/worklist/me", "", token));
    assertThat(me.path("role").asText()).isEqualTo("COORDINATOR");
    assertThat(List.of(JSON.treeToValue(me.path("units"), String[].class)))
        .containsExactly("Organization/east", "Organization/west");
  }

  @Test
  void who_has_no_role_there_hears_so_here() throws Exception {
    var end = signIn("theo", "theo's word");
    assertThat(end.statusCode()).isEqualTo(403);
    assertThat(end.body()).contains("does not open the worklist", "care-coordination");
  }

  @Test
  void a_wrong_password_stays_there() throws Exception {
    var end = signIn("cora", "guessed");
    assertThat(end.uri().toString()).startsWith(realm());
    assertThat(end.headers().firstValue("location")).isEmpty();
  }
}
