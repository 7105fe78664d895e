package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.writeback.LostRecords.Sought;
import org.attune.therapy.Source;
import org.attune.writeback.Before;
import org.attune.writeback.Edit;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Reference;

/**
 * Keeps one Flag for each finding: made once, brought up to date, closed at the end, never deleted.
 * A Flag that a person has changed or closed belongs to that person from then on.
 */
@ApplicationScoped
public class FlagWriter {

  private final EhrClient ehr;
  private final Transactions transactions;
  private final Provenances provenances;
  private final OwnDevice device;
  private final LostRecords lost;

  @Inject
  public FlagWriter(
      EhrClient ehr,
      Transactions transactions,
      Provenances provenances,
      OwnDevice device,
      LostRecords lost) {
    this.ehr = ehr;
    this.lost = lost;
    this.transactions = transactions;
    this.provenances = provenances;
    this.device = device;
  }

  /** Brings it about. */
  Written write(FlagProposal proposal, Before before) throws EhrUnavailable, WriteRefused {
    return transactions.carryOut(
        () -> look(proposal, before), outcome -> provenances.of(proposal, outcome), before);
  }

  /**
   * What stands of it where no Flag can be written any longer; empty where there is none. One that
   * should say something else is kept here.
   */
  Optional<Written> standing(FlagProposal proposal) throws EhrUnavailable {
    if (Queries.byIdentifier(ehr, Flag.class, Codes.FINDING, proposal.name()).isEmpty()) {
      return Optional.empty();
    }
    var step = look(proposal, Before.NOTHING);
    if (step instanceof Step.Nothing nothing) {
      return Optional.of(nothing.result()).filter(found -> found.resource() != null);
    }
    var wanted = ((Step.Write) step).resources().get(0);
    return Optional.of(new Written(References.source(wanted), Written.Outcome.AS_CARD));
  }

  private Step look(FlagProposal proposal, Before before) throws EhrUnavailable {
    var found = Queries.byIdentifier(ehr, Flag.class, Codes.FINDING, proposal.name());
    if (found.isEmpty()) {
      return begin(proposal, before);
    }
    var flag = found.get(0);
    var source = References.source(flag);
    if (!ours(flag, proposal)) {
      return Step.Nothing.leftTo(source, Edits.of(flag));
    }
    var wanted = filled(flag.copy(), proposal);
    var extras = extras(found.subList(1, found.size()), proposal);
    boolean says = Seal.same(flag, wanted) && carriesLabels(flag, proposal);
    if (says && extras.isEmpty()) {
      return Step.Nothing.because(Written.Outcome.UNCHANGED, source);
    }
    var all = new ArrayList<DomainResource>(List.of(wanted));
    all.addAll(extras);
    return write(all, proposal, Written.Outcome.UPDATED);
  }

  private Step begin(FlagProposal proposal, Before before) throws EhrUnavailable {
    if (proposal.end() != null) {
      return Step.Nothing.because(Written.Outcome.UNCHANGED, null);
    }
    var rests =
        lost.letBe(
            Sought.ofFinding("Flag", proposal.name(), proposal.patient()),
            before,
            Edit.What.CLOSED);
    return rests.isPresent()
        ? rests.get()
        : write(List.of(filled(new Flag(), proposal)), proposal, Written.Outcome.CREATED);
  }

  private Step write(
      List<? extends DomainResource> resources, FlagProposal proposal, Written.Outcome outcome)
      throws EhrUnavailable {
    return new Step.Write(List.copyOf(resources), provenances.of(proposal, outcome), outcome);
  }

  // The seal tells. An EHR that drops it leaves only the words to go by.
  private static boolean ours(Flag flag, FlagProposal proposal) {
    return Seal.isSet(flag)
        ? Seal.holds(flag)
        : flag.getStatus() == FlagStatus.ACTIVE
            && proposal.text().equals(flag.getCode().getText())
            && !flag.getPeriod().hasEnd();
  }

  private static boolean carriesLabels(Flag flag, FlagProposal proposal) {
    return !Provenances.label(flag.copy().getMeta(), proposal.labels());
  }

  // Twins that parallel writers left behind were never meant.
  private static List<Flag> extras(List<Flag> twins, FlagProposal proposal) {
    return twins.stream()
        .filter(twin -> twin.getStatus() == FlagStatus.ACTIVE && ours(twin, proposal))
        .map(twin -> twin.copy().setStatus(FlagStatus.ENTEREDINERROR))
        .peek(Seal::set)
        .toList();
  }

  private Flag filled(Flag flag, FlagProposal proposal) throws EhrUnavailable {
    if (!flag.hasIdentifier()) {
      flag.addIdentifier().setSystem(Codes.FINDING).setValue(proposal.name());
      flag.setSubject(new Reference("Patient/" + proposal.patient().value()));
      flag.setAuthor(device.reference());
    }
    flag.setStatus(proposal.end() == null ? FlagStatus.ACTIVE : FlagStatus.INACTIVE);
    FlagWords.say(flag, proposal.category(), proposal.level(), proposal.rule(), proposal.text());
    if (!flag.getPeriod().hasStart()) {
      flag.getPeriod().setStartElement(FlagWords.moment(proposal.start()));
    }
    flag.getPeriod().setEndElement(FlagWords.moment(proposal.end()));
    flag.getExtension().removeIf(extension -> Codes.FLAG_DETAIL.equals(extension.getUrl()));
    for (Source source : proposal.evidence()) {
      flag.addExtension(Codes.FLAG_DETAIL, new Reference(source.reference()));
    }
    Provenances.label(flag.getMeta(), proposal.labels());
    Seal.set(flag);
    return flag;
  }
}
