package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attune.sandbox.caseload.Story.BlindSpot;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;

/**
 * What a plan is blind to, read from the records as plainly as possible, so that the stories of
 * goals can be checked without the classes they are there to check.
 */
final class PlanOracle {

  /** What is as new as this nobody can have dealt with yet. */
  private static final int NEW_DAYS = 14;

  private static final int LONG_DAYS = 90;
  private static final int LOW = 3;

  private final LocalDate today;
  private final List<Resource> chart;
  private final String client;
  private final List<Goal> goals;
  private final Set<String> planned = new HashSet<>();
  private final List<QuestionnaireResponse> goalForms;
  private final Map<String, LocalDate> lookedAt = new HashMap<>();

  private PlanOracle(Caseload caseload, List<Resource> chart) {
    this.today = caseload.today();
    this.chart = chart;
    this.client = "Patient/" + all(Patient.class).findFirst().orElseThrow().getIdPart();
    this.goals = all(Goal.class).toList();
    this.goalForms = forms("goal-form");
    all(CarePlan.class)
        .filter(plan -> plan.getStatus() == CarePlanStatus.ACTIVE)
        .filter(plan -> plan.getIntent() == CarePlanIntent.PLAN)
        .flatMap(plan -> plan.getGoal().stream())
        .forEach(goal -> planned.add(goal.getReference()));
    goalForms.forEach(this::lookedAt);
  }

  /**
   * The blind spots of one client's plan; what is the same in nearly the same words is one, too.
   */
  static Set<BlindSpot> judge(Caseload caseload, List<Resource> chart) {
    var oracle = new PlanOracle(caseload, chart);
    var seen = new TreeSet<>(Comparator.comparing(BlindSpot::toString));
    if (!oracle.planned.isEmpty() && !oracle.resting()) {
      oracle.notInPlan(seen);
      oracle.goals.stream()
          .filter(goal -> oracle.planned.contains(name(goal)))
          .filter(goal -> goal.getLifecycleStatus() == GoalLifecycleStatus.ACTIVE)
          .forEach(goal -> oracle.planned(goal, seen));
      oracle.tooMany(seen);
    }
    return seen;
  }

  private <T extends Resource> Stream<T> all(Class<T> type) {
    return chart.stream().filter(type::isInstance).map(type::cast);
  }

  /** Forms that nobody filled for the client, oldest first. */
  private List<QuestionnaireResponse> forms(String name) {
    return all(QuestionnaireResponse.class)
        .filter(form -> String.valueOf(form.getQuestionnaire()).contains("/" + name + "|"))
        .filter(form -> form.getSource().getReference().equals(client))
        .sorted(Comparator.comparing(QuestionnaireResponse::getAuthored))
        .toList();
  }

  private static String name(Goal goal) {
    return "Goal/" + goal.getIdPart();
  }

  private static BlindSpot spot(String kind, Goal goal) {
    return new BlindSpot(kind, goal.getIdPart().replaceFirst(".*-", ""));
  }

  private static List<QuestionnaireResponseItemComponent> groups(
      QuestionnaireResponse form, String name) {
    return form.getItem().stream().filter(item -> item.getLinkId().equals(name)).toList();
  }

  private static Optional<Type> answer(QuestionnaireResponseItemComponent group, String linkId) {
    return group.getItem().stream()
        .filter(item -> item.getLinkId().equals(linkId))
        .map(item -> item.getAnswerFirstRep().getValue())
        .findFirst();
  }

  private static String goal(QuestionnaireResponseItemComponent group) {
    return answer(group, "goal.which").map(which -> ((Reference) which).getReference()).orElse("");
  }

  private void lookedAt(QuestionnaireResponse form) {
    for (var group : groups(form, "goal")) {
      answer(group, "goal.reviewed-on")
          .ifPresent(
              on ->
                  lookedAt.put(goal(group), LocalDate.parse(String.valueOf(on.primitiveValue()))));
    }
  }

  /** A pause or an ending that both agreed on holds now. */
  private boolean resting() {
    return goalForms.stream()
        .flatMap(form -> groups(form, "agreement").stream())
        .filter(
            group ->
                Set.of("pause", "ending")
                    .contains(((Coding) answer(group, "agreement.kind").orElseThrow()).getCode()))
        .anyMatch(
            group ->
                !date(group, "agreement.from").isAfter(today)
                    && !date(group, "agreement.until").isBefore(today));
  }

  private LocalDate date(QuestionnaireResponseItemComponent group, String linkId) {
    return answer(group, linkId)
        .map(date -> LocalDate.parse(String.valueOf(date.primitiveValue())))
        .orElse(today);
  }

  private boolean isNew(Goal goal) {
    return LocalDate.parse(goal.getStartDateType().getValueAsString())
        .isAfter(today.minusDays(NEW_DAYS));
  }

