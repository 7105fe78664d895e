package org.attune.web.operations;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;
import org.attune.health.HealthBoard;

/**
 * Alive and ready, on the application's own port and in the shape of MicroProfile Health: many
 * servers offer no health end point of their own, and load balancers seldom see the management
 * port. It tells counts and states and nothing about anybody, so it needs no sign-in.
 */
@Path("health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

  /** Alive while it is deployed. */
  @GET
  @Path("live")
  public Response live() {
    return answer(true, Map.of());
  }

  /** Ready while it does its work; 503 when it does not. */
  @GET
  @Path("ready")
  public Response ready() {
    var state = HealthBoard.state();
    return answer(state.ready(), state.facts());
  }

  private static Response answer(boolean up, Map<String, String> facts) {
    var never = new CacheControl();
    never.setNoStore(true);
    return Response.status(up ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .cacheControl(never)
        .entity(document(up, facts))
        .build();
  }

  /** The document of MicroProfile Health, with one check. */
  static JsonObject document(boolean up, Map<String, String> facts) {
    var status = up ? "UP" : "DOWN";
    var data = Json.createObjectBuilder();
    new TreeMap<>(facts).forEach(data::add);
    return Json.createObjectBuilder()
        .add("status", status)
        .add(
            "checks",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("name", "attune")
                        .add("status", status)
                        .add("data", data)))
        .build();
  }
}
