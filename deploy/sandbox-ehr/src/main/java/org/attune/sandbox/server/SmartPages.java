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
import java.util.List;
import java.util.Map;

/** Says where tokens are had, and hands them out. */
final class SmartPages extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Where an EHR says so. */
  static final String DISCOVERY = "/fhir/.well-known/smart-configuration";

  private static final int LARGEST_REQUEST = 64 * 1_024;

  private final transient TokenOffice office;

  SmartPages(TokenOffice office) {
    this.office = office;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getRequestURI().equals(DISCOVERY)) {
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    response.setContentType("application/json");
    new ObjectMapper()
        .writeValue(
            response.getOutputStream(),
            Map.of(
                "token_endpoint",
                office.address(),
                "grant_types_supported",
                List.of("client_credentials"),
                "token_endpoint_auth_methods_supported",
                List.of("private_key_jwt"),
                "token_endpoint_auth_signing_alg_values_supported",
                List.of("RS384", "ES384"),
                "scopes_supported",
                List.of("system/*.rs", "system/*.cruds", "system/*.read", "system/*.write"),
                "capabilities",
                List.of("client-confidential-asymmetric", "permission-v1", "permission-v2")));
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

  private static void send(HTTPResponse answer, HttpServletResponse response) throws IOException {
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
