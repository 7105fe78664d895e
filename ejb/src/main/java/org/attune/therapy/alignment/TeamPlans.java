package org.attune.therapy.alignment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.attune.therapy.CareGoal;
import org.attune.therapy.Plan;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * The plans of the team's that are in force and tell of goals. A plan that names no goal says
 * nothing about goals, and one that Attune wrote is not the team's.
 */
final class TeamPlans {

  private final List<Plan> telling = new ArrayList<>();
  private final List<Plan> notInForce = new ArrayList<>();
  private final Set<String> goals = new TreeSet<>();
  private final Set<String> codes = new HashSet<>();
  private final Set<String> ledTo = new HashSet<>();
  private final Matches matches;

  private TeamPlans(Matches matches) {
    this.matches = matches;
  }

  static TeamPlans of(TherapyCourse course, Matches matches, Set<String> categories) {
    var plans = new TeamPlans(matches);
    for (Plan plan : course.care().plans()) {
      if (!plan.own() && !plan.goals().isEmpty() && ofTheKind(plan, categories)) {
        plans.take(plan);
      }
    }
    for (CareGoal goal : course.goals()) {
      if (plans.goals.contains(matches.goal(goal.source().reference()))) {
        plans.codes.addAll(goal.codes());
        if (!goal.over()) {
          plans.ledTo.addAll(Matches.leadingTo(course, goal));
        }
      }
    }
    return plans;
  }

  private static boolean ofTheKind(Plan plan, Set<String> categories) {
    return categories.isEmpty() || plan.categories().stream().anyMatch(categories::contains);
  }

  private void take(Plan plan) {
    if (!plan.active()) {
      notInForce.add(plan);
      return;
    }
    telling.add(plan);
    plan.goals().forEach(goal -> goals.add(matches.goal(goal.reference())));
  }

  /** The goals that they name. */
  Set<String> goals() {
    return goals;
  }

  /**
   * Whether they name a goal, by reference or by one of its codes, or one that leads to it. Where
   * none of them tells of goals, and where a plan that is not in force names it, that is not known.
   */
  Told<Boolean> name(String goal, Collection<CareGoal> records) {
    if (telling.isEmpty()) {
      return Told.unknown();
    }
    if (goals.contains(goal)) {
      return Told.by(naming(goal, telling), true);
    }
    var sources = records.stream().map(CareGoal::source).toList();
    boolean coded =
        records.stream().anyMatch(each -> each.codes().stream().anyMatch(codes::contains));
    if (coded || sources.stream().map(Source::reference).anyMatch(ledTo::contains)) {
      return Told.by(and(sources), true);
    }
    return naming(goal, notInForce).isEmpty() ? Told.by(and(sources), false) : Told.unknown();
  }

  private List<Source> naming(String goal, List<Plan> plans) {
    return plans.stream().filter(plan -> names(plan.goals(), goal)).map(Plan::source).toList();
  }

  private boolean names(List<Source> all, String goal) {
    return all.stream().anyMatch(each -> matches.goal(each.reference()).equals(goal));
  }

  /** These plans and some records. */
  List<Source> and(Collection<Source> sources) {
    var all = new ArrayList<>(sources);
    telling.forEach(plan -> all.add(plan.source()));
    return all;
  }

  /** The first day of the earliest plan that names a goal, else of the earliest of all. */
  Told<LocalDate> from(String goal) {
    var naming = telling.stream().filter(plan -> names(plan.goals(), goal)).toList();
    return (naming.isEmpty() ? telling : naming)
        .stream()
            .filter(plan -> plan.from() != null)
            .min(Comparator.comparing(plan -> Objects.requireNonNull(plan.from())))
            .map(plan -> Told.by(plan.source(), null, plan.from()))
            .orElseGet(Told::unknown);
  }

  /** Where something is to be done for a goal; not known where no plan tells. */
  Told<Boolean> tasksFor(String goal) {
    var sources = new ArrayList<Source>();
    for (Plan plan : telling) {
      if (names(plan.tasksFor(), goal)) {
        sources.add(plan.source());
      }
    }
    return sources.isEmpty() ? Told.unknown() : Told.by(sources, true);
  }

  /** The first day of the earliest plan that has something to be done for a goal. */
  @Nullable LocalDate tasksFrom(String goal) {
    LocalDate first = null;
    for (Plan plan : telling) {
      var from = names(plan.tasksFor(), goal) ? plan.from() : null;
      first = from != null && (first == null || from.isBefore(first)) ? from : first;
    }
    return first;
  }
}
