package org.attune.fhir.goals;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Reads a goal: who named it, who agreed, how it stands. Never its words. */
public final class GoalMapper {

  private static final Map<String, Achievement> ACHIEVEMENTS =
      Map.of(
          "in-progress", Achievement.IN_PROGRESS,
          "improving", Achievement.IMPROVING,
          "worsening", Achievement.WORSENING,
          "no-change", Achievement.NO_CHANGE,
          "achieved", Achievement.ACHIEVED,
          "sustaining", Achievement.SUSTAINING,
          "not-achieved", Achievement.NOT_ACHIEVED,
          "no-progress", Achievement.NO_PROGRESS,
          "not-attainable", Achievement.NOT_ATTAINABLE);

  private static final Map<String, Acceptance> ACCEPTANCES =
      Map.of(
          "agree", Acceptance.AGREE,
          "disagree", Acceptance.DISAGREE,
          "pending", Acceptance.PENDING);

  // Where two of one party differ, the one who does not agree is heard.
  private static final List<Acceptance> HEARD_FIRST =
      List.of(Acceptance.DISAGREE, Acceptance.PENDING, Acceptance.AGREE);

  private static final Map<String, Party> PARTIES =
      Map.of(
          "Patient", Party.CLIENT,
          "Practitioner", Party.PRACTITIONER,
          "PractitionerRole", Party.PRACTITIONER,
          "RelatedPerson", Party.RELATED_PERSON);

  private final References references;

  public GoalMapper(References references) {
    this.references = references;
  }

  /** The goal, or why there is none. */
  public Reading<List<ChartFact>> read(Goal goal) {
    if (goal.getLifecycleStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (goal.getLifecycleStatus()) {
      case PROPOSED -> ourOwn(goal) ? new Reading.OutOfScope<>() : goal(goal, Lifecycle.PROPOSED);
      case PLANNED -> goal(goal, Lifecycle.PLANNED);
      case ACCEPTED -> goal(goal, Lifecycle.ACCEPTED);
      case ACTIVE -> goal(goal, Lifecycle.ACTIVE);
      case ONHOLD -> goal(goal, Lifecycle.ON_HOLD);
      case COMPLETED -> goal(goal, Lifecycle.COMPLETED);
      case CANCELLED -> ourOwn(goal) ? new Reading.OutOfScope<>() : goal(goal, Lifecycle.CANCELLED);
      case REJECTED -> goal(goal, Lifecycle.REJECTED);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  // What we proposed and nobody took up is no goal of the client's.
  private static boolean ourOwn(Goal goal) {
    return goal.getIdentifier().stream().anyMatch(one -> Codes.FINDING.equals(one.getSystem()));
  }

  private Reading<List<ChartFact>> goal(Goal goal, Lifecycle lifecycle) {
    return references
        .patient(goal.getSubject())
        .then(
            client ->
                new Reading.Fact<>(
                    List.of(
                        new CareGoal(
                            References.source(goal),
                            client,
                            lifecycle,
                            achievement(goal),
                            party(goal.getExpressedBy()),
                            acceptances(goal),
                            goal.hasStartDateType() ? Times.date(goal.getStartDateType()) : null,
                            Times.date(goal.getStatusDateElement()),
                            Marks.labels(goal.getMeta())))));
  }

  private static @Nullable Achievement achievement(Goal goal) {
    return Coded.codeIn(Codes.GOAL_ACHIEVEMENT, goal.getAchievementStatus())
        .flatMap(code -> Optional.ofNullable(ACHIEVEMENTS.get(code)))
        .orElse(null);
  }

  private static SortedMap<Party, Acceptance> acceptances(Goal goal) {
    var said = new EnumMap<Party, Acceptance>(Party.class);
    for (Extension one : goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE)) {
      var who = only(one, "individual");
      var status = only(one, "status");
      if (who != null && status != null && who.getValue() instanceof Reference person) {
        var party = party(person);
        var acceptance = acceptance(status);
        if (party != null && acceptance != null) {
          said.merge(party, acceptance, GoalMapper::firstHeard);
        }
      }
    }
    return new TreeMap<>(said);
  }

  // Of two either may be meant.
  private static @Nullable Extension only(Extension of, String url) {
    var named = of.getExtensionsByUrl(url);
    return named.size() == 1 ? named.get(0) : null;
  }

  private static @Nullable Acceptance acceptance(Extension status) {
    return status.hasValue() && status.getValue().isPrimitive()
        ? ACCEPTANCES.get(String.valueOf(status.getValue().primitiveValue()))
        : null;
  }

  private static Acceptance firstHeard(Acceptance one, Acceptance other) {
    return HEARD_FIRST.indexOf(one) <= HEARD_FIRST.indexOf(other) ? one : other;
  }

  private static @Nullable Party party(Reference person) {
    return PARTIES.entrySet().stream()
        .filter(row -> References.meansA(row.getKey(), person))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
