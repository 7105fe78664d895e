package org.attune.web.clinician;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Optional;
import java.util.UUID;
import org.attune.ehr.FormAnswers;
import org.attune.forms.WriteNote;
import org.attune.forms.WriteNote.Noted;
import org.attune.web.shared.Answers;
import org.attune.web.shared.Language;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** What a therapist notes after a session, for themselves alone. */
@Path("chart/note")
@OpenChart
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class NoteResource {

  @Inject private WriteNote notes;
  @Inject private Looking looking;

  @QueryParam("lang")
  private @Nullable String lang;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Context
  private HttpHeaders headers;

  /** The form, and what the viewer noted before. */
  @GET
  public Response paper() {
    return notes
        .paper(looking.viewer(), Language.of(lang, headers))
        .map(paper -> ChartResource.fresh(NoteJson.of(paper)))
        .orElseGet(NoteResource::notTheirs);
  }

  /** Keeps a note under its name. */
  @PUT
  @Path("{note}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response write(@PathParam("note") String note, @Nullable JsonObject body) {
    return Answers.understood(body)
        .flatMap(answers -> name(note).map(name -> write(name, answers)))
        .map(NoteResource::answer)
        .orElseGet(() -> answer(Noted.NOT_UNDERSTOOD));
  }

  /** Takes one of the viewer's own notes back. */
  @DELETE
  @Path("{note}")
  public Response takeBack(@PathParam("note") String note) {
    return notes.takeBack(looking.viewer(), note)
        ? Response.noContent().build()
        : Problem.of(Response.Status.NOT_FOUND, "no-such-note").build();
  }

  private Noted write(UUID name, FormAnswers answers) {
    return notes.write(looking.viewer(), name, answers, Language.of(lang, headers));
  }

  private static Optional<UUID> name(String note) {
    try {
      return Optional.of(UUID.fromString(note));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Response answer(Noted came) {
    return switch (came) {
      case KEPT -> Response.status(Response.Status.CREATED).build();
      case NOTHING_SAID -> Response.noContent().build();
      case NOT_UNDERSTOOD -> Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
      case NOT_THEIRS -> notTheirs();
    };
  }

  private static Response notTheirs() {
    return Problem.of(Response.Status.NOT_FOUND, "no-notes-here").build();
  }
}
