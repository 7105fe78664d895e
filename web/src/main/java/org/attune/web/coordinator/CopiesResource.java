package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.web.paper.Papers;
import org.attune.web.shared.Language;
import org.attune.web.shared.OpenWorklist;
import org.attune.web.shared.Problem;
import org.attune.web.shared.TakenAway;
import org.attune.worklist.CopyWorklist;
import org.attune.worklist.CopyWorklist.Answer;
import org.attune.worklist.WorklistCopy;
import org.jspecify.annotations.Nullable;

/** What somebody takes away of their worklist; each client in it is accounted for. */
@Path("worklist/copies")
@OpenWorklist
@RequestScoped
public class CopiesResource {

  private static final Set<String> FORMS = Set.of("csv", "pdf");

  @Inject private CopyWorklist copies;
  @Inject private Papers papers;
  @Inject private AtDesk at;

  /** The rows that are asked for, as a file. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response take(@Nullable JsonObject asked, @Context HttpHeaders headers) {
    var form = word(asked, "form");
    var wanted = asked == null ? null : WantedWords.of(asked.get("wanted")).orElse(null);
    if (form == null || !FORMS.contains(form) || wanted == null) {
      return notUnderstood();
    }
    try {
      return answer(form, wanted, word(asked, "lang"), headers);
    } catch (EhrUnavailable silent) {
      return Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
    }
  }

  private Response answer(
      String form, Map<String, String> wanted, @Nullable String lang, HttpHeaders headers)
      throws EhrUnavailable {
    var answer = copies.take(at.desk(), "worklist." + form, wanted, Language.of(lang, headers));
    if (answer instanceof Answer.TooMany) {
      return Problem.of(Response.Status.CONFLICT, "too-many").build();
    }
    return answer instanceof Answer.Taken taken ? file(form, taken.copy()) : notUnderstood();
  }

  private Response file(String form, WorklistCopy copy) {
    return form.equals("pdf")
        ? TakenAway.file(papers.list(copy), "application/pdf", "attune-worklist.pdf")
        : TakenAway.file(
            new ListFile(copy).bytes(), "text/csv;charset=UTF-8", "attune-worklist.csv");
  }

  private static @Nullable String word(@Nullable JsonObject asked, String name) {
    return asked != null && asked.get(name) instanceof JsonString text ? text.getString() : null;
  }

  private static Response notUnderstood() {
    return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
  }
}
