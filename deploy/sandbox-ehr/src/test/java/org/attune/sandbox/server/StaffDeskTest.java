package org.attune.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaffDeskTest {

  private static final App APP =
      new App("attune", URI.create("http://localhost:8080/attune")).with("secret");

  private final StaffDesk desk = new StaffDesk(APP, "http://localhost:8090/sso");

  private static Map<String, String> asked() {
    Map<String, String> asked = new HashMap<>();
    asked.put("client_id", "attune");
    asked.put("redirect_uri", APP.staffEntrance());
    asked.put("response_type", "code");
    asked.put("scope", "openid");
    asked.put("state", "s".repeat(36));
    asked.put("nonce", "once");
    return asked;
  }

  private String code(Map<String, String> asked, String who) throws FrontDesk.NotHere {
    var to = desk.authorise(asked);
    assertThat(to).startsWith("/staff.html#request=");
    var back = desk.chosen(to.replaceFirst(".*=", ""), who).orElseThrow();
    assertThat(back).startsWith(APP.staffEntrance() + "?code=").contains("&state=sss", "&iss=");
    return back.replaceFirst(".*code=", "").replaceFirst("&.*", "");
  }

  @Test
  void whoever_says_who_they_are_gets_a_code_that_works_once() throws Exception {
    var code = code(asked(), "coordinator-02");
    assertThat(desk.redeem(code, APP.staffEntrance(), null))
        .hasValueSatisfying(
            visit -> {
              assertThat(visit.account().roles()).containsExactly("attune-coordinator");
              assertThat(visit.account().units()).containsExactly("Organization/day-clinic");
              assertThat(visit.asked()).containsEntry("nonce", "once");
            });
    assertThat(desk.redeem(code, APP.staffEntrance(), null)).isEmpty();
  }

  @Test
  void a_question_is_answered_once_and_by_nobody_who_has_no_account() throws Exception {
    var choice = desk.authorise(asked()).replaceFirst(".*=", "");
    assertThat(desk.chosen(choice, "nobody")).isEmpty();
    assertThat(desk.chosen("guessed", "lead-01")).isEmpty();
    assertThat(desk.chosen(choice, "lead-01")).isPresent();
    assertThat(desk.chosen(choice, "lead-01")).isEmpty();
  }

  @Test
  void nobody_is_sent_back_to_an_address_that_is_not_registered() {
    for (String name : new String[] {"client_id", "redirect_uri"}) {
      var asked = asked();
      asked.put(name, "https://evil.example");
      assertThatThrownBy(() -> desk.authorise(asked)).isInstanceOf(FrontDesk.NotHere.class);
    }
  }

  @Test
  void what_is_asked_wrongly_goes_back_as_an_error() throws Exception {
    goesBackWith("unsupported_response_type", "response_type", "token");
    goesBackWith("invalid_scope", "scope", "profile");
    goesBackWith("invalid_request", "state", "short");
    goesBackWith("invalid_request", "nonce", "");
    goesBackWith("invalid_request", "code_challenge", "short");
  }

  private void goesBackWith(String error, String name, String value) throws FrontDesk.NotHere {
    var asked = asked();
    asked.put(name, value);
    assertThat(desk.authorise(asked))
        .as(name)
        .startsWith(APP.staffEntrance() + "?error=" + error + "&");
  }

  @Test
  void a_code_that_was_asked_for_with_a_challenge_needs_its_verifier() throws Exception {
    var verifier = new CodeVerifier();
    var asked = asked();
    asked.remove("nonce");
    asked.put("code_challenge_method", "S256");
    asked.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    assertThat(desk.redeem(code(asked, "lead-01"), APP.staffEntrance(), verifier.getValue()))
        .isPresent();
    assertThat(desk.redeem(code(asked, "lead-01"), APP.staffEntrance(), null)).isEmpty();
    var other = new CodeVerifier().getValue();
    assertThat(desk.redeem(code(asked, "lead-01"), APP.staffEntrance(), other)).isEmpty();
    assertThat(desk.redeem(code(asked(), "lead-01"), APP.staffEntrance(), other)).isEmpty();
    assertThat(desk.redeem(code(asked(), "lead-01"), "http://elsewhere", null)).isEmpty();
  }

  /** Many a program takes no other key to check a signature with. */
  @Test
  void what_the_hospital_signs_with_says_that_it_is_for_signing() {
    assertThat(new Seal("http://localhost:8090/sso").published()).contains("\"use\":\"sig\"");
  }
}
