package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.Source;
import org.attune.writeback.Before;
import org.attune.writeback.ChartWriter;
import org.attune.writeback.Proposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;

/** To write to. */
@Stateless
@Local(ChartWriter.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToWrite implements ChartWriter {

  @Override
  public Written write(Proposal sent, Before before) throws EhrUnavailable, WriteRefused {
    // This hospital takes everything, so nothing ever stands in another place.
    var proposal = sent instanceof Proposal.Again again ? again.wanted() : sent;
    if (Hospital.silentFor.test(proposal)) {
      throw new EhrUnavailable("The EHR does not answer.", null);
    }
    if (Hospital.refuses.test(proposal)) {
      throw new WriteRefused("The EHR will not have a Flag.", new IllegalStateException());
    }
    synchronized (Hospital.CHART) {
      var name = proposal.name();
      var stands = Hospital.STANDS.get(name);
      var stood = before.stood();
      if (Hospital.THEIRS.contains(name) && stands != null) {
        return new Written(stands, Written.Outcome.LEFT_TO_PERSON);
      }
      if (stands == null && stood != null && Hospital.DELETED.contains(stood.reference())) {
        return new Written(stood, Written.Outcome.LEFT_TO_PERSON);
      }
      if (stands == null && stood != null && Hospital.UNTOLD.contains(name)) {
        return new Written(stood, Written.Outcome.MISSING);
      }
      Hospital.writes++;
      Hospital.WRITTEN.add(Hospital.name(proposal));
      Hospital.CHART.put(Hospital.name(proposal), proposal);
      var where = where(proposal);
      Hospital.STANDS.put(name, where);
      return new Written(where, stands == null ? Written.Outcome.CREATED : Written.Outcome.UPDATED)
          .telling(Hospital.told);
    }
  }

  private static Source where(Proposal proposal) {
    var version = "" + Hospital.writes;
    var stands = Hospital.STANDS.get(proposal.name());
    if (proposal instanceof Proposal.PlanEntry entry) {
      return entry.plan();
    }
    return stands == null
        ? new Source(type(proposal), "f" + Hospital.writes, version)
        : new Source(stands.type(), stands.id(), version);
  }

  private static String type(Proposal proposal) {
    if (proposal instanceof Proposal.GoalProposal) {
      return "Goal";
    }
    if (proposal instanceof Proposal.ActivityProposal) {
      return "CarePlan";
    }
    return proposal instanceof Proposal.ForPerson ? "Task" : "Flag";
  }
}
