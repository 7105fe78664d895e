package org.attune.matching;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.ledger.Ledger;
import org.attune.matching.BothSides.ClientsGoal;
import org.attune.matching.BothSides.PlanGoal;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.WordsOfGoals.Wanted;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.Source;
import org.attune.therapy.alignment.Matches;

/**
 * Says which goal of the team's plans each of a client's goals is: by reference, by code, or
 * because a person said so. Where none of these tells, words may suggest one; a person decides.
 */
@ApplicationScoped
public class SuggestMatches {

  private static final int MOST_FOR_A_GOAL = 2;

  private final GoalsOfClient goals;
  private final GoalMatches matches;
  private final WordsOfGoals words;
  private final Ledger ledger;

  @Inject
  SuggestMatches(GoalsOfClient goals, GoalMatches matches, WordsOfGoals words, Ledger ledger) {
    this.goals = goals;
    this.matches = matches;
    this.words = words;
    this.ledger = ledger;
  }

  /** How it is known that two are one. */
  public enum Ground {
    /**
     * The form names the very goal of the plan, or that goal says that it leads to the client's, or
     * was put forward for it by Attune.
     */
    REFERENCE,
    /** Both have the same code. */
    CODE,
    /** A person confirmed it. */
    PERSON
  }

  /** A client's goal that is one with a goal of the plan. */
  public record Match(ClientGoal goal, Source planGoal, Ground ground) {}

