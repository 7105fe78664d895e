package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.attune.ehr.EhrUnavailable;
import org.attune.writeback.ChartWriter;
import org.attune.writeback.Proposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;

/** The chart, written over FHIR. */
@Stateless
@Local(ChartWriter.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirChartWriter implements ChartWriter {

  private final OwnDevice device;
  private final FlagWriter flags;
  private final GoalWriter goals;
  private final TaskWriter tasks;
  private final MessageWriter messages;

  @Inject
  public FhirChartWriter(
      OwnDevice device,
      FlagWriter flags,
      GoalWriter goals,
      TaskWriter tasks,
      MessageWriter messages) {
    this.device = device;
    this.flags = flags;
    this.goals = goals;
    this.tasks = tasks;
    this.messages = messages;
  }

  @Override
  public Written write(Proposal proposal) throws EhrUnavailable, WriteRefused {
    try {
      return send(proposal);
    } catch (WriteRefused refused) {
      if (device.replaced()) {
        return send(proposal);
      }
      throw refused;
    }
  }

  private Written send(Proposal proposal) throws EhrUnavailable, WriteRefused {
    if (proposal instanceof Proposal.FlagProposal flag) {
      return flags.write(flag);
    }
    if (proposal instanceof Proposal.GoalProposal goal) {
      return goals.write(goal);
    }
    return proposal instanceof Proposal.HandoverProposal handover && handover.asMessage()
        ? messages.write(handover)
        : tasks.write((Proposal.ForPerson) proposal);
  }
}
