package org.attune.fhir.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.attune.access.SecretWord;

/** An EHR that lets people in, by the letter or, where a test says so, with a lie in one place. */
final class LaunchingEhr implements AutoCloseable {

  static final RSAKey KEY = key("1");
  static final RSAKey ANOTHER_KEY = key("1");

  static final OctetSequenceKey SECRET =
      new OctetSequenceKey.Builder("what everybody can read among the keys".getBytes(UTF_8))
          .keyID("1")
          .build();

  private final HttpServer server;
  private final Map<String, String> challenges = new HashMap<>();
  private final Set<String> assertions = new HashSet<>();

  /** What the record holds, by reference. */
  final Map<String, String> record = new HashMap<>();

  /** Whatever must be in no message: codes, tokens, ids. */
  final List<String> secrets = new ArrayList<>(List.of("p1", "therapist-7"));

  /** Every request to the record, with who asked. */
  final List<String> asked = new ArrayList<>();

  Supplier<JWKSet> registered = JWKSet::new;
  JWKSet published = new JWKSet(KEY.toPublicJWK());
  String more = "";
  String issuer;
  String scope = "launch openid fhirUser patient/Patient.r user/Person.s";
  String patient = "\"patient\":\"p1\",";
  UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
  Signing signing = LaunchingEhr::byKey;
  int tokenStatus = 200;
  int recordStatus = 200;
  private final Map<String, String> nonces = new HashMap<>();

  /** How the identity token is signed. */
  interface Signing {
    String sign(JWTClaimsSet claims) throws JOSEException;
  }

  LaunchingEhr() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
    issuer = "http://localhost:" + server.getAddress().getPort();
    server.createContext("/fhir/.well-known/smart-configuration", this::discovery);
    server.createContext("/token", this::token);
    server.createContext("/keys", it -> reply(it, 200, published.toString(false)));
    server.createContext("/fhir", this::fhir);
    server.start();
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  String base() {
    return issuer + "/fhir";
  }

  /** A person signs in and says yes; the code that their browser brings back. */
  String signIn(URI sentTo) {
    var asks = new HashMap<String, String>();
    URLUtils.parseParameters(sentTo.getRawQuery())
        .forEach((name, values) -> asks.put(name, values.get(0)));
    var code = "code-" + challenges.size();
    secrets.add(code);
    challenges.put(code, asks.get("code_challenge") + " " + asks.get("redirect_uri"));
    nonces.put(code, asks.getOrDefault("nonce", ""));
    return code;
  }

  static String byKey(JWTClaimsSet claims) throws JOSEException {
    return by(KEY, claims);
  }

  static String byAnotherKey(JWTClaimsSet claims) throws JOSEException {
    return by(ANOTHER_KEY, claims);
  }

  private static String by(RSAKey key, JWTClaimsSet claims) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build();
    var signed = new SignedJWT(header, claims);
    signed.sign(new RSASSASigner(key));
    return signed.serialize();
  }

  static String byNobody(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  /** With what everybody can read, since it stands among the keys. */
  static String bySecret(JWTClaimsSet claims) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("1").build();
    var signed = new SignedJWT(header, claims);
    signed.sign(new MACSigner(SECRET));
    return signed.serialize();
  }

  private synchronized void discovery(HttpExchange exchange) throws IOException {
    reply(
        exchange,
        200,
        """
        {"token_endpoint":"%s/token","authorization_endpoint":"%s/authorize?tenant=a","issuer":"%s",
         "jwks_uri":"%s/keys","token_endpoint_auth_signing_alg_values_supported":["ES384"]%s}
        """
            .formatted(issuer, issuer, issuer, issuer, more));
  }

  private synchronized void token(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var form = new HashMap<String, String>();
    URLUtils.parseParameters(body).forEach((name, values) -> form.put(name, values.get(0)));
    secrets.add(form.getOrDefault("client_assertion", "none"));
    var code = form.getOrDefault("code", "");
    var challenge = challenges.remove(code);
    if (tokenStatus != 200) {
      reply(exchange, tokenStatus, "{\"error\":\"server_error\"}");
    } else if (!isClient(form.getOrDefault("client_assertion", ""))) {
      reply(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if (challenge == null || !challenge.equals(proof(form))) {
      reply(exchange, 400, "{\"error\":\"invalid_grant\"}");
    } else {
      secrets.add("token-of-" + code);
      reply(exchange, 200, granted(code));
    }
  }

  private static String proof(Map<String, String> form) {
    return SecretWord.challenge(form.getOrDefault("code_verifier", ""))
        + " "
        + form.get("redirect_uri");
  }

  private String granted(String code) {
    var now = Instant.now();
    var said =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject("somebody")
            .audience("attune")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", nonces.get(code))
            .claim("fhirUser", base() + "/Practitioner/therapist-7");
    try {
      var identity = signing.sign(claims.apply(said).build());
      secrets.add(identity);
      return """
          {"access_token":"token-of-%s","token_type":"Bearer","expires_in":300,"scope":"%s",%s
           "id_token":"%s"}
          """
          .formatted(code, scope, patient, identity);
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private boolean isClient(String assertion) {
    try {
      var shown = SignedJWT.parse(assertion);
      var key = registered.get().getKeyByKeyId(shown.getHeader().getKeyID());
      return key != null
          && shown.verify(new ECDSAVerifier(key.toECKey()))
          && shown.getJWTClaimsSet().getIssuer().equals("attune")
          && shown.getJWTClaimsSet().getAudience().equals(List.of(issuer + "/token"))
          && assertions.add(shown.getJWTClaimsSet().getJWTID());
    } catch (ParseException | JOSEException none) {
      return false;
    }
  }

  private synchronized void fhir(HttpExchange exchange) throws IOException {
    var link = exchange.getRequestURI().toString().replaceFirst("^/fhir/", "");
    asked.add(link + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    var found = record.get(link);
    if (recordStatus != 200) {
      reply(exchange, recordStatus, "{}");
    } else if (found == null) {
      reply(exchange, 404, "{}");
    } else {
      reply(exchange, 200, found);
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
