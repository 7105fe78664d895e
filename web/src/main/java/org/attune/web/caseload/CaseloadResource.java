package org.attune.web.caseload;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.attune.caseload.Filter;
import org.attune.caseload.NameClients;
import org.attune.caseload.ShowCaseload;
import org.attune.caseload.ShowSupervision;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;
import org.attune.web.shared.ChartAnew;
import org.attune.web.shared.Language;
import org.attune.web.shared.LookingAround;
import org.attune.web.shared.NamesJson;
import org.attune.web.shared.OpenCaseload;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The caseload of the therapist who has it open. */
@Path("caseload")
@OpenCaseload
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CaseloadResource {

  @Inject private ShowCaseload caseloads;
  @Inject private NameClients names;
  @Inject private ShowSupervision supervision;
  @Inject private ChartAnew charts;
  @Inject private LookingAround looking;

  /** One page of it, most pressing first. */
  @GET
  public Response show(
      @QueryParam("filter") @DefaultValue("all") String filter,
      @QueryParam("page") @DefaultValue("1") String page,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers) {
    var which = Filter.of(filter);
    if (which.isEmpty() || !page.matches("[1-9]\\d{0,5}")) {
      return notUnderstood();
    }
    var locale = Language.of(lang, headers);
    return Response.ok(
            caseloads.show(looking.viewer(), locale, which.get(), Integer.parseInt(page)))
        .build();
  }

  /** The work in short, to take to supervision. */
  @GET
  @Path("supervision")
  public Response supervision(
      @QueryParam("lang") @Nullable String lang, @Context HttpHeaders headers) {
    return Response.ok(supervision.show(looking.viewer(), Language.of(lang, headers))).build();
  }

  /** Who the clients on a page are, read from the EHR at this moment and kept nowhere. */
  @POST
  @Path("names")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response names(@Nullable JsonObject asked) {
    var patients = NamesJson.patients(asked);
    if (patients.isEmpty() || patients.get().size() > ShowCaseload.ROWS) {
      return notUnderstood();
    }
    try {
      return Response.ok(NamesJson.of(names.of(looking.viewer(), patients.get()))).build();
    } catch (EhrUnavailable silent) {
      return Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
    }
  }

  /** Begins the launch of one client's chart; the EHR authorises it anew. */
  @POST
  @Path("open")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response open(@Nullable JsonObject asked, @Context UriInfo called) {
    var patient =
        asked != null && asked.get("patient") instanceof JsonString text
            ? NamesJson.patient(text.getString())
            : Optional.<PatientId>empty();
    if (patient.isEmpty()) {
      return notUnderstood();
    }
    if (!names.mayOpen(looking.viewer(), patient.get())) {
      return Problem.of(Response.Status.NOT_FOUND, "not-on-caseload").build();
    }
    return charts.of(patient.get(), called);
  }

  private static Response notUnderstood() {
    return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
  }
}
