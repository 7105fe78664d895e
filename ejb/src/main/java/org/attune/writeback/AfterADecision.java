package org.attune.writeback;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.What;
import org.attune.writeback.Written.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * In which order the record hears of what people decided on a goal: the goal itself, then the plan
 * that names it, then whoever takes it up. Nothing is said before it is true.
 */
final class AfterADecision {

  private static final Set<Outcome> STANDS =
      EnumSet.of(Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.WITHOUT_PLAN);

  private AfterADecision() {}

  /** Notes what came of a write, and tells what the EHR hears next. */
  static Optional<WriteKind> next(GoalDecision decision, WriteKind kind, Written written) {
    if (kind == WriteKind.GOAL && madeAgain(decision, written)) {
      return Optional.of(decision.plan().isPresent() ? WriteKind.PLAN : WriteKind.TAKE_UP)
          .filter(next -> next == WriteKind.PLAN || decision.givenTo().isPresent());
    }
    if (!decision.goesOn()) {
      return Optional.empty();
    }
    if (kind == WriteKind.PLAN) {
      return inPlan(decision, written.outcome());
    }
    if (kind != WriteKind.GOAL) {
      return Optional.empty();
    }
    return decision.what() == What.DECLINED
        ? turnedDown(decision, written)
        : stands(decision, written);
  }

  /** Whether the record had lost the goal, so that whatever names it names another one now. */
  private static boolean madeAgain(GoalDecision decision, Written written) {
    var goal = written.resource();
    return STANDS.contains(written.outcome())
        && goal != null
        && decision.what() == What.ACCEPTED
        && decision.standsAgain(goal);
  }

  /** The EHR will not have it: a person must enter it. */
  static Optional<WriteKind> givenUp(GoalDecision decision, WriteKind kind) {
    if (!decision.goesOn() || (kind != WriteKind.GOAL && kind != WriteKind.PLAN)) {
      return Optional.empty();
    }
    decision.needsAHand();
    return decision.what() == What.DECLINED ? Optional.empty() : taken(decision);
  }

  private static Optional<WriteKind> turnedDown(GoalDecision decision, Written written) {
    if (written.outcome() == Outcome.LEFT_TO_PERSON && !made(written, Edit.What.REJECTED)) {
      decision.overtaken(madeOf(written));
    } else {
      decision.done();
    }
    return Optional.empty();
  }

  private static Optional<WriteKind> stands(GoalDecision decision, Written written) {
    if (written.outcome() == Outcome.AS_CARD || written.outcome() == Outcome.MISSING) {
      decision.needsAHand();
      return taken(decision);
    }
    var resource = written.resource();
    boolean goal = resource != null && resource.type().equals("Goal");
    boolean agreed =
        written.outcome() != Outcome.LEFT_TO_PERSON || made(written, Edit.What.ACCEPTED);
    if (resource == null || !goal || !agreed) {
      decision.overtaken(madeOf(written));
      return Optional.empty();
    }
    decision.stands(resource);
    if (decision.plan().isPresent()) {
      return Optional.of(WriteKind.PLAN);
    }
    decision.done();
    return taken(decision);
  }

  private static Optional<WriteKind> inPlan(GoalDecision decision, Outcome outcome) {
    switch (outcome) {
      case CREATED, UPDATED, UNCHANGED -> decision.done();
      case LEFT_TO_PERSON -> decision.overtaken(null);
      case AS_CARD, AS_TASK, WITHOUT_PLAN, MISSING -> decision.needsAHand();
    }
    return taken(decision);
  }

  private static Optional<WriteKind> taken(GoalDecision decision) {
    return decision.givenTo().map(somebody -> WriteKind.TAKE_UP);
  }

  private static boolean made(Written written, Edit.What what) {
    return written.edit() != null && written.edit().what() == what;
  }

  private static @Nullable String madeOf(Written written) {
    return written.edit() == null ? null : written.edit().what().name();
  }
}
