package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.chart.CopyChart;
import org.attune.chart.ShowChart;
import org.attune.chart.ShowChart.Answer;
import org.attune.ehr.EhrUnavailable;
import org.attune.web.paper.Papers;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.TakenAway;
import org.jspecify.annotations.Nullable;

/** What somebody takes away from the chart that is open; each copy is accounted for. */
@Path("chart/export")
@OpenChart
@RequestScoped
public class ExportResource {

  private static final String PDF = "application/pdf";
  private static final String FHIR = "application/fhir+json";

  @Inject private ShowChart charts;
  @Inject private CopyChart copies;
  @Inject private Papers papers;
  @Inject private Banners banners;
  @Inject private Looking looking;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** The chart as everybody sees it who may open it. */
  @GET
  @Path("chart.pdf")
  public Response chart() {
    var answer = charts.export(looking.viewer(), locale(), "chart.pdf");
    return answer instanceof Answer.Shown shown
        ? TakenAway.file(papers.chart(shown.chart(), banner(), locale()), PDF, "attune-chart.pdf")
        : ChartResource.answer(answer);
  }

  /** The same in plain words that the client may read. */
  @GET
  @Path("summary.pdf")
  public Response summary() {
    var answer = charts.export(looking.viewer(), locale(), "summary.pdf");
    return answer instanceof Answer.Shown shown
        ? TakenAway.file(
            papers.summary(charts.summary(shown.chart(), locale()), locale()),
            PDF,
            "attune-summary.pdf")
        : ChartResource.answer(answer);
  }

  /** What another system may have of it. */
  @GET
  @Path("bundle.json")
  public Response bundle() {
    var viewer = looking.viewer();
    var answer = charts.export(viewer, locale(), "bundle.json");
    return answer instanceof Answer.Shown shown
        ? TakenAway.file(
            copies.bundle(viewer.patient(), shown.chart()).getBytes(StandardCharsets.UTF_8),
            FHIR,
            "attune-chart.json")
        : ChartResource.answer(answer);
  }

  private Locale locale() {
    return Language.of(lang, headers);
  }

  /** Who it is, read now; a paper without a name says so. */
  private @Nullable Banner banner() {
    try {
      return banners.of(looking.viewer());
    } catch (EhrUnavailable silent) {
      return null;
    }
  }
}
