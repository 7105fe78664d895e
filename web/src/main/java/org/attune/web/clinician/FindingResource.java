package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.function.Function;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.chart.ActOnFinding.Outcome;
import org.attune.findings.FindingKey;
import org.attune.web.shared.Asked;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** What people do about one signal of the client whose chart is open. */
@Path("chart/findings/{key}")
@OpenChart
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FindingResource {

  @Inject private ActOnFinding acts;
  @Inject private Looking looking;
  @Inject private ZoneId zone;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @PathParam("key")
  private String key;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** Somebody has seen it. */
  @POST
  @Path("acknowledge")
  public Response acknowledge(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Acknowledge());
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

  /** The client wants it this way. */
  @POST
  @Path("client-choice")
  public Response clientChoice(@Nullable JsonObject body) {
    return act(body, asked -> new Act.ClientChoice(asked.words("comment")));
  }

  /** Somebody tried something because of it. */
  @POST
  @Path("responses")
  public Response respond(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Respond(asked.needed("response"), asked.outcome()));
  }

  /** Somebody would like to talk it over. */
  @POST
  @Path("consultation")
  public Response consult(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Consult(asked.words("comment")));
  }

  /** The client says that it is not so. */
  @POST
  @Path("contest")
  public Response contest(@Nullable JsonObject body) {
    return act(body, asked -> new Act.Contest(asked.words("text")));
  }

  private Response act(@Nullable JsonObject body, Function<Asked, Act> what) {
    return Asked.understood(body, what)
        .map(
            act -> acts.act(looking.viewer(), new FindingKey(key), act, Language.of(lang, headers)))
        .map(FindingResource::answer)
        .orElseGet(() -> answer(new Outcome.NotUnderstood()));
  }

  static Response answer(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return ChartResource.fresh(done.signal());
    }
    if (outcome instanceof Outcome.SomeoneWasFaster) {
      return Problem.of(Response.Status.CONFLICT, "someone-was-faster").build();
    }
    if (outcome instanceof Outcome.NobodyToAsk) {
      return Problem.of(Response.Status.CONFLICT, "nobody-to-ask").build();
    }
    return outcome instanceof Outcome.NotUnderstood
        ? Problem.of(Response.Status.BAD_REQUEST, "not-understood").build()
        : Problem.of(Response.Status.NOT_FOUND, "no-such-signal").build();
  }
}
