package org.attune.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.ledger.Assembly;
import org.attune.ledger.Ledger;
import org.attune.matching.SuggestMatches.Match;
import org.attune.therapy.CourseId;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.GoalSides;

/**
 * Says where the client named the goal that a finding is about: whose words people begin with who
 * decide on a goal, and in whose words it is put forward. Where a finding rests on several goals
 * nobody guesses; neither where the client says that it is not for them, or that it matters less to
 * them than to their therapist.
 */
@ApplicationScoped
public class GoalInQuestion {

  private static final String GOAL = "Goal";

  private final Ledger ledger;
  private final Assembly assembly;
  private final GoalsOfClient sides;
  private final GoalMatches matches;

  @Inject
  GoalInQuestion(Ledger ledger, Assembly assembly, GoalsOfClient sides, GoalMatches matches) {
    this.ledger = ledger;
    this.assembly = assembly;
    this.sides = sides;
    this.matches = matches;
  }

  /**
   * Where the client named it, as far as is known here: goals of the record, else a line of a form
   * of theirs; nowhere for nearly all findings.
   *
   * @param goals the goals that its rule says it is about
   * @param evidence what the finding rests on
   */
  @Transactional
  public List<ClientGoal> of(
      CourseId course, List<String> goals, List<Source> evidence, Instant asOf) {
    if (goals.isEmpty() && evidence.stream().noneMatch(each -> each.type().equals(GOAL))) {
      return List.of();
    }
    var client = course.patient();
    var facts = ledger.factsOf(client);
    var besides = matches.known(client);
    var known = SuggestMatches.known(sides.of(facts), matches.decisions(client), besides);
    return assembly.of(client, facts, asOf).courses().stream()
        .filter(each -> each.id().equals(course))
        .findFirst()
        .map(
            each ->
                Alignment.of(each.with(besides), SuggestMatches.same(known), sides.categories()))
        .flatMap(alignment -> among(goals, evidence, alignment, known))
        .map(GoalInQuestion::named)
        .orElse(List.of());
  }

  /** What stands on a form counts where no goal of the record has it. */
  private static List<ClientGoal> named(GoalSides goal) {
    var records = goal.client().named().stream().map(ClientGoal::of).toList();
    return records.isEmpty()
        ? Stream.ofNullable(goal.client().line())
            .flatMap(line -> ClientGoal.parse(line).stream())
            .toList()
        : records;
  }

  /**
   * The same where the goals lie side by side already: the one goal of the client's; empty where
   * they named it nowhere.
   */
  public static Optional<GoalSides> among(
      List<String> goals, List<Source> evidence, Alignment alignment, List<Match> known) {
    var cited =
        goals.isEmpty()
            ? evidence.stream().map(Source::reference).collect(Collectors.toSet())
            : new HashSet<>(goals);
    known.stream()
        .filter(match -> cited.contains(match.goal().key()))
        .map(match -> match.planGoal().reference())
        .toList()
        .forEach(cited::add);
    var about = alignment.goals().stream().filter(goal -> isOf(cited, goal)).toList();
    return about.size() == 1
        ? Optional.of(about.get(0)).filter(GoalInQuestion::isTheirs)
        : Optional.empty();
  }

  private static boolean isOf(Set<String> cited, GoalSides goal) {
    var line = goal.client().line();
    return cited.contains(goal.goal()) || (line != null && cited.contains(line));
  }

  private static boolean isTheirs(GoalSides goal) {
    var forClient = goal.client().importance().value();
    var forTherapist = goal.therapist().importance().value();
    boolean lessTheirs = forClient != null && forTherapist != null && forClient < forTherapist;
    return !named(goal).isEmpty() && !goal.client().disagrees() && !lessTheirs;
  }
}
