package org.attune.web.shared;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.attune.access.ChartSessions;
import org.jspecify.annotations.Nullable;

/** Lets in whoever holds the token of an open chart; everybody else is told how to come back. */
@Provider
@OpenChart
@Priority(Priorities.AUTHENTICATION)
public class ChartDoor implements ContainerRequestFilter {

  private static final String BEARER = "Bearer ";

  @Inject private ChartSessions charts;
  @Inject private Looking looking;

  @Override
  public void filter(ContainerRequestContext request) {
    var token = token(request);
    var chart = token == null ? null : charts.find(token).orElse(null);
    if (chart == null) {
      request.abortWith(closed());
    } else if (chart.reasonNeeded()) {
      request.abortWith(Problem.of(Response.Status.FORBIDDEN, "reason-needed").build());
    } else {
      looking.is(chart.viewer());
      OpenUntil.note(request, chart.ends());
    }
  }

  /** The token of a request, if it has one. */
  public static @Nullable String token(ContainerRequestContext request) {
    return token(request.getHeaderString(HttpHeaders.AUTHORIZATION));
  }

  /** What is said to whoever has no chart open. */
  public static Response closed() {
    return Problem.of(Response.Status.UNAUTHORIZED, "chart-closed")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  /** The token in a header Authorization, if there is one. */
  public static @Nullable String token(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
