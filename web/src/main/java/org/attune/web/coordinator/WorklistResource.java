package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.attune.access.WorklistViewer;
import org.attune.web.shared.AtWorklist;
import org.attune.web.shared.OpenWorklist;

/** The worklist of the coordinator or lead who has it open. */
@Path("worklist")
@OpenWorklist
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorklistResource {

  @Inject private AtWorklist at;

  /** Who works at it, in which role, for which units, and until when. */
  @GET
  @Path("me")
  public Response me() {
    var viewer = at.viewer();
    boolean every = viewer.units().contains(WorklistViewer.EVERY_UNIT);
    return Response.ok(
            Json.createObjectBuilder()
                .add("role", viewer.role().name())
                .add("units", Json.createArrayBuilder(every ? List.of() : viewer.units()))
                .add("everyUnit", every)
                .add("until", at.until().toString())
                .build())
        .build();
  }
}
