package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says where tokens are had, hands them out, and sends people to the front desk and back. */
final class SmartPages extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Where an EHR says so. */
  static final String DISCOVERY = "/fhir/.well-known/smart-configuration";

  private static final int LARGEST_REQUEST = 64 * 1_024;

  private final transient TokenOffice office;
  private final transient Seal seal;
  private final transient @Nullable FrontDesk desk;

  SmartPages(TokenOffice office, Seal seal, @Nullable FrontDesk desk) {
    this.office = office;
    this.seal = seal;
    this.desk = desk;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getRequestURI()) {
      case DISCOVERY -> json(response, new ObjectMapper().writeValueAsString(discovery()));
      case "/keys" -> json(response, seal.published());
      case "/authorize" -> authorise(request, response);
      default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }

  private static void json(HttpServletResponse response, String text) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> discovery() {
    Map<String, Object> members = new TreeMap<>();
    members.put("token_endpoint", office.address());
    members.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
    members.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"));
    List<String> grants = new ArrayList<>(List.of("client_credentials"));
    List<String> scopes =
        new ArrayList<>(
            List.of("system/*.rs", "system/*.cruds", "system/*.read", "system/*.write"));
    List<String> capabilities =
        new ArrayList<>(
            List.of("client-confidential-asymmetric", "permission-v1", "permission-v2"));
    if (desk != null) {
      members.put("issuer", seal.issuer());
      members.put("jwks_uri", seal.keysAddress());
      members.put("authorization_endpoint", seal.issuer() + "/authorize");
      members.put("code_challenge_methods_supported", List.of("S256"));
      members.put("response_types_supported", List.of("code"));
      grants.add("authorization_code");
      scopes.addAll(
          List.of(
              "openid", "fhirUser", "launch", "launch/patient", "patient/*.rs", "user/Patient.rs"));
      capabilities.addAll(
          List.of(
              "launch-ehr",
              "launch-standalone",
              "context-ehr-patient",
              "context-standalone-patient",
              "permission-user",
              "sso-openid-connect"));
    }
    members.put("grant_types_supported", grants);
    members.put("scopes_supported", scopes);
    members.put("capabilities", capabilities);
    return members;
  }

  private void authorise(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var here = desk;
    if (here == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Map<String, String> asked = new HashMap<>();
    for (var each : request.getParameterMap().entrySet()) {
      if (each.getValue().length > 1) {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST, "asked twice");
        return;
      }
      asked.put(each.getKey(), each.getValue()[0]);
    }
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-store");
    try {
      response.setHeader("Location", here.authorise(asked));
      response.setStatus(HttpServletResponse.SC_FOUND);
    } catch (FrontDesk.NotHere nobody) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, nobody.getMessage());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(answer(request), response);
  }

  private HTTPResponse answer(HttpServletRequest request) throws IOException {
    try {
      var asked = new HTTPRequest(HTTPRequest.Method.POST, URI.create(office.address()));
      asked.setContentType(String.valueOf(request.getContentType()));
      asked.setBody(
          new String(request.getInputStream().readNBytes(LARGEST_REQUEST), StandardCharsets.UTF_8));
      return office.answer(asked).toHTTPResponse();
    } catch (ParseException noForm) {
      return new TokenErrorResponse(OAuth2Error.INVALID_REQUEST).toHTTPResponse();
    }
  }

  static void send(HTTPResponse answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.getStatusCode());
    answer
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    var body = answer.getBody();
    if (body != null) {
      response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
