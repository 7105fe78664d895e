package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.attune.checks.OpenIdProvider.Trick;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Staff sign in to the real EAR in a real server, by an OpenID provider that can play tricks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENTRANCE = "/attune/staff/sign-in";
  private static final String PAGE = "/attune/worklist/index.html#code=";

  private static final Map<String, Object> COORDINATOR =
      Map.of(
          "fhirUser", "https://ehr.example/fhir/Practitioner/7",
          "realm_access", Map.of("roles", List.of("care-coordination", "offline_access")),
          "groups", List.of("west", "everybody"));

  private final OpenIdProvider provider = new OpenIdProvider(Server.freePort());
  private final StaffRecords records = new StaffRecords();
  private Server server;

  @BeforeAll
  void a_site_whose_staff_sign_in() throws Exception {
    server =
        Server.start(
            "sign-in",
            Server.withSecret(OpenIdProvider.SECRET),
            Map.of(
                "ehr.base-url", records.base(),
                "sign-in.role-claim", "realm_access.roles",
                "sign-in.coordinator-roles", "care-coordination",
                "sign-in.unit-claim", "groups",
                "sign-in.units", "west=Organization/west"),
            Map.of("ATTUNE_SIGN_IN_PROVIDER", provider.issuer()));
    server.awaitDeployed();
  }

  @AfterAll
  void close() {
    if (server != null) {
      server.close();
    }
    provider.close();
    records.close();
  }

  /** Everything that a browser was answered on its way, in order. */
  private record Way(List<HttpResponse<String>> answers, CookieManager crumbs) {

    HttpResponse<String> end() {
      return answers.get(answers.size() - 1);
    }

    String to() {
      return end().headers().firstValue("location").orElse("");
    }
  }

  /**
   * Follows redirects as a browser does, until a page is shown or the page of the worklist asked.
   */
  private Way signIn(String... header) throws Exception {
    var crumbs = new CookieManager();
    var browser = HttpClient.newBuilder().cookieHandler(crumbs).build();
    var answers = new ArrayList<HttpResponse<String>>();
    var next = URI.create(server.address() + ENTRANCE);
    while (answers.size() < 6) {
      var request = HttpRequest.newBuilder(next);
      if (header.length > 0) {
        request.headers(header);
      }
      var answer = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answers.add(answer);
      var to = answer.headers().firstValue("location").map(URI::create);
      if (to.isEmpty() || to.get().getFragment() != null) {
        break;
      }
      next = to.get();
    }
    return new Way(answers, crumbs);
  }

  private HttpResponse<String> api(String method, String path, String token, String body)
      throws Exception {
    return server.send(method, "/attune/api/" + path, body, token);
  }

  private HttpResponse<String> swap(String code) throws Exception {
    return api("POST", "worklist-session", "none", "{\"code\":\"" + code + "\"}");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  @Test
  @Order(1)
  void while_the_provider_is_silent_that_is_said_and_passes() throws Exception {
    var way = signIn();
    assertThat(way.end().statusCode()).isEqualTo(503);
    assertThat(way.end().body()).contains("does not answer").doesNotContain("single-sign-on.cli");
    provider.open();
  }

  @Test
  @Order(2)
  void a_coordinator_signs_in_and_is_known_until_they_sign_out() throws Exception {
    provider.says(COORDINATOR, Trick.NONE);
    var way = signIn();
    assertThat(way.to()).startsWith(server.address() + PAGE);
    var code = way.to().substring((server.address() + PAGE).length());
    var swapped = swap(code);
    assertThat(swapped.statusCode()).isEqualTo(200);
    assertThat(swap(code).statusCode()).as("a code works once").isEqualTo(401);
    var token = json(swapped).path("token").asText();
    var me = api("GET", "worklist/me", token, "");
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(json(me).path("role").asText()).isEqualTo("COORDINATOR");
    assertThat(json(me).path("units").toString()).isEqualTo("[\"Organization/west\"]");
    assertThat(json(me).path("everyUnit").asBoolean()).isFalse();
    assertThat(me.headers().firstValue("attune-open-until")).isPresent();
    for (String elsewhere : List.of("chart", "caseload", "chart/banner")) {
      assertThat(api("GET", elsewhere, token, "").statusCode()).as(elsewhere).isEqualTo(401);
    }
    assertThat(api("DELETE", "worklist-session", token, "").statusCode()).isEqualTo(204);
    var after = api("GET", "worklist/me", token, "");
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(after.body()).contains("worklist-closed");
  }

  @Test
  @Order(3)
  void nothing_of_the_sign_in_is_left_behind() throws Exception {
    provider.says(COORDINATOR, Trick.NONE);
    var way = signIn();
    assertThat(way.to()).contains(PAGE);
    assertThat(way.crumbs().getCookieStore().getCookies()).as("cookies").isEmpty();
    assertThat(way.end().headers().firstValue("cache-control")).contains("no-store");
    assertThat(way.end().headers().firstValue("referrer-policy")).contains("no-referrer");
    for (var answer : way.answers()) {
      if (answer.uri().toString().startsWith(server.address())) {
        assertThat(answer.headers().allValues("set-cookie"))
            .filteredOn(each -> !each.contains("=\"\";"))
            .allSatisfy(
                each ->
                    assertThat(each)
                        .contains("path=/attune/staff", "HttpOnly", "SameSite=Lax")
                        .doesNotContainIgnoringCase("secure"));
      }
    }
  }

  @Test
  @Order(3)
  void whoever_comes_by_https_has_cookies_that_go_by_https_alone() throws Exception {
    provider.says(COORDINATOR, Trick.NONE);
    var way = (HttpsURLConnection) URI.create(server.byHttps() + ENTRANCE).toURL().openConnection();
    way.setInstanceFollowRedirects(false);
    way.setSSLSocketFactory(Believing.everybody());
    way.setHostnameVerifier((host, session) -> true);
    assertThat(way.getResponseCode()).isEqualTo(302);
    assertThat(way.getHeaderFields().get("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.toLowerCase(Locale.ROOT))
                    .contains("secure", "httponly", "samesite=lax"));
    way.disconnect();
  }

  @ParameterizedTest
  @Order(4)
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void what_cannot_be_believed_lets_nobody_in(Trick trick) throws Exception {
    provider.says(COORDINATOR, trick);
    var way = signIn();
    assertThat(way.end().statusCode()).isEqualTo(403);
    assertThat(way.end().body())
        .contains("could not be signed in", ENTRANCE)
        .doesNotContain("Exception", "ELY", "at org.");
  }

  @Test
  @Order(5)
  void the_access_token_of_a_coordinator_lets_nobody_in() throws Exception {
    provider.says(COORDINATOR, Trick.NONE);
    assertThat(signIn().to()).contains(PAGE);
    var shown = signIn("Authorization", "Bearer " + provider.accessToken());
    assertThat(shown.answers()).hasSize(1);
    assertThat(shown.end().statusCode()).isEqualTo(403);
    assertThat(shown.to()).isEmpty();
    var forged = signIn("Authorization", "Bearer x.y.z");
    assertThat(forged.end().statusCode()).isEqualTo(403);
    var inTheAddress = server.application(ENTRANCE + "?access_token=" + provider.accessToken());
    assertThat(inTheAddress.headers().firstValue("location").orElse(""))
        .startsWith(provider.issuer());
  }

  @Test
  @Order(6)
  void somebody_elses_answer_opens_nothing() throws Exception {
    var answer = server.application(ENTRANCE + "?code=a-code&state=guessed");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("broken off").doesNotContain("guessed");
    assertThat(server.application(ENTRANCE + "?error=access_denied&state=x").body())
        .contains("broken off");
  }

  @Test
  @Order(7)
  void who_lacks_something_hears_what_and_whom_to_ask_in_their_language() throws Exception {
    provider.says(Map.of("fhirUser", "Practitioner/7", "groups", List.of("west")), Trick.NONE);
    var noRole = signIn();
    assertThat(noRole.end().statusCode()).isEqualTo(403);
    assertThat(noRole.end().body())
        .contains("<html lang=\"en\">", "realm_access.roles", "care-coordination", "IT")
        .contains("attune-lead")
        .doesNotContain("Practitioner/7");
    assertThat(noRole.end().headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    var german = signIn("Accept-Language", "de-AT,de;q=0.9");
    assertThat(german.end().body())
        .contains("<html lang=\"de\">", "Ihr Konto öffnet die Arbeitsliste nicht");
    provider.says(without("groups"), Trick.NONE);
    assertThat(signIn().end().body()).contains("names no unit", "groups");
    provider.says(without("fhirUser"), Trick.NONE);
    assertThat(signIn().end().body()).contains("not linked to the record", "fhirUser");
  }

  private static Map<String, Object> without(String claim) {
    var claims = new HashMap<>(COORDINATOR);
    claims.remove(claim);
    return claims;
  }

  @Test
  @Order(8)
  void while_the_record_is_silent_nobody_is_let_in_whose_own_record_nobody_can_tell()
      throws Exception {
    provider.says(COORDINATOR, Trick.NONE);
    records.silence(true);
    var way = signIn();
    assertThat(way.end().statusCode()).isEqualTo(503);
    assertThat(way.end().body()).contains("record does not answer");
    records.silence(false);
  }

  @Test
  @Order(9)
  void the_logs_name_nobody_and_no_token() {
    assertThat(server.console())
        .noneMatch(line -> line.contains("Practitioner/7") || line.contains("eyJ"));
  }

  @Test
  @Order(10)
  void without_the_entry_of_the_server_everything_else_works() throws Exception {
    server.administer("/subsystem=elytron-oidc-client/secure-deployment=attune-sign-in.war:remove");
    server.administer("/deployment=attune.ear:redeploy");
    var answer = server.application(ENTRANCE);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("single-sign-on.cli", "ATTUNE_SIGN_IN_PROVIDER");
    assertThat(server.application("/attune/api/health/live").statusCode()).isEqualTo(200);
    assertThat(server.application("/attune/staff/page.css").statusCode()).isEqualTo(200);
    assertThat(server.application("/attune/staff/refusal").statusCode()).isEqualTo(404);
  }
}
