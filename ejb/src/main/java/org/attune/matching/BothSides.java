package org.attune.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.OfGoal;
import org.attune.therapy.GoalReview.Whose;
import org.attune.therapy.Plan;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;

/**
 * What a client wants on one side, and on the other the goals of the plans that the team has in
 * force.
 *
 * @param wants the client's own goals: those of the latest form of each person who fills them, and
 *     those of the record that the client expressed and no plan has
 * @param plan the goals of the plans, by reference, each with what it is by code
 * @param forms the forms that hold words of these, the latest first
 * @param named every goal that the record or a form ever named
 */
record BothSides(
    List<ClientsGoal> wants,
    Map<String, PlanGoal> plan,
    List<Source> forms,
    Set<ClientGoal> named) {

  /** More goals than anybody pursues are not compared. */
  static final int MOST = 40;

  private static final Set<Agreement.Kind> IN_WORDS =
      Set.of(Agreement.Kind.REASON_FOR_COMING, Agreement.Kind.FUTURE_ANSWER);

  /**
   * A goal that a client wants.
   *
   * @param goal which
   * @param codes what it is, as {@code system|code}; none for one that stands on a form alone
   */
  record ClientsGoal(ClientGoal goal, List<String> codes) {

    ClientsGoal {
      codes = List.copyOf(codes);
    }
  }

  /**
   * A goal of a plan.
   *
   * @param source which
   * @param codes what it is, as {@code system|code}
   * @param leadsTo the goals that come once it is met
   */
  record PlanGoal(Source source, List<String> codes, List<Source> leadsTo) {

    PlanGoal {
      codes = List.copyOf(codes);
      leadsTo = List.copyOf(leadsTo);
    }

    ClientGoal inWords() {
      return ClientGoal.of(source);
    }
  }

  BothSides {
    wants = List.copyOf(wants);
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    forms = List.copyOf(forms);
    named = Set.copyOf(named);
  }

  /**
   * Both sides, as a client's facts tell of them on a day.
   *
   * @param categories which kinds of plan count, as {@code system|code}; every plan where empty
   */
  static BothSides of(List<ChartFact> facts, LocalDate today, Set<String> categories) {
    var goals = new LinkedHashMap<String, CareGoal>();
    each(facts, CareGoal.class).forEach(goal -> goals.put(goal.source().reference(), goal));
    var reviews =
        each(facts, GoalReview.class)
            .sorted(Comparator.comparing(GoalReview::at).thenComparing(GoalReview::source))
            .toList();
    var plan = plan(counted(facts, categories), goals, today);
    var latest = new EnumMap<Respondent, GoalReview>(Respondent.class);
    // A form of agreements alone takes nothing back of what was wanted.
    reviews.stream()
        .filter(review -> !review.goals().isEmpty())
        .forEach(review -> latest.put(review.respondent(), review));
    return new BothSides(
        wants(latest, goals, plan),
        plan,
        forms(latest, reviews),
        named(reviews, goals.values().stream().toList()));
  }

  private static <T extends ChartFact> Stream<T> each(List<ChartFact> facts, Class<T> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast);
  }

  private static Stream<Plan> counted(List<ChartFact> facts, Set<String> categories) {
    return each(facts, Plan.class)
        .filter(
            plan ->
                categories.isEmpty() || plan.categories().stream().anyMatch(categories::contains));
  }

  private static Map<String, PlanGoal> plan(
      Stream<Plan> plans, Map<String, CareGoal> goals, LocalDate today) {
    var plan = new LinkedHashMap<String, PlanGoal>();
    plans
        .filter(each -> !each.own())
        .flatMap(each -> each.on(today).stream())
        .filter(Plan::active)
        .flatMap(each -> each.goals().stream())
        .forEach(
            source ->
                Optional.ofNullable(goals.get(source.reference()))
                    .filter(goal -> !goal.over())
                    .ifPresent(
                        goal ->
                            plan.put(
                                source.reference(),
                                new PlanGoal(source, goal.codes(), goal.leadsTo()))));
    return plan;
  }

  private static List<ClientsGoal> wants(
      Map<Respondent, GoalReview> latest, Map<String, CareGoal> goals, Map<String, PlanGoal> plan) {
    var wanted = new LinkedHashSet<ClientGoal>();
    latest.forEach(
        (who, form) ->
            form.goals().stream()
                .filter(goal -> isTheirs(who, goal))
                .forEach(goal -> wanted.add(ClientGoal.of(form, goal))));
    goals.values().stream()
        .filter(goal -> goal.namedByClient() && !goal.over())
        .filter(goal -> !plan.containsKey(goal.source().reference()))
        .forEach(goal -> wanted.add(ClientGoal.of(goal.source())));
    return wanted.stream()
        .limit(MOST)
        .map(
            goal ->
                new ClientsGoal(
                    goal,
                    Optional.ofNullable(goals.get(goal.source().reference()))
                        .map(CareGoal::codes)
                        .orElse(List.of())))
        .toList();
  }

  // What somebody else wrote down is the client's only where they say so.
  private static boolean isTheirs(Respondent who, OfGoal goal) {
    if (goal.notMine()) {
      return false;
    }
    return who == Respondent.CLIENT
        ? goal.whose() != Whose.THERAPIST && goal.whose() != Whose.OTHER
        : goal.whose() == Whose.CLIENT;
  }

  private static List<Source> forms(Map<Respondent, GoalReview> latest, List<GoalReview> reviews) {
    var forms = new LinkedHashSet<Source>();
    latest.values().stream()
        .sorted(Comparator.comparing(GoalReview::at).reversed())
        .forEach(each -> forms.add(each.source()));
    for (int i = reviews.size() - 1; i >= 0; i--) {
      if (reviews.get(i).agreements().stream().anyMatch(one -> IN_WORDS.contains(one.kind()))) {
        forms.add(reviews.get(i).source());
      }
    }
    return List.copyOf(forms);
  }

  private static Set<ClientGoal> named(List<GoalReview> reviews, List<CareGoal> goals) {
    var named = new LinkedHashSet<ClientGoal>();
    reviews.forEach(form -> form.goals().forEach(goal -> named.add(ClientGoal.of(form, goal))));
    goals.forEach(goal -> named.add(ClientGoal.of(goal.source())));
    return named;
  }

  /** The goals of the record whose words tell of both sides. */
  List<Source> goalsInWords() {
    var goals = new ArrayList<Source>();
    plan.values().forEach(each -> goals.add(each.source()));
    wants.stream()
        .map(each -> each.goal())
        .filter(goal -> goal.place() == 0)
        .forEach(goal -> goals.add(goal.source()));
    return goals.stream().distinct().toList();
  }

  /** Whether it may be said of these two that they are one or not. */
  boolean mayBeOne(ClientGoal goal, Source planGoal) {
    return named.contains(goal)
        && plan.containsKey(planGoal.reference())
        && !goal.key().equals(planGoal.reference());
  }
}
