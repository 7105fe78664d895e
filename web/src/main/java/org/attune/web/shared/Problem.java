package org.attune.web.shared;

import jakarta.json.Json;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;

/**
 * Why something could not be done, as RFC 9457 has it. What a person reads is chosen by the page in
 * its language, from the name of the problem.
 */
public final class Problem {

  private static final String JSON = "application/problem+json";

  private Problem() {}

  /**
   * A refusal.
   *
   * @param name the name of the problem, such as {@code chart-closed}; the pages and the
   *     description of the API know all of them
   */
  public static Response.ResponseBuilder of(Response.Status status, String name) {
    var never = new CacheControl();
    never.setNoStore(true);
    return Response.status(status)
        .type(JSON)
        .cacheControl(never)
        .entity(
            Json.createObjectBuilder()
                .add("type", "urn:attune:problem:" + name)
                .add("title", name)
                .add("status", status.getStatusCode())
                .build());
  }
}
