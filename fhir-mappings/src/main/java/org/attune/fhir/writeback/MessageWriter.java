package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import java.util.List;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.client.EhrClient;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * Sends a safety hand-over as a message, where a hospital's tasks are not read. It tells nothing of
 * its cause, like a Task.
 */
@ApplicationScoped
public class MessageWriter {

  private final EhrClient ehr;
  private final Transactions transactions;
  private final Provenances provenances;
  private final OwnDevice device;
  private final OwnWords words;
  private final LostRecords lost;

  @Inject
  public MessageWriter(
      EhrClient ehr,
      Transactions transactions,
      Provenances provenances,
      OwnDevice device,
      OwnWords words,
      LostRecords lost) {
    this.ehr = ehr;
    this.transactions = transactions;
    this.provenances = provenances;
    this.device = device;
    this.words = words;
    this.lost = lost;
  }

  Written write(HandoverProposal proposal, Before before) throws EhrUnavailable, WriteRefused {
    return transactions.carryOut(
        () -> look(proposal, before), outcome -> provenances.bare(proposal, outcome), before);
  }

  private Step look(HandoverProposal proposal, Before before) throws EhrUnavailable {
    var found = Queries.byIdentifier(ehr, Communication.class, Codes.FINDING, proposal.name());
    if (found.isEmpty() && proposal.done()) {
      return Step.Nothing.because(Written.Outcome.UNCHANGED, null);
    }
    if (found.isEmpty()) {
      var rests = lost.letBe(proposal, "Communication", before);
      return rests.isPresent()
          ? rests.get()
          : write(filled(new Communication(), proposal), proposal, Written.Outcome.CREATED);
    }
    var message = found.get(0);
    if (!ours(message)) {
      return Step.Nothing.because(Written.Outcome.LEFT_TO_PERSON, References.source(message));
    }
    var wanted = filled(message.copy(), proposal);
    boolean labelled = !Provenances.label(message.copy().getMeta(), proposal.labels());
    return Seal.same(message, wanted) && labelled
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, References.source(message))
        : write(wanted, proposal, Written.Outcome.UPDATED);
  }

  private Step write(Communication message, HandoverProposal proposal, Written.Outcome outcome)
      throws EhrUnavailable {
    return new Step.Write(List.of(message), provenances.bare(proposal, outcome), outcome);
  }

  private static boolean ours(Communication message) {
    return Seal.isSet(message)
        ? Seal.holds(message)
        : message.getStatus() == CommunicationStatus.INPROGRESS && !message.hasReceived();
  }

  private Communication filled(Communication message, HandoverProposal proposal)
      throws EhrUnavailable {
    if (!message.hasIdentifier()) {
      message.addIdentifier().setSystem(Codes.FINDING).setValue(proposal.name());
      message.setSubject(new Reference("Patient/" + proposal.client().value()));
      message.setSender(device.reference());
      message.setSent(Date.from(proposal.start()));
    }
    message.setStatus(
        proposal.done() ? CommunicationStatus.STOPPED : CommunicationStatus.INPROGRESS);
    message.setPriority(CommunicationPriority.ASAP);
    message.setRecipient(List.of(new Reference(proposal.recipient())));
    message.getPayload().clear();
    message.addPayload().setContent(new StringType(proposal.text()));
    if (proposal.done()) {
      message.getStatusReason().setText(words.text("task.taken"));
    } else {
      message.setStatusReason(null);
    }
    Provenances.label(message.getMeta(), proposal.labels());
    Seal.set(message);
    return message;
  }
}
