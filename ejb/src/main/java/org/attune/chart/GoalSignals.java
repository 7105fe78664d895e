package org.attune.chart;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.chart.ChartGoalsView.GoalSignal;
import org.attune.matching.SuggestMatches.Match;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.GoalSides;

/**
 * Says which goals the signals of a chart are about: as their rules say, else by the records that
 * they rest on; always by records that their reader may read. A form that holds several goals tells
 * of none by itself: nobody guesses which is meant.
 */
final class GoalSignals {

  private final Alignment alignment;
  private final List<Match> matches;
  private final Map<String, List<String>> named;
  private final Set<String> open;

  /**
   * The signals about some goals.
   *
   * @param matches what counts as one with a goal of the plan
   * @param named which goals a signal is about, by its key, where its rule says so
   * @param open the signals that put a goal forward on which their reader may decide
   */
  GoalSignals(
      Alignment alignment, List<Match> matches, Map<String, List<String>> named, Set<String> open) {
    this.alignment = alignment;
    this.matches = matches;
    this.named = Map.copyOf(named);
    this.open = open;
  }

  /**
   * Those of some signals that rest on goals, with each of these, and those that put one forward.
   */
  List<GoalSignal> of(List<SignalView> signals) {
    return signals.stream().flatMap(this::of).toList();
  }

  private Stream<GoalSignal> of(SignalView signal) {
    return of(
        signal.key(),
        signal.evidence().stream().map(SignalView.Evidence::reference).collect(Collectors.toSet()));
  }

  /**
   * Those of one signal.
   *
   * @param cited the records that it rests on, as far as they may be read
   */
  Stream<GoalSignal> of(String signal, Set<String> cited) {
    boolean puts = open.contains(signal);
    var goals = Stream.concat(cited.stream(), named(signal, cited)).collect(Collectors.toSet());
    var about = alignment.goals().stream().filter(goal -> isOf(goal, goals)).toList();
    // Of what is put forward because of several goals nobody knows which of them it is.
    boolean one = about.size() == 1;
    var links = about.stream().map(goal -> new GoalSignal(signal, goal.goal(), puts && one));
    return puts && !one
        ? Stream.concat(links, Stream.of(new GoalSignal(signal, null, true)))
        : links;
  }

  /** A line of a form, where its reader may read the form. */
  private Stream<String> named(String signal, Set<String> cited) {
    return named.getOrDefault(signal, List.of()).stream()
        .filter(goal -> cited.contains(goal.replaceFirst("#.*", "")));
  }

  private boolean isOf(GoalSides goal, Set<String> about) {
    var line = goal.client().line();
    return about.contains(goal.goal())
        || (line != null && about.contains(line))
        || matches.stream()
            .filter(match -> match.planGoal().reference().equals(goal.goal()))
            .anyMatch(match -> about.contains(match.goal().key()));
  }
}
