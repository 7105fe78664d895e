package org.attune.web.shared;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.attune.access.Role;
import org.attune.access.WorklistSessions;

/** Lets in whoever holds the token of an open worklist, which is no token of anything else. */
@Provider
@OpenWorklist
@Priority(Priorities.AUTHENTICATION)
public class WorklistDoor implements ContainerRequestFilter {

  /** With it a page says that nobody asked for this. */
  private static final String BY_ITSELF = "Attune-Looks-By-Itself";

  @Inject private WorklistSessions worklists;
  @Inject private AtWorklist at;

  @Override
  public void filter(ContainerRequestContext request) {
    var token = ChartDoor.token(request);
    boolean byItself = request.getHeaderString(BY_ITSELF) != null;
    var worklist =
        token == null
            ? null
            : (byItself ? worklists.glance(token) : worklists.find(token)).orElse(null);
    if (worklist == null) {
      request.abortWith(closed());
    } else if (worklist.viewer().role() == Role.CLINICIAN) {
      request.abortWith(Problem.of(Response.Status.FORBIDDEN, "not-a-coordinator").build());
    } else {
      at.is(worklist);
      OpenUntil.note(request, worklist.ends());
    }
  }

  private static Response closed() {
    return Problem.of(Response.Status.UNAUTHORIZED, "worklist-closed")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }
}
