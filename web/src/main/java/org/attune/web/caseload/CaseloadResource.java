package org.attune.web.caseload;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.access.Banner;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Caller;
import org.attune.caseload.Filter;
import org.attune.caseload.NameClients;
import org.attune.caseload.ShowCaseload;
import org.attune.caseload.ShowSupervision;
import org.attune.ehr.EhrUnavailable;
import org.attune.launch.LaunchChart;
import org.attune.launch.Next;
import org.attune.therapy.PatientId;
import org.attune.web.shared.Language;
import org.attune.web.shared.LookingAround;
import org.attune.web.shared.OpenCaseload;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The caseload of the therapist who has it open. */
@Path("caseload")
@OpenCaseload
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CaseloadResource {

  private static final Pattern PATIENT = Pattern.compile("Patient/([A-Za-z0-9\\-.]{1,64})");

  @Inject private ShowCaseload caseloads;
  @Inject private NameClients names;
  @Inject private ShowSupervision supervision;
  @Inject private LaunchChart launches;
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
    var patients = patients(asked);
    if (patients.isEmpty() || patients.get().size() > ShowCaseload.ROWS) {
      return notUnderstood();
    }
    try {
      return Response.ok(document(names.of(looking.viewer(), patients.get()))).build();
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
            ? patient(text.getString())
            : Optional.<PatientId>empty();
    if (patient.isEmpty()) {
      return notUnderstood();
    }
    if (!names.mayOpen(looking.viewer(), patient.get())) {
      return Problem.of(Response.Status.NOT_FOUND, "not-on-caseload").build();
    }
    var next =
        launches.begin(
            new Caller(null, null, 0, null, Aim.CHART, patient.get()),
            URI.create(launches.address(called.getBaseUri().resolve("..")) + "/api/launch/back"));
    return next instanceof Next.ToEhr ehr
        ? Response.ok(Json.createObjectBuilder().add("to", ehr.to().toString()).build()).build()
        : Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
  }

  private static Response notUnderstood() {
    return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
  }

  private static Optional<List<PatientId>> patients(@Nullable JsonObject asked) {
    if (asked == null || !(asked.get("patients") instanceof JsonArray all)) {
      return Optional.empty();
    }
    var patients =
        all.stream()
            .flatMap(
                each -> each instanceof JsonString it ? Stream.of(it.getString()) : Stream.empty())
            .flatMap(each -> patient(each).stream())
            .toList();
    return patients.size() == all.size() ? Optional.of(patients) : Optional.empty();
  }

  private static Optional<PatientId> patient(String reference) {
    var found = PATIENT.matcher(reference);
    return found.matches() ? Optional.of(new PatientId(found.group(1))) : Optional.empty();
  }

  private static JsonObject document(Map<PatientId, Banner> names) {
    var all = Json.createObjectBuilder();
    names.forEach(
        (patient, banner) ->
            all.add(
                "Patient/" + patient.value(),
                Json.createObjectBuilder()
                    .add("name", value(banner.name()))
                    .add("birthDate", value(banner.birthDate()))
                    .add("recordNumber", value(banner.recordNumber()))));
    return Json.createObjectBuilder().add("names", all).build();
  }

  private static JsonValue value(@Nullable Object known) {
    return known == null ? JsonValue.NULL : Json.createValue(known.toString());
  }
}
