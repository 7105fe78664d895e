package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.access.WorklistViewer;
import org.attune.agenda.Cursor;
import org.attune.ehr.EhrUnavailable;
import org.attune.web.shared.AtWorklist;
import org.attune.web.shared.Language;
import org.attune.web.shared.NamesJson;
import org.attune.web.shared.OpenWorklist;
import org.attune.web.shared.Problem;
import org.attune.worklist.AcknowledgeRows;
import org.attune.worklist.NameRows;
import org.attune.worklist.ShowWorklist;
import org.attune.worklist.Wants;
import org.jspecify.annotations.Nullable;

/** The worklist of the coordinator or lead who has it open. */
@Path("worklist")
@OpenWorklist
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorklistResource {

  /** What an address says beside which rows somebody wants. */
  private static final List<String> ASIDE = List.of("after", "lang");

  @Inject private AtWorklist at;
  @Inject private AtDesk desk;
  @Inject private ShowWorklist worklists;
  @Inject private AcknowledgeRows bulk;
  @Inject private NameRows names;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** Who works at it, in which role, for which units, and until when. */
  @GET
  @Path("me")
  public Response me() {
    var viewer = at.viewer();
    boolean every = viewer.units().contains(WorklistViewer.EVERY_UNIT);
    return Response.ok(
            Json.createObjectBuilder()
                .add("user", viewer.user())
                .add("role", viewer.role().name())
                .add("units", Json.createArrayBuilder(every ? List.of() : viewer.units()))
                .add("everyUnit", every)
                .add("until", at.until().toString())
                .build())
        .build();
  }

  /** One page of the rows that somebody wants to read, in the order of the work. */
  @GET
  public Response show(@Context UriInfo called) {
    var words = new TreeMap<String, String>();
    called.getQueryParameters().forEach((name, values) -> words.put(name, values.get(0)));
    var after = words.get("after");
    var from = after == null ? Optional.<Cursor>empty() : Cursor.of(after);
    ASIDE.forEach(words::remove);
    var wanted = Wants.of(words, desk.desk());
    return wanted.isEmpty() || (after != null && from.isEmpty())
        ? RowAnswers.notUnderstood()
        : Response.ok(worklists.show(desk.desk(), wanted.get(), from.orElse(null), locale()))
            .build();
  }

  /** How many rows there are. */
  @GET
  @Path("counts")
  public Response counts() {
    return Response.ok(worklists.counts(desk.desk())).build();
  }

  /** What has changed of what somebody has before them. */
  @POST
  @Path("changes")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changes(@Nullable JsonObject asked) {
    return HeldRows.of(asked, desk.desk())
        .map(held -> Response.ok(worklists.changes(desk.desk(), held, locale())).build())
        .orElseGet(RowAnswers::notUnderstood);
  }

  /**
   * Who the clients on a page are, and what colleagues and units are called, read from the EHR at
   * this moment and kept nowhere.
   */
  @POST
  @Path("names")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response names(@Nullable JsonObject asked) {
    var patients = NamesJson.patients(asked).filter(WorklistResource::fits);
    var staff = besides(asked, "staff");
    var units = besides(asked, "units");
    if (patients.isEmpty() || staff.isEmpty() || units.isEmpty()) {
      return RowAnswers.notUnderstood();
    }
    try {
      var clients = names.of(desk.desk(), patients.get());
      var colleagues = names.colleagues(desk.desk(), staff.get());
      return Response.ok(NamesJson.of(clients, colleagues, names.units(desk.desk(), units.get())))
          .build();
    } catch (EhrUnavailable silent) {
      return Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
    }
  }

  private static Optional<List<String>> besides(@Nullable JsonObject asked, String name) {
    return asked != null && asked.containsKey(name)
        ? NamesJson.texts(asked, name).filter(WorklistResource::fits)
        : Optional.of(List.of());
  }

  private static boolean fits(List<?> all) {
    return all.size() <= ShowWorklist.ROWS;
  }

  /** Acknowledges several rows at once; those that had better be looked at stay. */
  @POST
  @Path("acknowledge")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response acknowledge(@Nullable JsonObject asked) {
    var items = NamesJson.texts(asked, "items");
    return items.isEmpty() || items.get().size() > ShowWorklist.ROWS
        ? RowAnswers.notUnderstood()
        : Response.ok(bulk.acknowledge(desk.desk(), items.get(), locale())).build();
  }

  private Locale locale() {
    return Language.of(lang, headers);
  }
}
