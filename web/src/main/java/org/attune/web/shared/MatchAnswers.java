package org.attune.web.shared;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.attune.goals.GoalsView.DecisionView;
import org.attune.matching.ClientGoal;
import org.attune.matching.DecideMatch.Answer;
import org.attune.matching.DecideMatch.Seen;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/** What pages say of two goals that may be one, and what they are answered. */
public final class MatchAnswers {

  private static final Pattern GOAL = Pattern.compile("Goal/([!-~&&[^/?#|]]{1,200})");

  private MatchAnswers() {}

  /** What a person says of two goals as they saw them. */
  public record Said(Seen seen, Verdict verdict) {}

  /** What was said; empty where nobody can tell. */
  public static Optional<Said> understood(@Nullable JsonObject body) {
    return Asked.understood(body, MatchAnswers::said).flatMap(it -> it);
  }

  private static Optional<Said> said(Asked asked) {
    var verdict = Verdict.valueOf(asked.needed("verdict"));
    var plan = GOAL.matcher(asked.needed("planGoal"));
    int revision = asked.count("revision");
    return plan.matches()
        ? ClientGoal.parse(asked.needed("goal"))
            .map(goal -> new Seen(goal, new Source("Goal", plan.group(1), null), revision))
            .map(seen -> new Said(seen, verdict))
        : Optional.empty();
  }

  /**
   * The answer.
   *
   * @param notHere what is said where there are no such two goals for whoever asks
   */
  public static Response of(Answer answer, Supplier<Response> notHere) {
    if (answer instanceof Answer.Decided decided) {
      return Response.ok(view(decided.decision())).build();
    }
    if (answer instanceof Answer.SomebodyWasFaster) {
      return Problem.of(Response.Status.CONFLICT, "someone-was-faster").build();
    }
    return answer instanceof Answer.OneWithAnother
        ? Problem.of(Response.Status.CONFLICT, "one-with-another").build()
        : notHere.get();
  }

  private static DecisionView view(Decision decision) {
    return new DecisionView(
        decision.goal().key(),
        decision.planGoal().reference(),
        decision.verdict(),
        decision.revision());
  }
}
