package org.attune.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in hospital with its door closed to whoever has no token. */
class StrictDoorIT {

  private static final String CLIENT = "tester";
  private static final String FLAG =
      """
      {"resourceType":"Flag","status":"active","code":{"text":"x"},
       "subject":{"reference":"Patient/client-000001"}}
      """;

  @TempDir static Path folder;

  private static ECKey elliptic;
  private static RSAKey rsa;
  private static ECKey unknown;
  private static String endpoint;
  private static Running hospital;

  @BeforeAll
  static void open() throws Exception {
    elliptic = new ECKeyGenerator(Curve.P_384).keyID("one").generate();
    rsa = new RSAKeyGenerator(2048).keyID("two").generate();
    unknown = new ECKeyGenerator(Curve.P_384).keyID("three").generate();
    var keys = folder.resolve("keys.json");
    Files.writeString(keys, new JWKSet(java.util.List.<JWK>of(elliptic, rsa)).toString(true));
    int port = freePort();
    endpoint = "http://localhost:" + port + "/token";
    hospital =
        Running.start(
                port,
                folder.resolve("data"),
                "--load",
                "--clients",
                "1",
                "--today",
                "2026-11-22",
                "--authorisation",
                "strict",
                "--token-seconds",
                "6",
                "--client",
                CLIENT + "=" + keys.toUri(),
                "--app",
                CLIENT + "=http://localhost:9/app")
            .waitUntilOpen();
  }

  @AfterAll
  static void closeIt() {
    hospital.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(CLIENT)
        .subject(CLIENT)
        .audience(endpoint)
        .jwtID(UUID.randomUUID().toString())
        .expirationTime(Date.from(Instant.now().plusSeconds(200)));
  }

