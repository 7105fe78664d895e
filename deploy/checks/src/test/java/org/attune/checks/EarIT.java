package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real EAR in a real server, from outside, when something is not as it should be. */
class EarIT {

  private static final Map<String, String> NOBODY_THERE =
      Map.of("ehr.base-url", "http://localhost:9/fhir", "review.every-seconds", "5");

  @Test
  void beside_a_dead_ehr_it_is_alive_not_ready_and_says_so_once() throws Exception {
    try (var server = Server.start("dead-ehr", Server.installed(), NOBODY_THERE)) {
      server.awaitDeployed();
      server.await(
          "it never said that the EHR does not answer",
          () -> server.console().stream().anyMatch(line -> line.contains("localhost:9")));

      assertThat(server.application("/attune/api/health/live").statusCode()).isEqualTo(200);
      var ready = server.application("/attune/api/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("localhost:9");
      assertThat(server.management("/health/ready").body()).contains("\"attune\"");

      what_is_published_can_be_read(server);
      who_does_not_know_the_word_finds_nothing(server);
      nobody_comes_in_but_from_the_ehr(server);
      whatever_is_sent_says_how_little_it_needs(server);
      where_nobody_said_where_people_sign_in_it_says_so(server);

      server.await("it did not try again", () -> server.ready().contains("\"rounds\":\"3\""));
      assertThat(server.console())
          .filteredOn(line -> line.contains("[org.attune") && line.contains("localhost:9"))
          .hasSize(1);
    }
  }

  private static void who_does_not_know_the_word_finds_nothing(Server server) throws Exception {
    var before = server.ready();
    for (String path :
        List.of("hook", "hook/guessed", "hook/Appointment/7", "hook/a/Appointment/7")) {
      var method = path.startsWith("hook/") && path.contains("Appointment") ? "PUT" : "POST";
      var answer = server.send(method, "/attune/api/" + path, "x".repeat(100_000));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).isEmpty();
    }
    assertThat(before).doesNotContain("hooks.last-heard");
    assertThat(server.ready()).doesNotContain("hooks.last-heard");
  }

  private static void nobody_comes_in_but_from_the_ehr(Server server) throws Exception {
    var stranger =
        server.application("/attune/api/launch?iss=https%3A%2F%2Fevil.example%2Ffhir&launch=x");
    assertThat(stranger.statusCode()).isEqualTo(302);
    assertThat(stranger.headers().firstValue("location"))
        .hasValueSatisfying(
            to -> assertThat(to).endsWith("/attune/chart/index.html#problem=launch-refused"))
        .hasValueSatisfying(to -> assertThat(to).startsWith("http://localhost:"));
    assertThat(server.application("/attune/api/launch/standalone").headers().firstValue("location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("#problem=ehr-silent"));
    assertThat(
            server
                .application("/attune/api/launch/back?code=a&state=guessed")
                .headers()
                .firstValue("location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("#problem=launch-expired"));
    assertThat(server.application("/attune/api/chart/banner").statusCode()).isEqualTo(401);
    assertThat(server.application("/attune/api/caseload").statusCode()).isEqualTo(401);
    assertThat(server.application("/attune/caseload/index.html").statusCode()).isEqualTo(200);
    assertThat(server.application("/attune/worklist/index.html").statusCode()).isEqualTo(200);
    assertThat(server.application("/attune/api/launch/caseload").headers().firstValue("location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("#problem=ehr-silent"));
    assertThat(server.send("POST", "/attune/api/chart-session", "{}").statusCode()).isIn(400, 415);
    assertThat(server.send("DELETE", "/attune/api/chart-session", "").statusCode()).isEqualTo(204);
  }

  private static void where_nobody_said_where_people_sign_in_it_says_so(Server server)
      throws Exception {
    var answer = server.application("/attune/staff/sign-in");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("single-sign-on.cli", "ATTUNE_SIGN_IN_PROVIDER");
    assertThat(server.application("/attune/api/worklist/me").statusCode()).isEqualTo(401);
    assertThat(server.send("DELETE", "/attune/api/worklist-session", "").statusCode())
        .isEqualTo(204);
  }

  private static void whatever_is_sent_says_how_little_it_needs(Server server) throws Exception {
    for (String path : List.of("/attune/api/health/live", "/attune/", "/attune/api/none")) {
      var headers = server.application(path).headers();
      assertThat(headers.firstValue("content-security-policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
      assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
      assertThat(headers.firstValue("x-frame-options")).isEmpty();
      assertThat(headers.firstValue("set-cookie")).isEmpty();
    }
    assertThat(server.application("/attune/api/none").headers().allValues("cache-control"))
        .containsExactly("no-store");
    assertThat(server.application("/attune/api/jwks").headers().allValues("cache-control"))
        .singleElement()
        .asString()
        .contains("max-age");
  }

  private static void what_is_published_can_be_read(Server server) throws Exception {
    var sign = server.application("/attune/api/fhir/CodeSystem/sign");
    assertThat(sign.statusCode()).isEqualTo(200);
    assertThat(sign.headers().firstValue("content-type").orElse(""))
        .startsWith("application/fhir+json");
    assertThat(sign.body()).startsWith("{").contains("\"https://attune.org/fhir/CodeSystem/sign\"");
    assertThat(server.application("/attune/api/fhir").body()).contains("\"collection\"");
    assertThat(server.application("/attune/api/fhir/kit").body())
        .contains("\"transaction\"")
        .contains("\"CodeSystem?url=https://attune.org/fhir/CodeSystem/sign\"");
    var nothing = server.application("/attune/api/fhir/CodeSystem/nonsense");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).contains("OperationOutcome");
  }

  @Test
  void an_unknown_setting_stops_the_deployment_and_is_named_with_the_nearest_one()
      throws Exception {
    try (var server =
        Server.start("unknown-setting", Server.installed(), Map.of("review.evry-seconds", "5"))) {
      server.awaitRefused();
      assertThat(server.console())
          .anyMatch(
              line ->
                  line.contains("attune.review.evry-seconds")
                      && line.contains("attune.review.every-seconds"));
    }
  }

  @Test
  void a_setting_out_of_its_range_stops_the_deployment_and_is_named_with_the_range()
      throws Exception {
    try (var server =
        Server.start("wrong-setting", Server.installed(), Map.of("alliance-drop.limit", "11"))) {
      server.awaitRefused();
      assertThat(server.console())
          .anyMatch(
              line -> line.contains("attune.alliance-drop.limit") && line.contains("from 1.5"));
    }
  }

  @Test
  void a_wrong_setting_of_the_fhir_side_stops_the_deployment_too() throws Exception {
    try (var server =
        Server.start("wrong-fhir-setting", Server.installed(), Map.of("ehr.page-size", "0"))) {
      server.awaitRefused();
      assertThat(server.console()).anyMatch(line -> line.contains("attune.ehr.page-size"));
    }
  }
}
