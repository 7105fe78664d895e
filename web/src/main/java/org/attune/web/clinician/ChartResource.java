package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.chart.ShowChart;
import org.attune.chart.ShowChart.Answer;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The chart of the client whose chart is open. */
@Path("chart")
@OpenChart
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ChartResource {

  @Inject private ShowChart charts;
  @Inject private Looking looking;

  /** All of it, in one answer. */
  @GET
  public Response show(@QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    return answer(charts.show(looking.viewer(), Language.of(lang, headers)));
  }

  /** The same in plain words that the client may read. */
  @GET
  @Path("summary")
  public Response summary(@QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    var locale = Language.of(lang, headers);
    var answer = charts.show(looking.viewer(), locale);
    return answer instanceof Answer.Shown shown
        ? fresh(charts.summary(shown.chart(), locale))
        : answer(answer);
  }

  static Response answer(Answer answer) {
    if (answer instanceof Answer.Shown shown) {
      return fresh(shown.chart());
    }
    return answer instanceof Answer.Closed
        ? Problem.of(Response.Status.FORBIDDEN, "closed-to-attune").build()
        : Problem.of(Response.Status.NOT_FOUND, "not-in-scope").build();
  }

  /** Nobody keeps it: the next person at this browser may be somebody else. */
  static Response fresh(Object entity) {
    var never = new CacheControl();
    never.setNoStore(true);
    return Response.ok(entity).cacheControl(never).build();
  }
}
