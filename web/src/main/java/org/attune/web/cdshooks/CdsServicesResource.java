package org.attune.web.cdshooks;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.cards.Card;
import org.attune.cards.HearFeedback;
import org.attune.cards.LetIn;
import org.attune.cards.ShowCards;
import org.attune.cards.ShowCards.Opened;
import org.attune.launch.LaunchChart;
import org.attune.therapy.PatientId;
import org.attune.web.cdshooks.HookCall.Prefetched;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** The services of CDS Hooks: what they are, what they say, and what people make of it. */
@Path("cds-services")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CdsServicesResource {

  private static final String BEARER = "Bearer ";

  /** Of HTTP; our Jakarta REST knows no constant for it that says what is meant. */
  private static final Status CANNOT_BE_HAD = Status.PRECONDITION_FAILED;

  @Inject private LetIn door;
  @Inject private ShowCards cards;
  @Inject private HearFeedback feedback;
  @Inject private LaunchChart launches;
  @Inject private CardTexts texts;

  @Context private @Nullable UriInfo called;

  @HeaderParam(HttpHeaders.AUTHORIZATION)
  private @Nullable String authorisation;

  /** Which there are; told to everybody. */
  @GET
  public Response services() {
    return Response.ok(texts.services()).build();
  }

  /** The cards for a chart that is being opened. */
  @POST
  @Path("{service}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response call(@PathParam("service") String service, InputStream body) {
    var hook = Hook.ofService(service).orElse(null);
    return hook == null
        ? Problem.of(Status.NOT_FOUND, "no-such-service").build()
        : letIn(person -> answer(hook, body));
  }

  /** What people did with cards. */
  @POST
  @Path("{service}/feedback")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response feedback(@PathParam("service") String service, InputStream body) {
    return Hook.ofService(service).isEmpty()
        ? Problem.of(Status.NOT_FOUND, "no-such-service").build()
        : letIn(person -> heard(body, person));
  }

  private Response letIn(Function<String, Response> answer) {
    var token =
        authorisation != null && authorisation.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorisation.substring(BEARER.length()).strip()
            : "";
    var path = here().getPath().replaceFirst("^/", "");
    var caller = door.check(token, address() + "/api/" + path);
    return switch (caller.verdict()) {
      case WELCOME -> answer.apply(caller.person());
      case KEYS_SILENT -> Problem.of(Status.SERVICE_UNAVAILABLE, "keys-silent").build();
      default ->
          Problem.of(Status.UNAUTHORIZED, "caller-refused")
              .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
              .build();
    };
  }

  private Response answer(Hook hook, InputStream body) {
    var call = HookCall.read(body, hook).orElse(null);
    if (call == null) {
      return Problem.of(Status.BAD_REQUEST, "not-understood").build();
    }
    if (!door.ours(call.fhirServer())) {
      return Problem.of(CANNOT_BE_HAD, "another-ehr").build();
    }
    if (!call.user().startsWith("Practitioner") || gone(call.record())) {
      return said(List.of());
    }
    var viewer = new Viewer(call.user(), Role.CLINICIAN, new PatientId(call.patient()));
    return cards
        .of(new Opened(viewer, call.record().labels()), hook.about())
        .map(this::said)
        .orElseGet(() -> Problem.of(CANNOT_BE_HAD, "not-read-yet").build());
  }

  /** Nothing is said to whoever may not see the record, and nothing of somebody who has died. */
  private static boolean gone(Prefetched record) {
    return record.state() == Prefetched.State.NOTHING || record.deceased();
  }

  private Response said(List<Card> all) {
    var never = new CacheControl();
    never.setNoStore(true);
    return Response.ok(texts.cards(all, address())).cacheControl(never).build();
  }

  private Response heard(InputStream body, String person) {
    var said = HookCall.json(body).flatMap(Feedback::read).orElse(null);
    if (said == null) {
      return Problem.of(Status.BAD_REQUEST, "not-understood").build();
    }
    said.forEach(each -> feedback.hear(each.card(), each.reason(), person));
    return Response.ok(JsonObject.EMPTY_JSON_OBJECT).build();
  }

  private String address() {
    return launches.address(here().getBaseUri().resolve(".."));
  }

  private UriInfo here() {
    return Objects.requireNonNull(called);
  }
}
