package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.web.shared.Language;
import org.attune.web.shared.OpenWorklist;
import org.attune.web.shared.Problem;
import org.attune.worklist.ShowTeam;
import org.jspecify.annotations.Nullable;

/** How the work of the units lies of who asks. */
@Path("worklist/team")
@OpenWorklist
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TeamResource {

  @Inject private ShowTeam teams;
  @Inject private AtDesk at;

  /** In figures that speak of nobody. */
  @GET
  public Response show(@QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    return teams
        .show(at.desk(), Language.of(lang, headers))
        .map(team -> Response.ok(team).build())
        .orElseGet(() -> Problem.of(Response.Status.FORBIDDEN, "not-a-coordinator").build());
  }
}
