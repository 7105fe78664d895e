package org.attune.web.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.access.CaseloadSessions.Swapped;
import org.attune.launch.UnlockCaseload;
import org.attune.web.shared.ChartDoor;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The key to one caseload: had for the code of a launch, held by the page in memory alone. */
@Path("caseload-session")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CaseloadSessionResource {

  @Inject private UnlockCaseload caseloads;

  /** Swaps the code of a launch for a token, once. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response swap(@Nullable JsonObject asked) {
    if (asked == null
        || !(asked.get("code") instanceof JsonString code)
        || code.getString().isEmpty()) {
      return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
    }
    return caseloads
        .swap(code.getString())
        .map(CaseloadSessionResource::key)
        .orElseGet(() -> Problem.of(Response.Status.UNAUTHORIZED, "launch-used").build());
  }

  private static Response key(Swapped swapped) {
    return Response.ok(
            Json.createObjectBuilder()
                .add("token", swapped.token())
                .add("ends", swapped.caseload().ends().toString())
                .build())
        .build();
  }

  /** Closes the caseload; one that is closed already stays so. */
  @DELETE
  public Response close(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorisation) {
    var token = ChartDoor.token(authorisation);
    if (token != null) {
      caseloads.close(token);
    }
    return Response.noContent().build();
  }
}
