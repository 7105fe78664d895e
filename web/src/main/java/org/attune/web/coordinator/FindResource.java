package org.attune.web.coordinator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.ehr.EhrUnavailable;
import org.attune.web.shared.Language;
import org.attune.web.shared.OpenWorklist;
import org.attune.web.shared.Problem;
import org.attune.worklist.FindRows;
import org.attune.worklist.FindRows.Answer;
import org.jspecify.annotations.Nullable;

/** Looks for the rows of one client. */
@Path("worklist/find")
@OpenWorklist
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FindResource {

  @Inject private FindRows rows;
  @Inject private AtDesk at;

  /** By name, birth date or record number, which are sent in the body and never in an address. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response find(
      @Nullable JsonObject asked,
      @QueryParam("lang") @Nullable String lang,
      @Context HttpHeaders headers) {
    if (asked == null || !(asked.get("text") instanceof JsonString text)) {
      return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
    }
    try {
      return answer(rows.find(at.desk(), text.getString(), Language.of(lang, headers)));
    } catch (EhrUnavailable silent) {
      return Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
    }
  }

  private static Response answer(Answer answer) {
    if (answer instanceof Answer.TooShort) {
      return Problem.of(Response.Status.BAD_REQUEST, "too-short").build();
    }
    return answer instanceof Answer.TooMany
        ? Problem.of(Response.Status.CONFLICT, "too-many").build()
        : Response.ok(answer).build();
  }
}
