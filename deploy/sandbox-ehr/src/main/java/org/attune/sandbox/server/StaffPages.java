package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Response;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The hospital's sign-in for staff: an OpenID provider with one client. */
final class StaffPages extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Everything of it stands below this. */
  static final String BELOW = "/sso";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 64 * 1_024;
  private static final int TOKEN_SECONDS = 300;

  private final transient StaffDesk desk;
  private final transient Seal seal;
  private final String home;

  StaffPages(StaffDesk desk, Seal seal, String home) {
    this.desk = desk;
    this.seal = seal;
    this.home = home;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-store");
    switch (String.valueOf(request.getPathInfo())) {
      case "/.well-known/openid-configuration" ->
          json(response, JSON.writeValueAsString(discovery()));
      case "/keys" -> json(response, seal.published());
      case "/authorize" -> authorise(request, response);
      case "/people" -> json(response, JSON.writeValueAsString(people()));
      case "/end" -> to(response, home + "/");
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private Map<String, Object> discovery() {
    var issuer = seal.issuer();
    Map<String, Object> members = new TreeMap<>();
    members.put("issuer", issuer);
    members.put("authorization_endpoint", issuer + "/authorize");
    members.put("token_endpoint", issuer + "/token");
    members.put("end_session_endpoint", issuer + "/end");
    members.put("jwks_uri", seal.keysAddress());
    members.put("response_types_supported", List.of("code"));
    members.put("grant_types_supported", List.of("authorization_code"));
    members.put("subject_types_supported", List.of("public"));
    members.put("id_token_signing_alg_values_supported", List.of("ES384"));
    members.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
    members.put("code_challenge_methods_supported", List.of("S256"));
    members.put("scopes_supported", List.of("openid"));
    members.put(
        "claims_supported", List.of("sub", "iss", "aud", "nonce", "fhirUser", "roles", "units"));
    return members;
  }

  private static List<Map<String, String>> people() {
    return StaffDesk.ACCOUNTS.stream()
        .map(each -> Map.of("id", each.id(), "words", each.words()))
        .toList();
  }

  private void authorise(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, String> asked = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> asked.put(name, values[0]));
    try {
      to(response, desk.authorise(asked));
    } catch (FrontDesk.NotHere nobody) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, nobody.getMessage());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/token" -> SmartPages.send(token(request).toHTTPResponse(), response);
      case "/choice" -> choice(request, response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void choice(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // A page from elsewhere can send a form, and no JSON.
    var to =
        "application/json".equals(request.getContentType())
            ? chosen(request)
            : Optional.<String>empty();
    if (to.isPresent()) {
      json(response, JSON.writeValueAsString(Map.of("to", to.get())));
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private Optional<String> chosen(HttpServletRequest request) throws IOException {
    var said = JSON.readTree(request.getInputStream().readNBytes(LARGEST));
    return desk.chosen(said.path("request").asText(""), said.path("user").asText(""));
  }

  private Response token(HttpServletRequest request) throws IOException {
    try {
      var asked = new HTTPRequest(HTTPRequest.Method.POST, URI.create(seal.issuer() + "/token"));
      asked.setContentType(String.valueOf(request.getContentType()));
      asked.setAuthorization(request.getHeader("Authorization"));
      asked.setBody(
          new String(request.getInputStream().readNBytes(LARGEST), StandardCharsets.UTF_8));
      return token(TokenRequest.parse(asked));
    } catch (ParseException unreadable) {
      return new TokenErrorResponse(OAuth2Error.INVALID_REQUEST);
    }
  }

  private Response token(TokenRequest request) {
    if (!known(request.getClientAuthentication())) {
      return new TokenErrorResponse(OAuth2Error.INVALID_CLIENT);
    }
    if (!(request.getAuthorizationGrant() instanceof AuthorizationCodeGrant grant)
        || grant.getRedirectionURI() == null) {
      return new TokenErrorResponse(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
    }
    var verifier = grant.getCodeVerifier();
    return desk.redeem(
            grant.getAuthorizationCode().getValue(),
            grant.getRedirectionURI().toString(),
            verifier == null ? null : verifier.getValue())
        .<Response>map(this::granted)
        .orElseGet(() -> new TokenErrorResponse(OAuth2Error.INVALID_GRANT));
  }

  private boolean known(@Nullable ClientAuthentication shown) {
    return shown instanceof ClientSecretBasic basic
        && basic.getClientID().getValue().equals(desk.app().client())
        && basic.getClientSecret().equals(new Secret(String.valueOf(desk.app().staffSecret())));
  }

  /** Roles and units stand in the identity token; the other one is good for nothing here. */
  private Response granted(StaffDesk.Visit visit) {
    var account = visit.account();
    Map<String, Object> said = new HashMap<>();
    said.put("fhirUser", home + "/fhir/Practitioner/" + account.id());
    said.put("roles", account.roles());
    said.put("units", account.units());
    said.put("nonce", visit.asked().getOrDefault("nonce", ""));
    var client = desk.app().client();
    var access = seal.staff(home + "/nothing", account.id(), Map.of("typ", "Bearer"));
    return new AccessTokenResponse(
        new Tokens(new BearerAccessToken(access, TOKEN_SECONDS, null), null),
        Map.of("id_token", seal.staff(client, account.id(), said)));
  }

  private static void to(HttpServletResponse response, String address) {
    response.setHeader("Location", address);
    response.setStatus(HttpServletResponse.SC_FOUND);
  }

  private static void json(HttpServletResponse response, String text) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
