package org.attune.web.shared;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.attune.access.CaseloadSessions;
import org.attune.access.Role;

/** Lets in whoever holds the token of an open caseload, which is no token of a chart. */
@Provider
@OpenCaseload
@Priority(Priorities.AUTHENTICATION)
public class CaseloadDoor implements ContainerRequestFilter {

  @Inject private CaseloadSessions caseloads;
  @Inject private LookingAround looking;

  @Override
  public void filter(ContainerRequestContext request) {
    var token = ChartDoor.token(request);
    var caseload = token == null ? null : caseloads.find(token).orElse(null);
    if (caseload == null) {
      request.abortWith(closed());
    } else if (caseload.viewer().role() != Role.CLINICIAN) {
      request.abortWith(Problem.of(Response.Status.FORBIDDEN, "not-a-therapist").build());
    } else {
      looking.is(caseload.viewer());
      OpenUntil.note(request, caseload.ends());
    }
  }

  /** What is said to whoever has no caseload open. */
  public static Response closed() {
    return Problem.of(Response.Status.UNAUTHORIZED, "caseload-closed")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }
}
