package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.writeback.LostRecords.Sought;
import org.attune.writeback.Before;
import org.attune.writeback.Edit;
import org.attune.writeback.Proposal.ActivityProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.CarePlan;

/**
 * Puts forward what could be done about a plan, as an activity of a plan of our own, and withdraws
 * it with its finding. What somebody took up, changed, turned down or took out belongs to them.
 */
@ApplicationScoped
public class ActivityWriter {

  private final Transactions transactions;
  private final Provenances provenances;
  private final OwnPlans own;
  private final OwnWords words;
  private final LostRecords lost;

  @Inject
  public ActivityWriter(
      Transactions transactions,
      Provenances provenances,
      OwnPlans own,
      OwnWords words,
      LostRecords lost) {
    this.transactions = transactions;
    this.provenances = provenances;
    this.own = own;
    this.words = words;
    this.lost = lost;
  }

  /** Brings it about. */
  Written write(ActivityProposal proposal, Before before) throws EhrUnavailable, WriteRefused {
    return transactions.carryOut(
        () -> look(new OwnActivity(proposal), before),
        outcome -> provenances.of(proposal, outcome),
        before);
  }

  private Step look(OwnActivity activity, Before before) throws EhrUnavailable {
    var plans = own.of(activity.proposal().patient());
    var holding = plans.stream().filter(plan -> activity.in(plan).isPresent()).findFirst();
    if (holding.isPresent()) {
      return goOn(activity, holding.get());
    }
    return activity.proposal().withdrawn()
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, null)
        : begin(activity, plans, before);
  }

  private Step begin(OwnActivity activity, List<CarePlan> plans, Before before)
      throws EhrUnavailable {
    var proposal = activity.proposal();
    if (!plans.isEmpty() && OwnPlans.closed(plans.get(0))) {
      return Step.Nothing.because(Written.Outcome.LEFT_TO_PERSON, null);
    }
    var rests = rests(proposal, plans, before);
    if (rests.isPresent()) {
      return rests.get();
    }
    var plan = plans.isEmpty() ? own.begun(proposal, proposal.within()) : plans.get(0).copy();
    activity.fill(plan.addActivity(), words);
    return write(plan, proposal, Written.Outcome.CREATED);
  }

  /** Where it stood before, somebody took it out, or the plan with it; unless that was lost. */
  private Optional<Step> rests(ActivityProposal proposal, List<CarePlan> plans, Before before)
      throws EhrUnavailable {
    var stood = before.stood();
    if (stood != null && plans.stream().map(References::source).anyMatch(stood::sameResource)) {
      var edit = new Edit(proposal.name(), stood, Edit.What.REJECTED, true);
      return Optional.of(Step.Nothing.leftTo(stood, Optional.of(edit)));
    }
    var client = proposal.patient();
    var sought =
        new Sought("CarePlan", Codes.OWN_CARE_PLAN, client.value(), proposal.name(), client);
    return lost.letBe(sought, before, Edit.What.REJECTED);
  }

  private Step goOn(OwnActivity activity, CarePlan plan) throws EhrUnavailable {
    var source = References.source(plan);
    var there = activity.in(plan).orElseThrow();
    if (OwnPlans.closed(plan)) {
      return Step.Nothing.leftTo(source, Optional.empty());
    }
    if (!activity.untouched(there, words)) {
      return Step.Nothing.leftTo(source, activity.edit(there, source));
    }
    var proposal = activity.proposal();
    var wanted = plan.copy();
    activity.fill(activity.in(wanted).orElseThrow(), words);
    boolean labelled = !Provenances.label(plan.copy().getMeta(), proposal.labels());
    return labelled && Seal.same(there, activity.in(wanted).orElseThrow())
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, source)
        : write(wanted, proposal, Written.Outcome.UPDATED);
  }

  private Step write(CarePlan plan, ActivityProposal proposal, Written.Outcome outcome)
      throws EhrUnavailable {
    Provenances.label(plan.getMeta(), proposal.labels());
    return new Step.Write(List.of(plan), provenances.of(proposal, outcome), outcome);
  }
}
