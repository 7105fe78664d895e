package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.chart.HonourWish;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** What the client whose chart is open wishes to be shown of them. */
@Path("chart/wishes")
@OpenChart
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WishResource {

  @Inject private HonourWish wishes;
  @Inject private Looking looking;

  /** The client keeps what they say about the working relationship to themselves, or no longer. */
  @POST
  @Path("relationship")
  public Response relationship(@Nullable JsonObject body) {
    var hidden = body == null ? null : body.get("hidden");
    if (!JsonValue.TRUE.equals(hidden) && !JsonValue.FALSE.equals(hidden)) {
      return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
    }
    return wishes.relationship(looking.viewer(), JsonValue.TRUE.equals(hidden))
        ? Response.noContent().build()
        : Problem.of(Response.Status.NOT_FOUND, "not-in-scope").build();
  }
}
