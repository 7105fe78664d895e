package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.chart.ShowChartGoals;
import org.attune.chart.ShowChartGoals.Answer;
import org.attune.matching.DecideMatch;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.MatchAnswers;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The goals of the client whose chart is open, and what people say of two that may be one. */
@Path("chart/goals")
@OpenChart
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ChartGoalsResource {

  @Inject private ShowChartGoals goals;
  @Inject private DecideMatch matching;
  @Inject private Looking looking;

  /** The goals of each course side by side, with their words as the EHR has them now. */
  @GET
  public Response goals(@QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    var answer = goals.show(looking.viewer(), Language.of(lang, headers));
    if (answer instanceof Answer.Laid laid) {
      return ChartResource.fresh(laid.goals());
    }
    return answer instanceof Answer.NoChart none ? ChartResource.answer(none.why()) : notHere();
  }

  /** Somebody says that two goals are one, or that they are not. */
  @PUT
  @Path("matches")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response match(@Nullable JsonObject body) {
    return MatchAnswers.understood(body)
        .map(said -> matching.decide(looking.viewer(), said.seen(), said.verdict()))
        .map(answer -> MatchAnswers.of(answer, ChartGoalsResource::notHere))
        .orElseGet(() -> Problem.of(Response.Status.BAD_REQUEST, "not-understood").build());
  }

  private static Response notHere() {
    return Problem.of(Response.Status.NOT_FOUND, "no-goals-here").build();
  }
}
