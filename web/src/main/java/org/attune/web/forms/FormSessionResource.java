package org.attune.web.forms;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.access.FormSessions.Swapped;
import org.attune.forms.FillForm;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The key to one form: had for the word of an invitation, held by the page in memory alone. */
@Path("form-session")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FormSessionResource {

  @Inject private FillForm forms;

  /** Swaps the word of an invitation for a token, once. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response swap(@Nullable JsonObject asked) {
    return asked != null && asked.get("word") instanceof JsonString word
        ? forms.open(word.getString()).map(FormSessionResource::key).orElseGet(FormResource::closed)
        : Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
  }

  private static Response key(Swapped swapped) {
    return Response.ok(
            Json.createObjectBuilder()
                .add("token", swapped.token())
                .add("ends", swapped.ends().toString())
                .add("language", swapped.invited().language())
                .add("onTheSpot", swapped.invited().onTheSpot())
                .build())
        .build();
  }
}
