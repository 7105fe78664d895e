package org.attune.checks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** An OpenID provider that asks nobody anything, and that can be told to play tricks. */
final class OpenIdProvider implements AutoCloseable {

  static final String CLIENT = "attune";
  static final String SECRET = "a secret";

  /** What is wrong with an identity token. */
  enum Trick {
    NONE,
    UNSIGNED,
    KEY_OF_SOMEBODY_ELSE,
    ANOTHER_ISSUER,
    ANOTHER_READER,
    TOO_OLD,
    ANOTHER_SIGN_IN
  }

  private final int port;
  private final RSAKey key = key();
  private final RSAKey other = key();
  private final Map<String, Object> said = new LinkedHashMap<>();
  private Trick trick = Trick.NONE;
  private String nonce = "";
  private String accessToken = "";
  private HttpServer server;

  OpenIdProvider(int port) {
    this.port = port;
  }

  String issuer() {
    return "http://localhost:" + port;
  }

  /** From now on, whoever signs in is somebody of whom this is said. */
  void says(Map<String, Object> claims, Trick how) {
    said.clear();
    said.putAll(claims);
    trick = how;
  }

  /** The access token of the latest sign-in. */
  String accessToken() {
    return accessToken;
  }

  void open() throws IOException {
    var opened =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    opened.createContext("/.well-known/openid-configuration", to -> send(to, 200, discovery()));
    opened.createContext("/keys", to -> send(to, 200, new JWKSet(key).toString(true)));
    opened.createContext("/authorize", this::authorise);
    opened.createContext("/token", this::token);
    opened.start();
    server = opened;
  }

  private String discovery() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/keys","response_types_supported":["code"]}
        """
        .formatted(issuer());
  }

  private void authorise(HttpExchange to) throws IOException {
    var asked = parameters(Objects.requireNonNull(to.getRequestURI().getRawQuery()));
    nonce = asked.getOrDefault("nonce", "");
    var state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    to.getResponseHeaders()
        .set("Location", asked.get("redirect_uri") + "?code=a-code&state=" + state);
    to.sendResponseHeaders(302, -1);
    to.close();
  }

  private void token(HttpExchange to) throws IOException {
    var basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    var asked = new String(to.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!basic.equals(to.getRequestHeaders().getFirst("Authorization"))
        || !asked.contains("code=a-code")) {
      send(to, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    // Valid, and made for us: what many a provider gives to any of its programs.
    accessToken = signed(claims().claim("typ", "Bearer"), key);
    send(
        to,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"%s\"}"
            .formatted(accessToken, identity()));
  }

  private String identity() {
    var claims = claims().claim("nonce", nonce);
    return switch (trick) {
      case NONE -> signed(claims, key);
      case UNSIGNED -> new PlainJWT(claims.build()).serialize();
      case KEY_OF_SOMEBODY_ELSE -> signed(claims, other);
      case ANOTHER_ISSUER -> signed(claims.issuer("http://elsewhere.example"), key);
      case ANOTHER_READER -> signed(claims.audience("another-program"), key);
      case TOO_OLD ->
          signed(claims.expirationTime(Date.from(Instant.now().minusSeconds(600))), key);
      case ANOTHER_SIGN_IN -> signed(claims.claim("nonce", "of another"), key);
    };
  }

  private JWTClaimsSet.Builder claims() {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(CLIENT)
            .subject("somebody")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)));
    said.forEach(claims::claim);
    return claims;
  }

  private String signed(JWTClaimsSet.Builder claims, RSAKey by) {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.build());
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048)
          .keyID("one")
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new HashMap<String, String>();
    for (String pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static void send(HttpExchange to, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    to.getResponseHeaders().set("Content-Type", "application/json");
    to.sendResponseHeaders(status, bytes.length);
    to.getResponseBody().write(bytes);
    to.close();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
