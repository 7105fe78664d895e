package org.attune.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FrontDeskTest {

  private static final String HOME = "http://localhost:8090";
  private static final String USER = "Practitioner/therapist-01";
  private static final String STATE = "s".repeat(43);
  private static final App APP = new App("attune", URI.create("http://localhost:8080/attune"));

  private final CodeVerifier verifier = new CodeVerifier();
  private final FrontDesk desk = new FrontDesk(APP, HOME);

  private Map<String, String> asked() {
    Map<String, String> asked = new HashMap<>();
    asked.put("client_id", "attune");
    asked.put("redirect_uri", APP.back());
    asked.put("response_type", "code");
    asked.put("state", STATE);
    asked.put("aud", HOME + "/fhir");
    asked.put("scope", "launch openid fhirUser patient/Patient.r");
    asked.put("launch", desk.launch(USER, "client-000001", "about").orElseThrow());
    asked.put("code_challenge_method", "S256");
    asked.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    return asked;
  }

  private String code(Map<String, String> asked) throws FrontDesk.NotHere {
    var to = desk.authorise(asked);
    assertThat(to).startsWith(APP.back() + "?code=").contains("&state=" + STATE, "&iss=");
    return to.replaceFirst(".*code=", "").replaceFirst("&.*", "");
  }

  /** What a browser that is sent back with a code has open. */
  private FrontDesk.Context contextOf(String back) {
    var code = back.replaceFirst(".*code=", "").replaceFirst("&.*", "");
    return Objects.requireNonNull(
        desk.redeem(code, "attune", APP.back(), verifier.getValue()).orElseThrow().context());
  }

  private void goesBackWith(String error, String name, String value) throws FrontDesk.NotHere {
    var asked = asked();
    asked.put(name, value);
    assertThat(desk.authorise(asked)).as(name).startsWith(APP.back() + "?error=" + error + "&");
  }

  @Test
  void a_launch_gives_a_code_and_the_code_gives_the_client_once() throws Exception {
    var code = code(asked());
    assertThat(desk.redeem(code, "attune", APP.back(), verifier.getValue()))
        .hasValueSatisfying(
            visit -> {
              var context = Objects.requireNonNull(visit.context());
              assertThat(context.patient()).isEqualTo("client-000001");
              assertThat(context.user()).isEqualTo(USER);
            });
    assertThat(desk.redeem(code, "attune", APP.back(), verifier.getValue())).isEmpty();
  }

  @Test
  void a_word_for_a_launch_works_once() throws Exception {
    var asked = asked();
    code(asked);
    assertThat(desk.authorise(asked)).contains("error=invalid_request");
  }

  @Test
  void a_code_is_for_whoever_asked_for_it() throws Exception {
    var verified = verifier.getValue();
    assertThat(desk.redeem(code(asked()), "another", APP.back(), verified)).isEmpty();
    assertThat(desk.redeem(code(asked()), "attune", APP.back() + "/", verified)).isEmpty();
    assertThat(desk.redeem(code(asked()), "attune", APP.back(), new CodeVerifier().getValue()))
        .isEmpty();
  }

  @Test
  void nobody_is_sent_to_an_address_that_is_not_registered() {
    for (var wrong :
        Map.of("redirect_uri", "https://evil.example/back", "client_id", "another").entrySet()) {
      var asked = asked();
      asked.put(wrong.getKey(), wrong.getValue());
      assertThatThrownBy(() -> desk.authorise(asked)).isInstanceOf(FrontDesk.NotHere.class);
    }
  }

  @Test
  void whatever_is_not_as_the_standard_has_it_goes_back() throws Exception {
    goesBackWith("unsupported_response_type", "response_type", "token");
    goesBackWith("invalid_request", "state", "short");
    goesBackWith("invalid_request", "aud", "https://another.example/fhir");
    goesBackWith("invalid_request", "code_challenge_method", "plain");
    goesBackWith("invalid_request", "code_challenge", "short");
    goesBackWith("invalid_request", "launch", "guessed");
    goesBackWith("invalid_scope", "scope", "launch openid patient/Patient.sr");
    goesBackWith("invalid_scope", "scope", "launch system/Patient.r");
  }

  @Test
  void whoever_wants_no_chart_says_only_who_they_are() throws Exception {
    var asked = asked();
    asked.remove("launch");
    asked.put("scope", "openid fhirUser user/Patient.rs");
    var to = desk.authorise(asked);
    assertThat(to).startsWith("/choose.html#request=").endsWith("&chart=none");
    var request = to.replaceAll(".*request=|&chart=none", "");
    var back = desk.chosen(request, USER, "").orElseThrow();
    assertThat(contextOf(back).patient()).isNull();
  }

  @Test
  void whoever_launches_without_a_chart_has_none() throws Exception {
    assertThat(desk.launchWithoutChart("Nobody/1")).isEmpty();
    var asked = asked();
    asked.put("launch", desk.launchWithoutChart(USER).orElseThrow());
    asked.put("scope", "launch openid fhirUser user/Patient.rs");
    assertThat(contextOf(desk.authorise(asked)).patient()).isNull();
  }

  @Test
  void a_program_may_say_whose_chart_it_would_like_and_nothing_else() throws Exception {
    var asked = asked();
    asked.remove("launch");
    asked.put("scope", "launch/patient openid fhirUser patient/Patient.r");
    asked.put("patient", "client-000007");
    assertThat(desk.authorise(asked)).endsWith("&patient=client-000007");
    asked.put("patient", "x&request=guessed");
    assertThat(desk.authorise(asked)).doesNotContain("guessed");
  }

  @Test
  void whoever_comes_without_a_chart_chooses_one_once() throws Exception {
    var asked = asked();
    asked.remove("launch");
    asked.put("scope", "launch/patient openid fhirUser patient/Patient.r");
    var to = desk.authorise(asked);
    assertThat(to).startsWith("/choose.html#request=");
    var request = to.replaceFirst(".*=", "");
    assertThat(desk.chosen(request, "Nobody/1", "client-000002")).isEmpty();
    var back = desk.chosen(request, USER, "client-000002");
    assertThat(back).hasValueSatisfying(it -> assertThat(it).startsWith(APP.back() + "?code="));
    assertThat(desk.chosen(request, USER, "client-000002")).isEmpty();
  }
}
