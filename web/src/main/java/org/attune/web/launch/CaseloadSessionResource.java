package org.attune.web.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.launch.UnlockCaseload;
import org.attune.web.shared.ChartDoor;
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
    return CodeSwap.of(
        asked,
        code -> caseloads.swap(code).map(it -> CodeSwap.key(it.token(), it.caseload().ends())));
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
