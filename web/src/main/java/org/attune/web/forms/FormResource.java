package org.attune.web.forms;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.forms.FillForm;
import org.attune.forms.FillForm.HandedIn;
import org.attune.web.shared.Answers;
import org.attune.web.shared.ChartDoor;
import org.attune.web.shared.Language;
import org.attune.web.shared.Problem;
import org.attune.web.shared.SheetJson;
import org.jspecify.annotations.Nullable;

/**
 * The form that a token opens: its texts, and the one answer that may be handed in. The token of a
 * chart opens no form, and that of a form no chart.
 */
@Path("form")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FormResource {

  @Inject private FillForm forms;

  @HeaderParam(HttpHeaders.AUTHORIZATION)
  private @Nullable String authorisation;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** What is asked, in one of our languages. */
  @GET
  public Response form() {
    var token = ChartDoor.token(authorisation);
    return token == null
        ? closed()
        : forms
            .page(token, Language.of(lang, headers))
            .map(
                page ->
                    Response.ok(
                            SheetJson.of(page.sheet(), page.first())
                                .add("form", page.form().id())
                                .build())
                        .build())
            .orElseGet(FormResource::closed);
  }

  /** Hands it in, once. */
  @POST
  @Path("answer")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response handIn(@Nullable JsonObject body) {
    var token = ChartDoor.token(authorisation);
    if (token == null) {
      return closed();
    }
    return Answers.understood(body)
        .map(answers -> forms.handIn(token, answers, Language.of(lang, headers)))
        .map(FormResource::answer)
        .orElseGet(() -> answer(HandedIn.NOT_UNDERSTOOD));
  }

  private static Response answer(HandedIn came) {
    return switch (came) {
      case TAKEN -> Response.status(Response.Status.ACCEPTED).build();
      case NOTHING_SAID -> Response.noContent().build();
      case CLOSED -> closed();
      case NOT_UNDERSTOOD -> Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
      case NOT_TAKEN -> Problem.of(Response.Status.SERVICE_UNAVAILABLE, "form-not-taken").build();
    };
  }

  /** What is said to whoever has no form open. */
  static Response closed() {
    return Problem.of(Response.Status.UNAUTHORIZED, "form-closed")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }
}
