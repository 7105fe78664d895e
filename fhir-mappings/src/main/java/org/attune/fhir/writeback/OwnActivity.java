package org.attune.fhir.writeback;

import java.util.Optional;
import org.attune.catalogue.Catalogue;
import org.attune.fhir.Codes;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.Edit.What;
import org.attune.writeback.Proposal.ActivityProposal;
import org.attune.writeback.Proposal.Suggested;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/**
 * One activity of a plan of ours: where it stands, what it should say, and what a person made of
 * it. Its id within the plan is the name of the proposal; where an EHR drops that, its code.
 */
record OwnActivity(ActivityProposal proposal) {

  private static final String WITHDRAWN = "goal.withdrawn";

  /** The activity in a plan; empty where it does not stand there. */
  Optional<CarePlanActivityComponent> in(CarePlan plan) {
    var named =
        plan.getActivity().stream().filter(one -> proposal.name().equals(one.getId())).findFirst();
    return named.or(
        () ->
            plan.getActivity().stream()
                .filter(one -> !one.hasId() && isOfThisKind(one))
                .findFirst());
  }

  private boolean isOfThisKind(CarePlanActivityComponent one) {
    var suggested = proposal.suggested();
    return suggested != null
        && one.getDetail()
            .getCode()
            .hasCoding(Codes.PLAN_ACTIVITY, Catalogue.key(suggested.what()));
  }

  /** Whether it waits in a plan as we left it. */
  boolean waitsIn(CarePlan plan) {
    return in(plan).filter(one -> Seal.isSet(one) ? Seal.holds(one) : waits(one)).isPresent();
  }

  private boolean waits(CarePlanActivityComponent there) {
    var suggested = proposal.suggested();
    return there.getDetail().getStatus() == CarePlanActivityStatus.NOTSTARTED
        && suggested != null
        && suggested.text().equals(there.getDetail().getDescription());
  }

  /** Whether it is as we left it; where our mark was dropped, our words tell. */
  boolean untouched(CarePlanActivityComponent there, OwnWords words) {
    var detail = there.getDetail();
    return Seal.isSet(there)
        ? Seal.holds(there)
        : waits(there)
            || (detail.getStatus() == CarePlanActivityStatus.CANCELLED
                && words.text(WITHDRAWN).equals(detail.getStatusReason().getText()));
  }

  /** What somebody made of it; nothing where nobody can tell. */
  Optional<Edit> edit(CarePlanActivityComponent there, Source plan) {
    boolean sealed = Seal.isSet(there);
    var what = what(there.getDetail().getStatus());
    return sealed || what != What.REWORDED
        ? Optional.of(new Edit(proposal.name(), plan, what, sealed))
        : Optional.empty();
  }

  private static What what(CarePlanActivityStatus status) {
    if (status == null) {
      return What.REWORDED;
    }
    return switch (status) {
      case SCHEDULED, INPROGRESS, ONHOLD, COMPLETED -> What.ACCEPTED;
      case CANCELLED, STOPPED, ENTEREDINERROR -> What.REJECTED;
      case NOTSTARTED, UNKNOWN, NULL -> What.REWORDED;
    };
  }

  /** Has it say what it should; what is withdrawn keeps the words in which people saw it. */
  void fill(CarePlanActivityComponent activity, OwnWords words) {
    activity.setId(proposal.name());
    var detail = activity.getDetail();
    var suggested = proposal.suggested();
    if (proposal.withdrawn() || suggested == null) {
      detail.setStatus(CarePlanActivityStatus.CANCELLED);
      detail.setStatusReason(new CodeableConcept().setText(words.text(WITHDRAWN)));
    } else {
      detail.setStatus(CarePlanActivityStatus.NOTSTARTED).setStatusReason(null);
      say(suggested, detail, words);
    }
    Seal.set(activity);
  }

  private void say(Suggested suggested, CarePlanActivityDetailComponent detail, OwnWords words) {
    var code = Catalogue.key(suggested.what());
    var concept = new CodeableConcept().setText(words.text("plan.activity." + code));
    concept.addCoding().setSystem(Codes.PLAN_ACTIVITY).setCode(code);
    detail.setCode(concept);
    detail.setDescription(suggested.text());
    detail.setGoal(
        suggested.goals().stream().map(goal -> new Reference(goal.reference())).toList());
    var period = new Period();
    period.setStartElement(new DateTimeType(proposal.start().toString()));
    period.setEndElement(new DateTimeType(suggested.until().toString()));
    detail.setScheduled(period);
  }
}
