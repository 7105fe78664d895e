package org.attune.fhir.goals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.Plan.Kind;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a care plan: whether and when it is in force, which goals it names, and for which of them
 * something is to be done. Never its words.
 */
public final class CarePlanMapper {

  private static final Map<CarePlanIntent, Kind> KINDS =
      Map.of(
          CarePlanIntent.PLAN, Kind.PLAN,
          CarePlanIntent.ORDER, Kind.ORDER,
          CarePlanIntent.PROPOSAL, Kind.PROPOSAL,
          CarePlanIntent.OPTION, Kind.OPTION);

  private static final Set<CarePlanActivityStatus> TO_BE_DONE =
      EnumSet.of(
          CarePlanActivityStatus.NOTSTARTED,
          CarePlanActivityStatus.SCHEDULED,
          CarePlanActivityStatus.INPROGRESS);

  private final References references;
  private final ZoneId zone;

  /**
   * @param zone the hospital's, in which a plan begins and ends
   */
  public CarePlanMapper(References references, ZoneId zone) {
    this.references = references;
    this.zone = zone;
  }

  /** The plan, or why there is none. */
  public Reading<List<ChartFact>> read(CarePlan plan) {
    if (plan.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (plan.getStatus()) {
      case ACTIVE -> plan(plan, inForce(plan.getIntent()), false);
      case DRAFT, ONHOLD -> plan(plan, false, false);
      case REVOKED, COMPLETED -> plan(plan, false, true);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case UNKNOWN, NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  // A proposal or an option has been agreed by nobody yet.
  private static boolean inForce(@Nullable CarePlanIntent intent) {
    return intent != CarePlanIntent.PROPOSAL && intent != CarePlanIntent.OPTION;
  }

  private Reading<List<ChartFact>> plan(CarePlan plan, boolean active, boolean ended) {
    return references
        .patient(plan.getSubject())
        .then(client -> new Reading.Fact<>(List.of(plan(plan, client, active, ended))));
  }

  private Plan plan(CarePlan plan, PatientId client, boolean active, boolean ended) {
    return new Plan(
        References.source(plan),
        client,
        active,
        plan.getIdentifier().stream().anyMatch(one -> Codes.OWN_CARE_PLAN.equals(one.getSystem())),
        each("Goal", plan.getGoal().stream()),
        Marks.labels(plan.getMeta()),
        plan.getIntent() == null ? null : KINDS.get(plan.getIntent()),
        from(plan),
        until(plan, ended),
        Coded.kept(plan.getCategory()),
        each("CarePlan", Stream.concat(plan.getPartOf().stream(), plan.getBasedOn().stream())),
        tasksFor(plan),
        ended);
  }

  // Of one that does not say since when it holds, the day on which it was written down is the
  // first.
  private @Nullable LocalDate from(CarePlan plan) {
    var start = plan.getPeriod().hasStart() ? plan.getPeriod().getStartElement() : null;
    return day(Times.firstMoment(start == null ? plan.getCreatedElement() : start, zone));
  }

  // What is over already did not end on a day that lay ahead when that was written down.
  private @Nullable LocalDate until(CarePlan plan, boolean ended) {
    var end = day(Times.lastMoment(plan.getPeriod().getEndElement(), zone));
    if (end == null || !ended) {
      return end;
    }
    var written = day(Times.exactOrNull(plan.getMeta().getLastUpdatedElement()));
    return written == null || end.isAfter(written) ? null : end;
  }

  private @Nullable LocalDate day(@Nullable Instant moment) {
    return moment == null ? null : moment.atZone(zone).toLocalDate();
  }

  private List<Source> tasksFor(CarePlan plan) {
    return each(
        "Goal",
        plan.getActivity().stream()
            .map(CarePlanActivityComponent::getDetail)
            .filter(CarePlanMapper::toBeDone)
            .flatMap(detail -> detail.getGoal().stream()));
  }

  private static boolean toBeDone(CarePlanActivityDetailComponent detail) {
    var status = detail.getStatus();
    // Some things are in a plan so that they are not done.
    return status != null && TO_BE_DONE.contains(status) && !detail.getDoNotPerform();
  }

  private List<Source> each(String type, Stream<Reference> several) {
    return several.flatMap(one -> references.to(type, one).stream()).distinct().toList();
  }
}
