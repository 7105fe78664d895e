package org.attune.web.coordinator;

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
import org.attune.web.shared.GoalAnswers;
import org.attune.web.shared.GoalChoices;
import org.attune.web.shared.Language;
import org.attune.web.shared.MatchAnswers;
import org.attune.web.shared.OpenWorklist;
import org.attune.worklist.DecideRowGoal;
import org.attune.worklist.MatchRowGoals;
import org.attune.worklist.ShowGoals;
import org.jspecify.annotations.Nullable;

/** The goals beside a row of the worklist, and what people decide about them. */
@Path("worklist/items/{item}")
@OpenWorklist
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RowGoalsResource {

  private static final String NOT_HERE = "not-on-worklist";

  @Inject private ShowGoals goals;
  @Inject private MatchRowGoals matching;
  @Inject private DecideRowGoal deciding;
  @Inject private AtDesk at;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @PathParam("item")
  private String item;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** The goals of the row's course side by side, with their words as the EHR has them now. */
  @GET
  @Path("goals")
  public Response goals() {
    return goals
        .show(at.desk(), item, locale())
        .map(view -> Response.ok(view).build())
        .orElseGet(RowAnswers::notOnWorklist);
  }

  /** Somebody says that two goals are one, or that they are not. */
  @PUT
  @Path("matches")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response match(@Nullable JsonObject body) {
    return MatchAnswers.understood(body)
        .map(said -> matching.decide(at.desk(), item, said.seen(), said.verdict()))
        .map(answer -> MatchAnswers.of(answer, RowAnswers::notOnWorklist))
        .orElseGet(RowAnswers::notUnderstood);
  }

  /** The goal that the row puts forward, and what became of it. */
  @GET
  @Path("goal")
  public Response goal() {
    return deciding
        .show(at.desk(), item, locale())
        .map(goal -> Response.ok(goal).build())
        .orElseGet(RowAnswers::notOnWorklist);
  }

  /** People decided, under a name that makes it one decision however often it is sent. */
  @PUT
  @Path("goal/{decision}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response decide(@PathParam("decision") String decision, @Nullable JsonObject body) {
    return GoalAnswers.of(
        NOT_HERE,
        deciding.decide(
            at.desk(),
            item,
            GoalChoices.name(decision).orElse(null),
            GoalChoices.understood(body).orElse(null),
            locale()));
  }

  private Locale locale() {
    return Language.of(lang, headers);
  }
}
