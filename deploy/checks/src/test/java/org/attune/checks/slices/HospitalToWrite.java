package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.Source;
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
  public Written write(Proposal sent) throws EhrUnavailable, WriteRefused {
    // This hospital takes everything, so nothing ever stands in another place.
    var proposal = sent instanceof Proposal.Again again ? again.wanted() : sent;
    if (Hospital.silentFor.test(proposal)) {
      throw new EhrUnavailable("The EHR does not answer.", null);
    }
    if (Hospital.refuses.test(proposal)) {
      throw new WriteRefused("The EHR will not have a Flag.", new IllegalStateException());
    }
    synchronized (Hospital.CHART) {
      Hospital.writes++;
      Hospital.WRITTEN.add(Hospital.name(proposal));
      Hospital.CHART.put(Hospital.name(proposal), proposal);
      return new Written(
          new Source(type(proposal), "f" + Hospital.writes, "1"), Written.Outcome.CREATED);
    }
  }

  private static String type(Proposal proposal) {
    return proposal instanceof Proposal.GoalProposal ? "Goal" : "Flag";
  }
}