  private void notInPlan(Set<BlindSpot> seen) {
    goals.stream()
        .filter(goal -> goal.getLifecycleStatus() == GoalLifecycleStatus.ACTIVE)
        .filter(goal -> client.equals(goal.getExpressedBy().getReference()))
        .filter(goal -> !planned.contains(name(goal)) && !isNew(goal) && !meant(goal))
        .forEach(goal -> seen.add(spot("NOT_IN_PLAN", goal)));
    if (!goalForms.isEmpty()) {
      var latest = groups(goalForms.get(goalForms.size() - 1), "goal");
      for (int i = 0; i < latest.size(); i++) {
        if (goal(latest.get(i)).isEmpty()) {
          seen.add(new BlindSpot("NOT_IN_PLAN", "#" + (i + 1)));
        }
      }
    }
  }

  /** Whether the plan has it under another name: with the same code, or in the same words. */
  private boolean meant(Goal own) {
    return goals.stream()
        .filter(goal -> planned.contains(name(goal)))
        .anyMatch(
            goal ->
                goal.getDescription().getText().equals(own.getDescription().getText())
                    || (own.getDescription().hasCoding()
                        && goal.getDescription()
                            .getCodingFirstRep()
                            .equalsDeep(own.getDescription().getCodingFirstRep())));
  }

  private void planned(Goal goal, Set<BlindSpot> seen) {
    if (!isNew(goal) && !accepted(goal)) {
      seen.add(spot("NEVER_ACCEPTED", goal));
    }
    if (reviewed(goal).isBefore(today.minusDays(LONG_DAYS))) {
      seen.add(spot("NOT_REVIEWED", goal));
    }
    if (taskSet(goal) && stillWeighed(goal)) {
      seen.add(spot("AHEAD_OF_READINESS", goal));
    }
    var reached = reached(goal);
    var looked = lookedAt.get(name(goal));
    if (reached.isPresent() && (looked == null || looked.isBefore(reached.get()))) {
      seen.add(spot("UNCELEBRATED", goal));
    }
  }

  /** By the very client, in the record or on the form. */
  private boolean accepted(Goal goal) {
    for (var extension : goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE)) {
      var who = (Reference) value(extension, "individual");
      if (who.getReference().equals(client)) {
        return "agree".equals(value(extension, "status").primitiveValue());
      }
    }
    return goalForms.stream()
        .flatMap(form -> groups(form, "goal").stream())
        .filter(group -> goal(group).equals(name(goal)))
        .anyMatch(
            group ->
                answer(group, "goal.agreed")
                    .filter(said -> "true".equals(said.primitiveValue()))
                    .isPresent());
  }

  private static Type value(Extension extension, String url) {
    return extension.getExtensionByUrl(url).getValue();
  }

  private LocalDate reviewed(Goal goal) {
    var days = new ArrayList<LocalDate>();
    days.add(LocalDate.parse(goal.getStartDateType().getValueAsString()));
    if (goal.hasStatusDate()) {
      days.add(LocalDate.parse(goal.getStatusDateElement().getValueAsString()));
    }
    if (lookedAt.containsKey(name(goal))) {
      days.add(lookedAt.get(name(goal)));
    }
    return days.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private boolean taskSet(Goal goal) {
    return all(CarePlan.class)
        .flatMap(plan -> plan.getActivity().stream())
        .flatMap(activity -> activity.getDetail().getGoal().stream())
        .anyMatch(one -> one.getReference().equals(name(goal)));
  }

  /** At the last two rulers about it. */
  private boolean stillWeighed(Goal goal) {
    var rulers =
        forms("readiness-ruler").stream()
            .flatMap(form -> groups(form, "goal").stream())
            .filter(group -> goal(group).equals(name(goal)))
            .map(group -> Integer.parseInt(text(group, "goal.confidence")))
            .toList();
    return rulers.size() > 1
        && rulers.subList(rulers.size() - 2, rulers.size()).stream().allMatch(each -> each <= LOW);
  }

  private static String text(QuestionnaireResponseItemComponent group, String linkId) {
    return answer(group, linkId).map(Type::primitiveValue).orElse("99");
  }

  /** Since when, where the record says that it came nearer or was reached, and when. */
  private Optional<LocalDate> reached(Goal goal) {
    boolean said =
        Set.of("achieved", "improving")
            .contains(goal.getAchievementStatus().getCodingFirstRep().getCode());
    return said && goal.hasStatusDate()
        ? Optional.of(LocalDate.parse(goal.getStatusDateElement().getValueAsString()))
        : Optional.empty();
  }

  private void tooMany(Set<BlindSpot> seen) {
    if (goalForms.isEmpty()) {
      return;
    }
    var latest = groups(goalForms.get(goalForms.size() - 1), "goal");
    int left =
        latest.stream()
            .mapToInt(group -> Integer.parseInt(text(group, "goal.sessions-left")))
            .min()
            .orElse(99);
    if (latest.size() > left) {
      seen.add(new BlindSpot("TOO_MANY", ""));
    }
  }
}
