package org.attune.web.shared;

import jakarta.ws.rs.core.Response;
import org.attune.chart.DecideOnGoal.Outcome;
import org.attune.chart.GoalView;
import org.attune.writeback.Edit;

/** Says what came of a decision on a goal. */
public final class GoalAnswers {

  private GoalAnswers() {}

  /**
   * Somebody had decided.
   *
   * @param goal as they decided
   */
  public record AlreadyDecided(String type, String title, int status, GoalView goal) {}

  /**
   * The answer.
   *
   * @param nothing how it is called that there is no such signal
   */
  public static Response of(String nothing, Outcome outcome) {
    if (outcome instanceof Outcome.Decided decided) {
      return Response.ok(decided.goal()).build();
    }
    if (outcome instanceof Outcome.AlreadyDecided before) {
      int status = Response.Status.CONFLICT.getStatusCode();
      return Problem.of(Response.Status.CONFLICT, "already-decided")
          .entity(
              new AlreadyDecided(
                  "urn:attune:problem:already-decided", "already-decided", status, before.goal()))
          .build();
    }
    if (outcome instanceof Outcome.InTheRecord there) {
      boolean reworded = there.what() == Edit.What.REWORDED;
      return conflict(reworded ? "reworded-in-the-record" : "decided-in-the-record");
    }
    if (outcome instanceof Outcome.NothingProposed) {
      return conflict("nothing-proposed");
    }
    if (outcome instanceof Outcome.NotLive) {
      return conflict("not-live");
    }
    return outcome instanceof Outcome.NotUnderstood
        ? Problem.of(Response.Status.BAD_REQUEST, "not-understood").build()
        : Problem.of(Response.Status.NOT_FOUND, nothing).build();
  }

  private static Response conflict(String name) {
    return Problem.of(Response.Status.CONFLICT, name).build();
  }
}
