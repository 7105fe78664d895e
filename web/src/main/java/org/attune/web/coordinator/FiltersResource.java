package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.attune.web.shared.OpenWorklist;
import org.attune.web.shared.Problem;
import org.attune.worklist.KeepFilters;
import org.attune.worklist.KeepFilters.Filter;
import org.attune.worklist.KeepFilters.Kept;
import org.jspecify.annotations.Nullable;

/** What somebody asks of the worklist often, under names of their own. */
@Path("worklist/filters")
@OpenWorklist
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FiltersResource {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @Inject private KeepFilters filters;
  @Inject private AtDesk at;

  /** Those of who asks, by name. */
  @GET
  public Response all() {
    var all = Json.createArrayBuilder();
    filters.of(at.desk()).stream().map(FiltersResource::document).forEach(all::add);
    return Response.ok(Json.createObjectBuilder().add("filters", all).build()).build();
  }

  private static JsonObject document(Filter filter) {
    var wanted = Json.createObjectBuilder();
    filter.wanted().forEach(wanted::add);
    return Json.createObjectBuilder()
        .add("id", filter.id())
        .add("name", filter.name())
        .add("wanted", wanted)
        .build();
  }

  /** Keeps one, or puts it in the place of what was kept under the same id. */
  @PUT
  @Path("{filter}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response keep(@PathParam("filter") String filter, @Nullable JsonObject sent) {
    if (sent == null || !(sent.get("name") instanceof JsonString name)) {
      return notUnderstood();
    }
    var id = id(filter);
    var wanted = WantedWords.of(sent.get("wanted"));
    if (id.isEmpty() || wanted.isEmpty()) {
      return notUnderstood();
    }
    var kept = filters.keep(at.desk(), id.get(), name.getString(), wanted.get());
    if (kept == Kept.TOO_MANY) {
      return Problem.of(Response.Status.CONFLICT, "too-many").build();
    }
    return kept == Kept.DONE ? Response.noContent().build() : notUnderstood();
  }

  /** Lets go of one. */
  @DELETE
  @Path("{filter}")
  public Response drop(@PathParam("filter") String filter) {
    var id = id(filter);
    if (id.isEmpty()) {
      return notUnderstood();
    }
    filters.drop(at.desk(), id.get());
    return Response.noContent().build();
  }

  private static Optional<UUID> id(String said) {
    return ID.matcher(said).matches() ? Optional.of(UUID.fromString(said)) : Optional.empty();
  }

  private static Response notUnderstood() {
    return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
  }
}
