package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.function.BiFunction;
import org.attune.forms.ClientForm;
import org.attune.forms.InviteClient;
import org.attune.forms.InviteClient.Offer;
import org.attune.launch.LaunchChart;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** Forms that the client whose chart is open may fill. */
@Path("chart/forms")
@OpenChart
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FormOfferResource {

  private static final String PAGE = "/form/index.html#word=";

  @Inject private InviteClient invitations;
  @Inject private LaunchChart launches;
  @Inject private Looking looking;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private UriInfo called;

  /** Whether the record would take what a client fills. */
  @GET
  public Response possible() {
    return ChartResource.fresh(
        Json.createObjectBuilder().add("taken", invitations.possible()).build());
  }

  /** A link that opens a form once. */
  @POST
  @Path("{form}/link")
  public Response link(@PathParam("form") String form) {
    return offer(form, (which, language) -> invitations.link(looking.viewer(), which, language));
  }

  /**
   * The device is handed over: every chart of theirs is closed, and a form opens in place of this
   * one.
   */
  @POST
  @Path("{form}/hand-over")
  public Response handOver(@PathParam("form") String form) {
    return offer(
        form, (which, language) -> invitations.handOver(looking.viewer(), which, language));
  }

  private Response offer(String form, BiFunction<ClientForm, Locale, Offer> what) {
    return ClientForm.named(form)
        .map(which -> what.apply(which, Language.of(lang, headers)))
        .map(this::answer)
        .orElseGet(() -> Problem.of(Response.Status.NOT_FOUND, "no-such-form").build());
  }

  private Response answer(Offer offer) {
    if (offer instanceof Offer.Given given) {
      var invitation = given.invitation();
      var address = launches.address(called.getBaseUri().resolve(".."));
      return ChartResource.fresh(
          Json.createObjectBuilder()
              .add("link", address + PAGE + invitation.word())
              .add("ends", invitation.ends().toString())
              .build());
    }
    return offer instanceof Offer.NotTaken
        ? Problem.of(Response.Status.CONFLICT, "form-not-taken").build()
        : Problem.of(Response.Status.NOT_FOUND, "not-in-scope").build();
  }
}
