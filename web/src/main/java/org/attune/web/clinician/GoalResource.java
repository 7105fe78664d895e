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
import java.util.Optional;
import java.util.UUID;
import org.attune.chart.DecideOnGoal;
import org.attune.chart.DecideOnGoal.Outcome;
import org.attune.chart.GoalChoice;
import org.attune.chart.NameForGoal;
import org.attune.chart.ShowGoal;
import org.attune.ehr.EhrUnavailable;
import org.attune.findings.FindingKey;
import org.attune.web.shared.GoalAnswers;
import org.attune.web.shared.GoalChoices;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.NamesJson;
import org.attune.web.shared.OpenChart;
import org.jspecify.annotations.Nullable;

/** The goal that a signal of the client puts forward, and what people decide on it. */
@Path("chart/findings/{key}/goal")
@OpenChart
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class GoalResource {

  private static final String NO_SIGNAL = "no-such-signal";

  @Inject private ShowGoal shown;
  @Inject private DecideOnGoal goals;
  @Inject private NameForGoal names;
  @Inject private Looking looking;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @PathParam("key")
  private String key;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** The goal, and what became of it. */
  @GET
  public Response show() {
    return shown
        .show(looking.viewer(), new FindingKey(key), locale())
        .map(goal -> Response.ok(goal).build())
        .orElseGet(() -> GoalAnswers.of(NO_SIGNAL, new Outcome.NoSuchSignal()));
  }

  /** What those are called who may agree on it or take it up, as far as the EHR says now. */
  @GET
  @Path("people")
  public Response people() {
    try {
      return names
          .of(looking.viewer(), new FindingKey(key), locale())
          .map(staff -> Response.ok(NamesJson.ofStaff(Optional.of(staff))).build())
          .orElseGet(() -> GoalAnswers.of(NO_SIGNAL, new Outcome.NoSuchSignal()));
    } catch (EhrUnavailable notNow) {
      return Response.ok(NamesJson.ofStaff(Optional.empty())).build();
    }
  }

  /** People decided, under a name that makes it one decision however often it is sent. */
  @PUT
  @Path("{decision}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response decide(@PathParam("decision") String decision, @Nullable JsonObject body) {
    return GoalChoices.name(decision)
        .flatMap(name -> GoalChoices.understood(body).map(choice -> decide(name, choice)))
        .orElseGet(
            () ->
                GoalAnswers.of(
                    NO_SIGNAL,
                    goals.notUnderstood(looking.viewer(), new FindingKey(key), locale())));
  }

  private Response decide(UUID name, GoalChoice choice) {
    return GoalAnswers.of(
        NO_SIGNAL, goals.decide(looking.viewer(), new FindingKey(key), name, choice, locale()));
  }

  private Locale locale() {
    return Language.of(lang, headers);
  }
}
