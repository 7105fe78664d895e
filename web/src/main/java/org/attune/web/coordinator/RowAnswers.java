package org.attune.web.coordinator;

import jakarta.ws.rs.core.Response;
import org.attune.web.shared.Problem;
import org.attune.worklist.Outcome;
import org.attune.worklist.Outcome.PutOff;
import org.attune.worklist.WorklistView.RowView;
import org.jspecify.annotations.Nullable;

/** Says what came of something that was done about a row, and how the row stands then. */
public final class RowAnswers {

  private static final String URN = "urn:attune:problem:";

  private RowAnswers() {}

  /**
   * The row after something was done.
   *
   * @param row null where it is not on the list any longer
   */
  public record Row(@Nullable RowView row) {}

  /**
   * Somebody else had done something.
   *
   * @param row as they left it; null where it is not on the list any longer
   * @param putOff who put it off until when, where that is what they did
   */
  public record Conflict(
      String type, String title, int status, @Nullable RowView row, @Nullable PutOff putOff) {}

  static Response of(Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return Response.ok(new Row(done.row())).build();
    }
    if (outcome instanceof Outcome.SomeoneWasFaster before) {
      return conflict("someone-was-faster", before.row(), before.putOff());
    }
    if (outcome instanceof Outcome.TakenBySomebody before) {
      return conflict("taken-by-somebody", before.row(), null);
    }
    if (outcome instanceof Outcome.NobodyToAsk) {
      return Problem.of(Response.Status.CONFLICT, "nobody-to-ask").build();
    }
    return outcome instanceof Outcome.NotUnderstood ? notUnderstood() : notOnWorklist();
  }

  private static Response conflict(String name, @Nullable RowView row, @Nullable PutOff putOff) {
    int status = Response.Status.CONFLICT.getStatusCode();
    return Problem.of(Response.Status.CONFLICT, name)
        .entity(new Conflict(URN + name, name, status, row, putOff))
        .build();
  }

  static Response notUnderstood() {
    return Problem.of(Response.Status.BAD_REQUEST, "not-understood").build();
  }

  static Response notOnWorklist() {
    return Problem.of(Response.Status.NOT_FOUND, "not-on-worklist").build();
  }
}
