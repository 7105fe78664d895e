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
import java.util.Locale;
import java.util.Optional;
import org.attune.access.BreakGlass;
import org.attune.access.BreakGlass.Why;
import org.attune.access.ChartSessions.Swapped;
import org.attune.launch.UnlockChart;
import org.attune.web.shared.ChartDoor;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The key to one chart: had for the code of a launch, held by the page in memory alone. */
@Path("chart-session")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ChartSessionResource {

  @Inject private UnlockChart charts;

  /** Swaps the code of a launch for a token, once. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response swap(@Nullable JsonObject asked) {
    var code = text(asked, "code");
    return code.isEmpty()
        ? Problem.of(Response.Status.BAD_REQUEST, "not-understood").build()
        : charts
            .swap(code)
            .map(ChartSessionResource::key)
            .orElseGet(() -> Problem.of(Response.Status.UNAUTHORIZED, "launch-used").build());
  }

  private static Response key(Swapped swapped) {
    var key =
        Json.createObjectBuilder()
            .add("token", swapped.token())
            .add("ends", swapped.chart().ends().toString())
            .add("reasonNeeded", swapped.chart().reasonNeeded());
    if (swapped.signal() != null) {
      key.add("signal", swapped.signal());
    }
    return Response.ok(key.build()).build();
  }

  /** Opens a record for few eyes, for a reason that is accounted for. */
  @POST
  @Path("reason")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response reason(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorisation,
      @Nullable JsonObject asked) {
    var token = ChartDoor.token(authorisation);
    if (token == null) {
      return ChartDoor.closed();
    }
    var reason = reason(asked);
    if (reason.isEmpty()) {
      return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
    }
    return charts.breakGlass(token, reason.get())
        ? Response.noContent().build()
        : ChartDoor.closed();
  }

  private static Optional<BreakGlass> reason(@Nullable JsonObject asked) {
    try {
      var why = Why.valueOf(text(asked, "reason").toUpperCase(Locale.ROOT));
      return Optional.of(new BreakGlass(why, text(asked, "text")));
    } catch (IllegalArgumentException notOneOfThem) {
      return Optional.empty();
    }
  }

  /** Closes the chart; one that is closed already stays so. */
  @DELETE
  public Response close(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorisation) {
    var token = ChartDoor.token(authorisation);
    if (token != null) {
      charts.close(token);
    }
    return Response.noContent().build();
  }

  private static String text(@Nullable JsonObject asked, String name) {
    return asked != null && asked.get(name) instanceof JsonString text ? text.getString() : "";
  }
}
