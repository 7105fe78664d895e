package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.UUID;
import org.attune.chart.DecideOnGoal;
import org.attune.chart.DecideOnGoal.Outcome;
import org.attune.chart.GoalChoice;
import org.attune.chart.GoalView;
import org.attune.findings.FindingKey;
import org.attune.web.shared.GoalChoices;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.attune.writeback.Edit;
import org.jspecify.annotations.Nullable;

/** The goal that a signal of the client puts forward, and what people decide on it. */
@Path("chart/findings/{key}/goal")
@OpenChart
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GoalResource {

  @Inject private DecideOnGoal goals;
  @Inject private Looking looking;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @PathParam("key")
  private String key;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /**
   * Somebody had decided.
   *
   * @param goal as they decided
   */
  public record AlreadyDecided(String type, String title, int status, GoalView goal) {}

  /** The goal, and what became of it. */
  @GET
  public Response show() {
    return goals
        .show(looking.viewer(), new FindingKey(key), locale())
        .map(ChartResource::fresh)
        .orElseGet(() -> answer(new Outcome.NoSuchSignal()));
  }

  /** People decided, under a name that makes it one decision however often it is sent. */
  @PUT
  @Path("{decision}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response decide(@PathParam("decision") String decision, @Nullable JsonObject body) {
    return GoalChoices.name(decision)
        .flatMap(name -> GoalChoices.understood(body).map(choice -> decide(name, choice)))
        .orElseGet(
            () -> answer(goals.notUnderstood(looking.viewer(), new FindingKey(key), locale())));
  }

  private Response decide(UUID name, GoalChoice choice) {
    return answer(goals.decide(looking.viewer(), new FindingKey(key), name, choice, locale()));
  }

  private Locale locale() {
    return Language.of(lang, headers);
  }

  private static Response answer(Outcome outcome) {
    if (outcome instanceof Outcome.Decided decided) {
      return ChartResource.fresh(decided.goal());
    }
    if (outcome instanceof Outcome.AlreadyDecided before) {
      int status = Response.Status.CONFLICT.getStatusCode();
      return Problem.of(Response.Status.CONFLICT, "already-decided")
          .entity(
              new AlreadyDecided(
                  "urn:attune:problem:already-decided", "already-decided", status, before.goal()))
          .build();
    }
    if (outcome instanceof Outcome.InTheRecord there) {
      boolean reworded = there.what() == Edit.What.REWORDED;
      return conflict(reworded ? "reworded-in-the-record" : "decided-in-the-record");
    }
    if (outcome instanceof Outcome.NothingProposed) {
      return conflict("nothing-proposed");
    }
    if (outcome instanceof Outcome.NotLive) {
      return conflict("not-live");
    }
    return outcome instanceof Outcome.NotUnderstood
        ? Problem.of(Response.Status.BAD_REQUEST, "not-understood").build()
        : Problem.of(Response.Status.NOT_FOUND, "no-such-signal").build();
  }

  private static Response conflict(String name) {
    return Problem.of(Response.Status.CONFLICT, name).build();
  }
}
