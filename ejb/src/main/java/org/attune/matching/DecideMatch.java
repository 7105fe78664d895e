package org.attune.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.Viewer;
import org.attune.hooks.MoreToDo;
import org.attune.ledger.Ledger;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.therapy.Source;

/**
 * A person says that a client's goal is one with a goal of the plan, or that it is not. One client
 * at a time: of two who say so at once, the second hears what the first said.
 */
@ApplicationScoped
public class DecideMatch {

  private final Ledger ledger;
  private final GoalsOfClient goals;
  private final GoalMatches matches;
  private final AccessLog log;
  private final Event<MoreToDo> more;
  private final Clock clock;

  @Inject
  DecideMatch(
      Ledger ledger,
      GoalsOfClient goals,
      GoalMatches matches,
      AccessLog log,
      Event<MoreToDo> more,
      Clock clock) {
    this.ledger = ledger;
    this.goals = goals;
    this.matches = matches;
    this.log = log;
    this.more = more;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Answer {

    /** It stands so now. */
    record Decided(Decision decision) implements Answer {}

    /** Somebody else decided after the person had looked; nothing changed. */
    record SomebodyWasFaster(Decision decision) implements Answer {}

    /** It is one with another goal of the plan; that must be turned down first. */
    record OneWithAnother(Decision decision) implements Answer {}

    /** There are no such two goals on this chart, or the viewer may not say so. */
    record NotOnThisChart() implements Answer {}
  }

  /**
   * A match as a person saw it.
   *
   * @param goal the client's goal
   * @param planGoal the goal of the plan
   * @param revision the revision of the decision that they saw, 0 where there was none
   */
  public record Seen(ClientGoal goal, Source planGoal, int revision) {}

  /** Says so for the client whose chart the viewer has open. The same said twice is said once. */
  @Transactional
  public Answer decide(Viewer viewer, Seen seen, Verdict verdict) {
    return ledger
        .lock(viewer.patient())
        .flatMap(client -> goals.seenBy(viewer))
        .map(sides -> settle(viewer, seen, verdict, sides))
        .orElseGet(Answer.NotOnThisChart::new);
  }

  private Answer settle(Viewer viewer, Seen seen, Verdict verdict, BothSides sides) {
    var rows = matches.rows(viewer.patient());
    var known = rows.stream().filter(row -> row.isOf(seen.goal(), seen.planGoal())).findFirst();
    // What was said can be taken back, also when the plan does not name the goal any longer.
    boolean takenBack = known.isPresent() && verdict == Verdict.TURNED_DOWN;
    if (!takenBack && !sides.mayBeOne(seen.goal(), seen.planGoal())) {
      return new Answer.NotOnThisChart();
    }
    var standing = known.map(GoalMatch::decision);
    if (standing.filter(each -> saidTheSame(each, viewer, verdict)).isPresent()) {
      return new Answer.Decided(standing.get());
    }
    if (standing.map(Decision::revision).orElse(0) != seen.revision()) {
      return standing
          .<Answer>map(Answer.SomebodyWasFaster::new)
          .orElseGet(Answer.NotOnThisChart::new);
    }
    var another = another(rows, seen, sides);
    return verdict == Verdict.CONFIRMED && another.isPresent()
        ? new Answer.OneWithAnother(another.get())
        : new Answer.Decided(say(viewer, seen, known, verdict));
  }

  /** The other goal of the plan that it is one with; one that left the plan is in nobody's way. */
  private static Optional<Decision> another(List<GoalMatch> rows, Seen seen, BothSides sides) {
    return rows.stream()
        .map(GoalMatch::decision)
        .filter(each -> each.confirmed() && each.goal().equals(seen.goal()))
        .filter(each -> !each.planGoal().sameResource(seen.planGoal()))
        .filter(each -> sides.plan().containsKey(each.planGoal().reference()))
        .findFirst();
  }

  private static boolean saidTheSame(Decision standing, Viewer viewer, Verdict verdict) {
    return standing.verdict() == verdict && standing.by().equals(viewer.user());
  }

  private Decision say(Viewer viewer, Seen seen, Optional<GoalMatch> known, Verdict verdict) {
    var now = clock.instant();
    known.ifPresent(row -> row.decide(verdict, viewer.user(), now));
    var match =
        known.orElseGet(() -> new GoalMatch(seen, viewer.patient(), verdict, viewer.user(), now));
    matches.keep(match);
    ledger.lookSoon(List.of(viewer.patient()));
    more.fire(new MoreToDo());
    log.keep(RecordAccess.act(viewer, seen.planGoal().reference(), RecordAccess.Outcome.DONE));
    return match.decision();
  }
}
