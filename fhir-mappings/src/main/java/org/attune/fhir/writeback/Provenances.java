package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.therapy.Labels;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Says of each write who made it, by which rule and from which records. */
@ApplicationScoped
public class Provenances {

  private final OwnDevice device;
  private final Clock clock;

  @Inject
  public Provenances(OwnDevice device, Clock clock) {
    this.device = device;
    this.clock = clock;
  }

  /** The whole story of a write, but for its targets. */
  Provenance of(Proposal.OfFinding proposal, Written.Outcome outcome) throws EhrUnavailable {
    var provenance = bare(proposal, outcome);
    provenance.addPolicy(Codes.RULE + proposal.rule());
    decided(provenance, proposal.by());
    for (Source source : proposal.evidence()) {
      provenance
          .addEntity()
          .setRole(ProvenanceEntityRole.SOURCE)
          .setWhat(new Reference(versioned(source)));
    }
    if (proposal instanceof FlagProposal flag && flag.because() != null) {
      provenance
          .addReason()
          .addCoding()
          .setSystem(Codes.DISMISSAL)
          .setCode(flag.because().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return provenance;
  }

  /** Behind our own hand, which stays the first by which we know our records, a person's word. */
  private static void decided(Provenance provenance, @Nullable String person) {
    if (person != null && person.indexOf('/') > 0) {
      var author = provenance.addAgent().setWho(new Reference(person));
      author.getType().addCoding().setSystem(Codes.PROVENANCE_AGENT).setCode("author");
    }
  }

  /** Only who and when: for what must not tell why it was written. */
  Provenance bare(Proposal proposal, Written.Outcome outcome) throws EhrUnavailable {
    var provenance = new Provenance().setRecorded(Date.from(clock.instant()));
    provenance
        .getActivity()
        .addCoding()
        .setSystem(Codes.DATA_OPERATION)
        .setCode(outcome == Written.Outcome.CREATED ? "CREATE" : "UPDATE");
    var agent = provenance.addAgent().setWho(device.reference());
    agent.getType().addCoding().setSystem(Codes.PROVENANCE_AGENT).setCode("assembler");
    label(provenance.getMeta(), proposal.labels());
    return provenance;
  }

  /**
   * Adds labels to those that stand there; none is ever taken away, but a lower degree of
   * confidentiality gives way to a higher one. Says whether any was new.
   */
  static boolean label(Meta meta, Labels labels) {
    boolean any = false;
    for (SecurityLabel label : labels.all()) {
      if (!stands(meta, label)) {
        meta.getSecurity().removeIf(there -> Labels.isDegree(label) && isDegree(there));
        var coding = meta.addSecurity().setCode(label.code());
        if (!label.system().isEmpty()) {
          coding.setSystem(label.system());
        }
        any = true;
      }
    }
    return any;
  }

  private static boolean stands(Meta meta, SecurityLabel label) {
    var there = Marks.labels(meta);
    return there.all().contains(label)
        || (Labels.isDegree(label) && there.and(new Labels(List.of(label))).equals(there));
  }

  private static boolean isDegree(Coding coding) {
    return Labels.isDegree(
        new SecurityLabel(
            Objects.toString(coding.getSystem(), ""), Objects.toString(coding.getCode(), "")));
  }

  static String versioned(Source source) {
    return source.version() == null
        ? source.reference()
        : source.reference() + "/_history/" + source.version();
  }
}
