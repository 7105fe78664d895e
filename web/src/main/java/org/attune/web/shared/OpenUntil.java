package org.attune.web.shared;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;

/**
 * Tells the page with each answer until when what it has open stays open, since it stays open for
 * longer while somebody works with it.
 */
@Provider
public class OpenUntil implements ContainerResponseFilter {

  private static final String HEADER = "Attune-Open-Until";

  /** What was opened stays open until then. */
  static void note(ContainerRequestContext request, Instant until) {
    request.setProperty(HEADER, until);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(HEADER) instanceof Instant until) {
      response.getHeaders().putSingle(HEADER, until.toString());
    }
  }
}