  private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(claims, JWSAlgorithm.ES384, "one", new ECDSASigner(elliptic));
  }

  private static String signed(
      JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String key, JWSSigner signer)
      throws JOSEException {
    var header = new JWSHeader.Builder(algorithm).keyID(key).build();
    var assertion = new SignedJWT(header, claims.build());
    assertion.sign(signer);
    return assertion.serialize();
  }

  private static HttpResponse<String> ask(String assertion, String scope)
      throws IOException, InterruptedException {
    return hospital.send(
        "POST",
        "/token",
        "grant_type=client_credentials&client_assertion_type="
            + URLEncoder.encode(
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
            + "&scope="
            + URLEncoder.encode(scope, StandardCharsets.UTF_8)
            + "&client_assertion="
            + assertion,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private static String token(String scope) throws Exception {
    var answer = ask(signed(claims()), scope);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return "Bearer " + json(answer).path("access_token").asText();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static void refused(String assertion) throws Exception {
    var answer = ask(assertion, "system/Flag.rs");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("error").asText()).isEqualTo("invalid_client");
  }

  @Test
  void it_says_where_tokens_are_had_and_what_it_can_do_to_everybody() throws Exception {
    var smart = hospital.read("/fhir/.well-known/smart-configuration");
    assertThat(smart.path("token_endpoint").asText()).isEqualTo(endpoint);
    assertThat(hospital.get("/fhir/metadata").statusCode()).isEqualTo(200);
  }

  @Test
  void without_a_token_nothing_is_said() throws Exception {
    var answer = hospital.get("/fhir/Appointment");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(
            hospital
                .send("GET", "/fhir/Appointment", "", "Authorization", "Bearer nonsense")
                .headers()
                .firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"invalid_token\"");
  }

  @Test
  void a_token_opens_what_its_scopes_say_and_no_more() throws Exception {
    var token = token("system/Appointment.rs system/Flag.rs");
    assertThat(get("/fhir/Appointment", token)).isEqualTo(200);
    assertThat(get("/fhir/Appointment/_history", token)).isEqualTo(200);
    assertThat(get("/fhir/Patient/client-000001", token)).isEqualTo(403);
    assertThat(post("/fhir/Flag", FLAG, token)).isEqualTo(403);
    assertThat(post("/fhir/Flag", FLAG, token("system/Flag.crus"))).isEqualTo(201);
    assertThat(post("/fhir/Flag", FLAG, token("system/Flag.write"))).isEqualTo(201);
  }

  @Test
  void a_transaction_needs_the_scopes_of_all_its_entries() throws Exception {
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
          {"resource":%s,"request":{"method":"POST","url":"Flag"}},
          {"resource":{"resourceType":"Device"},"request":{"method":"POST","url":"Device"}}]}
        """
            .formatted(FLAG);
    assertThat(post("/fhir", bundle, token("system/Flag.c"))).isEqualTo(403);
    assertThat(post("/fhir", bundle, token("system/Flag.c system/Device.c"))).isEqualTo(200);
  }

  @Test
  void a_token_ends() throws Exception {
    var token = token("system/Flag.rs");
    int answer = get("/fhir/Flag", token);
    assertThat(answer).isEqualTo(200);
    var patience = Instant.now().plusSeconds(30);
    while (answer == 200 && Instant.now().isBefore(patience)) {
      Thread.sleep(200);
      answer = get("/fhir/Flag", token);
    }
    assertThat(answer).isEqualTo(401);
  }

  @Test
  void rs384_is_taken_as_well() throws Exception {
    var assertion = signed(claims(), JWSAlgorithm.RS384, "two", new RSASSASigner(rsa));
    assertThat(ask(assertion, "system/Flag.rs").statusCode()).isEqualTo(200);
  }

  @Test
  void an_assertion_is_taken_once() throws Exception {
    var assertion = signed(claims());
    assertThat(ask(assertion, "system/Flag.rs").statusCode()).isEqualTo(200);
    refused(assertion);
  }

  @Test
  void an_assertion_for_somebody_else_is_refused() throws Exception {
    refused(signed(claims().audience("http://elsewhere.example/token")));
    refused(signed(claims().audience(endpoint.replace("/token", "/fhir"))));
  }

  @Test
  void an_assertion_that_is_late_or_lives_too_long_is_refused() throws Exception {
    refused(signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(120)))));
    refused(signed(claims().expirationTime(Date.from(Instant.now().plusSeconds(3_000)))));
  }

  @Test
  void an_unknown_key_another_algorithm_and_a_stranger_are_refused() throws Exception {
    refused(signed(claims(), JWSAlgorithm.ES384, "three", new ECDSASigner(unknown)));
    refused(signed(claims(), JWSAlgorithm.ES384, "one", new ECDSASigner(unknown)));
    refused(signed(claims(), JWSAlgorithm.RS256, "two", new RSASSASigner(rsa)));
    refused(signed(claims().issuer("stranger").subject("stranger")));
    refused(signed(claims().jwtID(null)));
  }

  @Test
  void a_scope_out_of_order_is_not_understood() throws Exception {
    for (String scope : new String[] {"system/Flag.sr", "system/Flag.", "user/Flag.rs", "openid"}) {
      var answer = ask(signed(claims()), scope);
      assertThat(answer.statusCode()).as(scope).isEqualTo(400);
      assertThat(json(answer).path("error").asText()).isEqualTo("invalid_scope");
    }
  }

  @Test
  void a_person_who_came_through_the_front_door_may_look_and_not_write() throws Exception {
    var cookie = hospital.get("/stories").headers().firstValue("Set-Cookie").orElse("");
    var pass = cookie.replaceFirst(";.*", "");
    assertThat(hospital.send("GET", "/fhir/Flag", "", "Cookie", pass).statusCode()).isEqualTo(200);
    assertThat(hospital.send("POST", "/fhir/Flag", FLAG, "Cookie", pass).statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_person_takes_a_program_with_them_to_one_client() throws Exception {
    var back = "http://localhost:9/app/api/launch/back";
    var verifier = new CodeVerifier();
    var launch =
        hospital.send(
            "POST",
            "/ehr/launch",
            "{\"user\":\"Practitioner/therapist-01\",\"patient\":\"client-000001\"}",
            "Content-Type",
            "application/json");
    var sent =
        hospital.get(
            "/authorize?response_type=code&client_id=%s&redirect_uri=%s&launch=%s&state=%s&aud=%s&nonce=n&code_challenge_method=S256&code_challenge=%s&scope=%s"
                .formatted(
                    CLIENT,
                    encoded(back),
                    json(launch).path("to").asText(),
                    "s".repeat(43),
                    encoded(endpoint.replace("/token", "/fhir")),
                    CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue(),
                    encoded("launch openid fhirUser patient/Patient.r")));
    assertThat(sent.statusCode()).isEqualTo(302);
    var code =
        sent.headers()
            .firstValue("Location")
            .orElseThrow()
            .replaceFirst(".*code=", "")
            .replaceFirst("&.*", "");
    var answer = redeem(code, back, verifier);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).path("patient").asText()).isEqualTo("client-000001");
    var identity = SignedJWT.parse(json(answer).path("id_token").asText());
    var keys = JWKSet.parse(hospital.get("/keys").body());
    var key = keys.getKeyByKeyId(identity.getHeader().getKeyID()).toECKey();
    assertThat(identity.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(identity.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n");
    assertThat(identity.getJWTClaimsSet().getStringClaim("fhirUser"))
        .endsWith("/fhir/Practitioner/therapist-01");
    var token = "Bearer " + json(answer).path("access_token").asText();
    assertThat(get("/fhir/Patient/client-000001", token)).isEqualTo(200);
    assertThat(get("/fhir/Practitioner/therapist-01", token)).isEqualTo(200);
    assertThat(get("/fhir/Practitioner/therapist-02", token)).isEqualTo(403);
    assertThat(get("/fhir/Patient", token)).isEqualTo(403);
    assertThat(get("/fhir/Flag", token)).isEqualTo(403);
    assertThat(redeem(code, back, verifier).statusCode()).isEqualTo(400);
    assertThat(get("/fhir/Patient/client-000001", token)).as("shown twice").isEqualTo(401);
  }

  private static HttpResponse<String> redeem(String code, String back, CodeVerifier verifier)
      throws Exception {
    return hospital.send(
        "POST",
        "/token",
        "grant_type=authorization_code&client_assertion_type="
            + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + signed(claims())
            + "&code="
            + code
            + "&redirect_uri="
            + encoded(back)
            + "&code_verifier="
            + verifier.getValue(),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static int get(String path, String token) throws Exception {
    return hospital.send("GET", path, "", "Authorization", token).statusCode();
  }

  private static int post(String path, String body, String token) throws Exception {
    return hospital.send("POST", path, body, "Authorization", token).statusCode();
  }
}
