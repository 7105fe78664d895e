package org.attune.fhir.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest.Method;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An EHR whose authorisation takes nothing on trust: SMART Backend Services by the letter. */
final class StrictEhr implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(12);
  private final Clock clock;
  private final Set<String> seen = new HashSet<>();

  /** Every scope that was asked for, in order. */
  final List<String> asked = new ArrayList<>();

  /** Every assertion and every token; no log and no exception may hold one. */
  final List<String> secrets = new ArrayList<>();

  /** Every value of the header Authorization that the FHIR side saw. */
  final List<String> shown = new ArrayList<>();

  Supplier<JWKSet> registered = JWKSet::new;
  String client = "attune";
  List<String> algorithms = List.of("RS384", "ES384");
  String more = "";
  String tokenEndpoint;
  Set<String> unknownScopes = Set.of();
  String granted = "";
  int life = 300;
  int unasked;
  int discovered;
  @Nullable Instant itsClock;
  int fails;

  /** When it wants to be asked again, where it fails. */
  @Nullable Duration comeBackIn;

  /** So many requests for a token are heard; after that it wants to be left alone. */
  int patience = Integer.MAX_VALUE;

  String error = "";
  private final Set<String> valid = new HashSet<>();
  private final Map<String, String> allowed = new HashMap<>();

  StrictEhr(Clock clock) {
    this(clock, null);
  }

  StrictEhr(Clock clock, @Nullable SSLContext tls) {
    this.clock = clock;
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (tls == null) {
        server = HttpServer.create(here, 0);
      } else {
        var safe = HttpsServer.create(here, 0);
        safe.setHttpsConfigurator(new HttpsConfigurator(tls));
        server = safe;
      }
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
    server.createContext("/fhir/.well-known/smart-configuration", this::discovery);
    server.createContext("/token", this::token);
    server.createContext("/fhir", this::fhir);
    server.setExecutor(threads);
    server.start();
    tokenEndpoint =
        (tls == null ? "http" : "https")
            + "://localhost:"
            + server.getAddress().getPort()
            + "/token";
  }

  String base() {
    return tokenEndpoint.replace("/token", "/fhir");
  }

  /** What was asked for when a token was given. */
  synchronized String scopesOf(String token) {
    return allowed.getOrDefault(token, "");
  }

  /** Every token so far is no longer good. */
  synchronized void revoke() {
    valid.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private synchronized void discovery(HttpExchange exchange) throws IOException {
    discovered++;
    var algorithmsTold =
        algorithms.isEmpty()
            ? ""
            : ",\"token_endpoint_auth_signing_alg_values_supported\":[\""
                + String.join("\",\"", algorithms)
                + "\"]";
    reply(
        exchange,
        200,
        "{\"token_endpoint\":\"" + tokenEndpoint + "\"" + algorithmsTold + more + "}");
  }

  private synchronized void fhir(HttpExchange exchange) throws IOException {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    shown.add(String.valueOf(header));
    if (header == null || !valid.contains(header.replaceFirst("^Bearer ", ""))) {
      reply(exchange, 401, "{}");
    } else {
      reply(exchange, 200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}");
    }
  }

  private synchronized void token(HttpExchange exchange) throws IOException {
    unasked++;
    if (unasked > patience) {
      reply(exchange, 429, "{}");
      return;
    }
    if (fails != 0) {
      if (comeBackIn != null) {
        exchange.getResponseHeaders().set("Retry-After", "" + comeBackIn.toSeconds());
      }
      reply(exchange, fails, "{\"error\":\"" + error + "\"}");
      return;
    }
    try {
      grant(exchange, request(exchange));
    } catch (ParseException | JOSEException | URISyntaxException noRequest) {
      reply(exchange, 400, "{\"error\":\"invalid_request\"}");
    }
  }

  private HTTPRequest request(HttpExchange exchange)
      throws IOException, URISyntaxException, ParseException {
    var request = new HTTPRequest(Method.POST, new URI(tokenEndpoint));
    request.setHeader("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"));
    request.setBody(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    return request;
  }

  private void grant(HttpExchange exchange, HTTPRequest request)
      throws IOException, ParseException, JOSEException {
    var form = request.getBodyAsFormParameters();
    var scope = String.join(" ", form.getOrDefault("scope", List.of()));
    asked.add(scope);
    secrets.addAll(form.getOrDefault("client_assertion", List.of()));
    if (!form.getOrDefault("grant_type", List.of()).equals(List.of("client_credentials"))) {
      reply(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
    } else if (!isClient(ClientAuthentication.parse(request))) {
      reply(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if (List.of(scope.split(" ", -1)).stream().anyMatch(unknownScopes::contains)) {
      reply(exchange, 400, "{\"error\":\"invalid_scope\"}");
    } else {
      var token = UUID.randomUUID().toString();
      valid.add(token);
      allowed.put(token, scope);
      secrets.add(token);
      reply(
          exchange,
          200,
          "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d,\"scope\":\"%s\"}"
              .formatted(token, life, granted.isEmpty() ? scope : granted));
    }
  }

  private boolean isClient(@Nullable ClientAuthentication shownBy) throws JOSEException {
    if (!(shownBy instanceof PrivateKeyJWT assertion)) {
      return false;
    }
    var claims = assertion.getJWTAuthenticationClaimsSet();
    var now = itsClock == null ? clock.instant() : itsClock;
    var until = claims.getExpirationTime().toInstant();
    var key = registered.get().getKeyByKeyId(assertion.getClientAssertion().getHeader().getKeyID());
    var algorithm = assertion.getClientAssertion().getHeader().getAlgorithm();
    return key != null
        && key.getAlgorithm().equals(algorithm)
        && (algorithms.isEmpty() || algorithms.contains(algorithm.getName()))
        && claims.getClientID().getValue().equals(client)
        && claims.getIssuer().getValue().equals(client)
        && claims.getAudience().stream().anyMatch(one -> one.getValue().equals(tokenEndpoint))
        && until.isAfter(now)
        && !until.isAfter(now.plusSeconds(300))
        && seen.add(claims.getJWTID().getValue())
        && assertion
            .getClientAssertion()
            .verify(
                key instanceof ECKey elliptic
                    ? new ECDSAVerifier(elliptic)
                    : new RSASSAVerifier(key.toRSAKey()));
  }

  private void reply(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
