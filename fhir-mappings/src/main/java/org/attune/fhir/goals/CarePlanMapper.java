package org.attune.fhir.goals;

import java.util.List;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Plan;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;

/** Reads a care plan: whether it is in force and which goals it names. Never its words. */
public final class CarePlanMapper {

  private final References references;

  public CarePlanMapper(References references) {
    this.references = references;
  }

  /** The plan, or why there is none. */
  public Reading<List<ChartFact>> read(CarePlan plan) {
    if (plan.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (plan.getStatus()) {
      case ACTIVE -> plan(plan, inForce(plan.getIntent()));
      case DRAFT, ONHOLD, REVOKED, COMPLETED -> plan(plan, false);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case UNKNOWN, NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  // A proposal or an option has been agreed by nobody yet.
  private static boolean inForce(CarePlanIntent intent) {
    return intent != CarePlanIntent.PROPOSAL && intent != CarePlanIntent.OPTION;
  }

  private Reading<List<ChartFact>> plan(CarePlan plan, boolean active) {
    boolean own =
        plan.getIdentifier().stream().anyMatch(one -> Codes.OWN_CARE_PLAN.equals(one.getSystem()));
    var goals =
        plan.getGoal().stream().flatMap(goal -> references.to("Goal", goal).stream()).toList();
    return references
        .patient(plan.getSubject())
        .then(
            client ->
                new Reading.Fact<>(
                    List.of(
                        new Plan(
                            References.source(plan),
                            client,
                            active,
                            own,
                            goals,
                            Marks.labels(plan.getMeta())))));
  }
}
