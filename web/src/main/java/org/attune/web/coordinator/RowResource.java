package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Function;
import org.attune.agenda.NextStep;
import org.attune.chart.Act;
import org.attune.ehr.EhrUnavailable;
import org.attune.web.shared.Asked;
import org.attune.web.shared.ChartAnew;
import org.attune.web.shared.Language;
import org.attune.web.shared.OpenWorklist;
import org.attune.web.shared.Problem;
import org.attune.worklist.ActOnRow;
import org.attune.worklist.Desk;
import org.attune.worklist.FindColleagues;
import org.attune.worklist.Outcome;
import org.attune.worklist.OwnRow;
import org.attune.worklist.OwnRow.Wish;
import org.attune.worklist.ShowRow;
import org.jspecify.annotations.Nullable;

/** One row of the worklist, and what people do about it. */
@Path("worklist/items/{item}")
@OpenWorklist
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RowResource {

  /** Who takes a row, where they do it themselves. */
  private static final String ME = "me";

  @Inject private ShowRow details;
  @Inject private ActOnRow acts;
  @Inject private OwnRow owning;
  @Inject private FindColleagues colleagues;
  @Inject private ChartAnew charts;
  @Inject private AtDesk at;
  @Inject private ZoneId zone;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @PathParam("item")
  private String item;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** All that can be told of it. */
  @GET
  public Response show() {
    return details
        .show(at.desk(), item, locale())
        .map(view -> Response.ok(view).build())
        .orElseGet(RowAnswers::notOnWorklist);
  }

  /** Somebody has seen it. */
  @POST
  @Path("acknowledge")
  public Response acknowledge(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Acknowledge());
  }

  /** Somebody wants back what was put off, having seen that it was. */
  @POST
  @Path("wake")
  public Response wake() {
    return RowAnswers.of(acts.wake(at.desk(), item, locale()));
  }

  /** Somebody wants to see it again on a day. */
  @POST
  @Path("snooze")
  public Response snooze(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Snooze(asked.day("until", zone)));
  }

  /** Somebody sets it aside. */
  @POST
  @Path("dismiss")
  public Response dismiss(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Dismiss(asked.reason(), asked.words("comment")));
  }

  /** Somebody tried something because of it. */
  @POST
  @Path("responses")
  public Response respond(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Respond(asked.needed("response"), asked.outcome()));
  }

  /** Somebody takes it, gives it to somebody or leaves it. */
  @PUT
  @Path("owner")
  public Response own(@Nullable JsonObject body) {
    return Asked.understood(body, asked -> wish(asked, at.desk()))
        .map(wish -> RowAnswers.of(owning.own(at.desk(), item, wish, locale())))
        .orElseGet(() -> RowAnswers.of(unlessUnknown()));
  }

  private Wish wish(Asked asked, Desk desk) {
    var owner = asked.words("owner");
    var step = asked.words("step");
    var due = asked.words("due");
    return new Wish(
        ME.equals(owner) ? desk.user() : owner,
        asked.words("from"),
        step == null ? null : NextStep.valueOf(step),
        due == null ? null : asked.endOfDay("due", zone));
  }

  /** Who works at its unit, read from the EHR at this moment and kept nowhere. */
  @GET
  @Path("colleagues")
  public Response colleagues() {
    try {
      return colleagues
          .of(at.desk(), item)
          .map(view -> Response.ok(view).build())
          .orElseGet(RowAnswers::notOnWorklist);
    } catch (EhrUnavailable silent) {
      return Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
    }
  }

  /** Begins the launch of the client's chart; the EHR authorises it anew. */
  @POST
  @Path("open")
  public Response open(@Context UriInfo called) {
    return details
        .client(at.desk(), item)
        .map(patient -> charts.of(patient, called))
        .orElseGet(RowAnswers::notOnWorklist);
  }

  private Response act(@Nullable JsonObject body, Function<Asked, Act> what) {
    return Asked.understood(
            body, asked -> new ActOnRow.Wish(what.apply(asked), asked.moment("from")))
        .map(wish -> RowAnswers.of(acts.act(at.desk(), item, wish, locale())))
        .orElseGet(() -> RowAnswers.of(unlessUnknown()));
  }

  /** Of a row that is in nobody's reach it is told alone that it is not there. */
  private Outcome unlessUnknown() {
    return details.client(at.desk(), item).isPresent()
        ? new Outcome.NotUnderstood()
        : new Outcome.NotOnWorklist();
  }

  private Locale locale() {
    return Language.of(lang, headers);
  }
}
