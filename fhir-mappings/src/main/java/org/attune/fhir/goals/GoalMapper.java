package org.attune.fhir.goals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.CareGoal.Lifecycle;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a goal: who named it, who agreed, how it stands, and by references, codes and days alone
 * what it is about. Never its words.
 */
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

  private final References references;
  private final Answers answers;

  public GoalMapper(References references) {
    this.references = references;
    this.answers = new Answers(references);
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
        .then(client -> new Reading.Fact<>(List.of(goal(goal, lifecycle, client))));
  }

  private CareGoal goal(Goal goal, Lifecycle lifecycle, PatientId client) {
    var said = answers.of(goal);
    var start = goal.hasStartDateType() ? Times.date(goal.getStartDateType()) : null;
    return new CareGoal(
        References.source(goal),
        client,
        lifecycle,
        achievement(goal),
        Answers.party(goal.getExpressedBy()),
        Answers.byParty(said),
        start,
        Times.date(goal.getStatusDateElement()),
        Marks.labels(goal.getMeta()),
        said,
        answers.person(goal.getExpressedBy()),
        Coded.kept(List.of(goal.getDescription())),
        references.toEach(goal.getAddresses()),
        references.toEach(goal.getOutcomeReference()),
        Targets.of(goal.getTarget(), start),
        leadsTo(goal));
  }

  /** The goals that are to come once this one is met. */
  private List<Source> leadsTo(Goal goal) {
    return references
        .toEach(
            goal.getExtensionsByUrl(Codes.GOAL_RELATIONSHIP).stream()
                .filter(GoalMapper::tellsWhatComesNext)
                .flatMap(one -> one.getExtensionsByUrl("target").stream())
                .map(Extension::getValue)
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList())
        .stream()
        .filter(each -> each.type().equals("Goal"))
        .toList();
  }

  private static boolean tellsWhatComesNext(Extension relationship) {
    return relationship.getExtensionsByUrl("type").stream()
        .map(Extension::getValue)
        .filter(CodeableConcept.class::isInstance)
        .map(CodeableConcept.class::cast)
        .flatMap(type -> Coded.codeIn(Codes.GOAL_RELATIONSHIP_TYPE, type).stream())
        .anyMatch("successor"::equals);
  }

  private static @Nullable Achievement achievement(Goal goal) {
    return Coded.codeIn(Codes.GOAL_ACHIEVEMENT, goal.getAchievementStatus())
        .flatMap(code -> Optional.ofNullable(ACHIEVEMENTS.get(code)))
        .orElse(null);
  }
}
