package org.attune.sandbox.server;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through when its token allows all that it does: 401 without a good token, 403
 * beyond its scopes. A transaction needs the scopes of each of its entries.
 */
@Interceptor
public final class ScopeGuard {

  private static final TokenOffice.Pass LOOK_AROUND =
      new TokenOffice.Pass(Set.of("system/*.rs"), Instant.MAX, null);

  private final TokenOffice office;
  private final Visitors visitors;

  ScopeGuard(TokenOffice office, Visitors visitors) {
    this.office = office;
    this.visitors = visitors;
  }

  /** What a request does to one type: a letter of SMART's. */
  private record Deed(String type, char right) {}

  /** Looks at one request before it is handled. */
  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void check(
      RestOperationTypeEnum operation, RequestDetails request, ServletRequestDetails servlet) {
    if (operation == RestOperationTypeEnum.METADATA) {
      return;
    }
    var pass = pass(servlet);
    var context = pass.context();
    for (var deed : deeds(operation, request)) {
      boolean allowed =
          context == null
              ? pass.scopes().stream().anyMatch(scope -> allows("system/", scope, deed))
              : isTheirs(context, pass.scopes(), deed, request);
      if (!allowed) {
        throw new ForbiddenOperationException(
            "the token does not allow %s.%s".formatted(deed.type(), deed.right()));
      }
    }
  }

  /**
   * A person's token opens their client's own record, what the record says of themselves, and,
   * where they gave that away, the records of clients whom the program names.
   */
  private static boolean isTheirs(
      FrontDesk.Context context, Set<String> scopes, Deed deed, RequestDetails request) {
    var asked = request.getId() == null ? "" : deed.type() + "/" + request.getId().getIdPart();
    boolean named = request.getParameters().containsKey("_id");
    if (deed.right() == 's' && deed.type().equals("Patient") && named) {
      return context.user().startsWith("Practitioner/")
          && scopes.stream().anyMatch(scope -> allows("user/", scope, deed));
    }
    if (deed.right() != 'r') {
      return false;
    }
    return asked.equals(context.user())
        ? scopes.contains("fhirUser")
        : asked.equals("Patient/" + context.patient())
            && scopes.stream().anyMatch(scope -> allows("patient/", scope, deed));
  }

  private TokenOffice.Pass pass(ServletRequestDetails servlet) {
    var cookies = servlet.getServletRequest().getCookies();
    var header = servlet.getHeader("Authorization");
    if (header == null && cookies != null && visitors.knows(cookies)) {
      return LOOK_AROUND;
    }
    if (header == null || !header.startsWith("Bearer ")) {
      throw stranger("Bearer");
    }
    return office
        .pass(header.substring("Bearer ".length()).strip())
        .orElseThrow(() -> stranger("Bearer error=\"invalid_token\""));
  }

  private static AuthenticationException stranger(String challenge) {
    var refusal = new AuthenticationException("a token of the authorisation server is needed");
    refusal.addResponseHeader("WWW-Authenticate", challenge);
    return refusal;
  }

  private static Set<Deed> deeds(RestOperationTypeEnum operation, RequestDetails request) {
    var type = String.valueOf(request.getResourceName());
    Set<Deed> deeds = new LinkedHashSet<>();
    switch (operation) {
      case READ, VREAD, HISTORY_INSTANCE -> deeds.add(new Deed(type, 'r'));
      case SEARCH_TYPE, HISTORY_TYPE -> deeds.add(new Deed(type, 's'));
      case GET_PAGE -> {
        // The page of a search that was allowed.
      }
      case CREATE -> write(deeds, type, 'c', request.getHeader("If-None-Exist"));
      case UPDATE, PATCH -> write(deeds, type, 'u', conditional(request));
      case DELETE -> write(deeds, type, 'd', conditional(request));
      case TRANSACTION ->
          ((Bundle) request.getResource()).getEntry().forEach(entry -> add(deeds, entry));
      default -> deeds.add(new Deed("*", 'd'));
    }
    return deeds;
  }

  private static @Nullable String conditional(RequestDetails request) {
    return request.getId() == null ? "?" : null;
  }

  private static void write(Set<Deed> deeds, String type, char right, @Nullable String search) {
    deeds.add(new Deed(type, right));
    if (search != null) {
      deeds.add(new Deed(type, 's'));
    }
  }

  private static void add(Set<Deed> deeds, BundleEntryComponent entry) {
    var url = entry.getRequest().getUrl();
    var type = url.replaceFirst("[/?].*", "");
    var search = url.contains("?") ? "?" : entry.getRequest().getIfNoneExist();
    switch (entry.getRequest().getMethod()) {
      case GET, HEAD -> deeds.add(new Deed(type, url.contains("/") ? 'r' : 's'));
      case POST -> write(deeds, type, 'c', search);
      case PUT, PATCH -> write(deeds, type, 'u', search);
      case DELETE -> write(deeds, type, 'd', search);
      case NULL -> deeds.add(new Deed("*", 'd'));
    }
  }

  private static boolean allows(String whose, String scope, Deed deed) {
    int dot = scope.indexOf('.');
    if (!scope.startsWith(whose) || dot < 0) {
      return false;
    }
    var type = scope.substring(whose.length(), dot);
    if (!type.equals("*") && !type.equals(deed.type())) {
      return false;
    }
    var permission = scope.substring(dot + 1);
    return switch (permission) {
      case "*" -> true;
      case "read" -> deed.right() == 'r' || deed.right() == 's';
      case "write" -> deed.right() == 'c' || deed.right() == 'u' || deed.right() == 'd';
      default -> permission.indexOf(deed.right()) >= 0;
    };
  }
}