  /**
   * A client's goal that may be one with a goal of the plan, by its words alone.
   *
   * @param goal the client's goal
   * @param planGoal the goal of the plan
   * @param inTheirWords the words of the client's goal
   * @param inThePlan the words of the plan's goal
   * @param shared which of the client's words speak for it
   * @param degree how much the words are alike, 0 to 1
   */
  public record Suggestion(
      ClientGoal goal,
      Source planGoal,
      String inTheirWords,
      String inThePlan,
      List<String> shared,
      double degree) {

    public Suggestion {
      shared = List.copyOf(shared);
    }

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "a suggestion";
    }
  }

  /**
   * What is known and what may be.
   *
   * @param matches what is known
   * @param suggestions what a person should look at
   * @param decisions what people said so far
   * @param besides what is known besides the record
   * @param words the words of all these goals; empty where the EHR does not say now
   */
  public record Matching(
      List<Match> matches,
      List<Suggestion> suggestions,
      List<Decision> decisions,
      OneOrTwo besides,
      Optional<GoalWords> words) {

    public Matching {
      matches = List.copyOf(matches);
      suggestions = List.copyOf(suggestions);
      decisions = List.copyOf(decisions);
    }

    /** What is known, as goals that are laid side by side go by it. */
    public Matches same() {
      return SuggestMatches.same(matches);
    }
  }

  /** A goal that is itself named by the plan need not be told to be the same. */
  static Matches same(List<Match> matches) {
    return new Matches(
        matches.stream()
            .filter(each -> !each.goal().key().equals(each.planGoal().reference()))
            .collect(
                Collectors.toMap(
                    each -> each.goal().key(), each -> each.planGoal().reference(), (a, b) -> a)));
  }

  /**
   * Does so for the client whose chart the viewer has open; empty where there is no such chart. An
   * EHR that is silent costs the words and what they would suggest, and nothing else.
   */
  @Transactional(TxType.NEVER)
  public Optional<Matching> suggest(Viewer viewer) {
    return goals.seenBy(viewer).map(sides -> matching(viewer, sides));
  }

  private Matching matching(Viewer viewer, BothSides sides) {
    var decisions = matches.decisions(viewer.patient());
    var besides = matches.known(viewer.patient());
    var known = known(sides, decisions, besides);
    var read = read(viewer, sides);
    var suggested =
        read.map(text -> suggested(sides, open(sides, known), decisions, text)).orElse(List.of());
    return new Matching(known, suggested, decisions, besides, read);
  }

  private Optional<GoalWords> read(Viewer viewer, BothSides sides) {
    var records = new LinkedHashSet<>(ledger.mergedInto(viewer.patient()));
    records.add(viewer.patient());
    try {
      return Optional.of(
          words.of(viewer, new Wanted(records, sides.goalsInWords(), formsFor(viewer, sides))));
    } catch (EhrUnavailable silent) {
      return Optional.empty();
    }
  }

  /** A form promises that its words are shown to those who treat the client. */
  private static List<Source> formsFor(Viewer viewer, BothSides sides) {
    return switch (viewer.role()) {
      case CLINICIAN -> sides.forms();
      case COORDINATOR, LEAD, OUTREACH -> List.of();
    };
  }

  /** What is known without a look at any words. */
  static List<Match> known(BothSides sides, List<Decision> decisions, OneOrTwo besides) {
    var known = new ArrayList<Match>();
    for (ClientsGoal wanted : sides.wants()) {
      var goal = wanted.goal();
      var person = sides.plan().get(besides.same().getOrDefault(goal.key(), ""));
      var leading = leading(goal, sides, decisions, besides);
      if (sides.plan().containsKey(goal.key())) {
        known.add(new Match(goal, goal.source(), Ground.REFERENCE));
      } else if (person != null) {
        known.add(new Match(goal, person.source(), Ground.PERSON));
      } else if (leading.isPresent()) {
        known.add(new Match(goal, leading.get().source(), Ground.REFERENCE));
      } else {
        byCode(wanted, sides, decisions)
            .ifPresent(plan -> known.add(new Match(goal, plan.source(), Ground.CODE)));
      }
    }
    return known;
  }

  /**
   * The one goal of the plans that says of itself that it leads there, or that was put forward for
   * it, unless a person says no.
   */
  private static Optional<PlanGoal> leading(
      ClientGoal goal, BothSides sides, List<Decision> decisions, OneOrTwo besides) {
    var leading =
        sides.plan().values().stream()
            .filter(plan -> leadsTo(plan, goal, besides))
            .filter(plan -> !decided(goal, plan, decisions))
            .toList();
    return leading.size() == 1 ? Optional.of(leading.get(0)) : Optional.empty();
  }

  private static boolean leadsTo(PlanGoal plan, ClientGoal goal, OneOrTwo besides) {
    return plan.leadsTo().stream().map(ClientGoal::of).anyMatch(goal::equals)
        || besides
            .putForward()
            .getOrDefault(plan.source().reference(), Set.of())
            .contains(goal.key());
  }

  /**
   * The one goal of the plans with the same code; of two nobody knows which is meant, nor which of
   * two of the client's own it is.
   */
  private static Optional<PlanGoal> byCode(
      ClientsGoal wanted, BothSides sides, List<Decision> decisions) {
    var same = sides.plan().values().stream().filter(plan -> shareCode(wanted, plan)).toList();
    return same.size() == 1
            && !decided(wanted.goal(), same.get(0), decisions)
            && isOnlyOne(same.get(0), sides, decisions)
        ? Optional.of(same.get(0))
        : Optional.empty();
  }

  private static boolean shareCode(ClientsGoal wanted, PlanGoal plan) {
    return plan.codes().stream().anyMatch(wanted.codes()::contains);
  }

  /** Whether one of the client's goals alone has a code of it, besides what people turned down. */
  private static boolean isOnlyOne(PlanGoal plan, BothSides sides, List<Decision> decisions) {
    var turnedDown = decisions.stream().filter(each -> !each.confirmed()).toList();
    return sides.wants().stream()
            .filter(each -> !sides.plan().containsKey(each.goal().key()))
            .filter(each -> shareCode(each, plan))
            .filter(each -> !decided(each.goal(), plan, turnedDown))
            .count()
        == 1;
  }

  private static boolean decided(ClientGoal goal, PlanGoal plan, List<Decision> decisions) {
    return decisions.stream()
        .anyMatch(each -> each.goal().equals(goal) && each.planGoal().sameResource(plan.source()));
  }

  private static List<ClientGoal> open(BothSides sides, List<Match> known) {
    var settled = known.stream().map(Match::goal).collect(Collectors.toSet());
    return sides.wants().stream()
        .map(ClientsGoal::goal)
        .filter(goal -> !settled.contains(goal))
        .toList();
  }

  private static List<Suggestion> suggested(
      BothSides sides, List<ClientGoal> open, List<Decision> decisions, GoalWords read) {
    return open.stream()
        .flatMap(
            goal ->
                sides.plan().values().stream()
                    .filter(plan -> !decided(goal, plan, decisions))
                    .flatMap(plan -> best(goal, plan, read).stream())
                    .sorted(
                        Comparator.comparingDouble(Suggestion::degree)
                            .reversed()
                            .thenComparing(Suggestion::planGoal))
                    .limit(MOST_FOR_A_GOAL))
        .toList();
  }

  /** By those of their texts that are most alike. */
  private static Optional<Suggestion> best(ClientGoal goal, PlanGoal plan, GoalWords read) {
    return read.of(goal)
        .flatMap(theirs -> pairs(goal, plan, theirs, read))
        .max(Comparator.comparingDouble(Suggestion::degree));
  }

  private static Stream<Suggestion> pairs(
      ClientGoal goal, PlanGoal plan, String theirs, GoalWords read) {
    Function<String, Optional<Suggestion>> compared =
        text ->
            Likeness.between(theirs, text)
                .filter(Likeness::worthALook)
                .map(
                    alike ->
                        new Suggestion(
                            goal, plan.source(), theirs, text, alike.shared(), alike.degree()));
    return read.of(plan.inWords()).map(compared).flatMap(Optional::stream);
  }
}
