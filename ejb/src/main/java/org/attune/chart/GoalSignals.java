package org.attune.chart;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.chart.ChartGoalsView.GoalSignal;
import org.attune.matching.SuggestMatches.Match;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.GoalSides;

/**
 * Says which goals the signals of a chart rest on, by the records that their reader may read. A
 * form that holds several goals tells of none: nobody guesses which is meant.
 */
final class GoalSignals {

  private final Alignment alignment;
  private final List<Match> matches;
  private final Set<String> open;

  /**
   * The signals about some goals.
   *
   * @param matches what counts as one with a goal of the plan
   * @param open the signals that put a goal forward on which their reader may decide
   */
  GoalSignals(Alignment alignment, List<Match> matches, Set<String> open) {
    this.alignment = alignment;
    this.matches = matches;
    this.open = open;
  }

  /**
   * Those of some signals that rest on goals, with each of these, and those that put one forward.
   */
  List<GoalSignal> of(List<SignalView> signals) {
    return signals.stream().flatMap(this::of).toList();
  }

  private Stream<GoalSignal> of(SignalView signal) {
    boolean puts = open.contains(signal.key());
    var cited =
        signal.evidence().stream().map(SignalView.Evidence::reference).collect(Collectors.toSet());
    var about = alignment.goals().stream().filter(goal -> isOf(goal, cited)).toList();
    // Of what is put forward because of several goals nobody knows which of them it is.
    boolean one = about.size() == 1;
    var links = about.stream().map(goal -> new GoalSignal(signal.key(), goal.goal(), puts && one));
    return puts && !one
        ? Stream.concat(links, Stream.of(new GoalSignal(signal.key(), null, true)))
        : links;
  }

  private boolean isOf(GoalSides goal, Set<String> cited) {
    return cited.contains(goal.goal())
        || matches.stream()
            .filter(match -> match.planGoal().reference().equals(goal.goal()))
            .anyMatch(match -> cited.contains(match.goal().key()));
  }
}
