package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Before;
import org.attune.writeback.Edit;
import org.attune.writeback.Proposal.ForPerson;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.Proposal.TaskInsteadOfFlag;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of a record of ours that is not found by its identifier any longer. Only a
 * person deletes what is ours, and that stays so. A restored backup never knew it: it is written
 * again. Where nobody can tell it is let be, and IT hears of it.
 */
@ApplicationScoped
public class LostRecords {

  /** What a server says of what it had; of what it never had it says 404. */
  private static final int DELETED = 410;

  private static final int UNKNOWN_TO_IT = 404;

  /** Not a word on the record: our account, or our haste. */
  private static final Set<Integer> NOT_NOW = Set.of(401, 408, 425, 429);

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Capabilities capabilities;

  @Inject
  public LostRecords(EhrClient ehr, FhirR4 fhir, Capabilities capabilities) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.capabilities = capabilities;
  }

  /**
   * One that is looked for.
   *
   * @param type of which it should be
   * @param system of its name
   * @param name its name
   * @param edited the name of what a person's edit of it is about
   * @param about on whose chart, or null where it is on nobody's
   */
  record Sought(String type, String system, String name, String edited, @Nullable PatientId about) {

    static Sought ofFinding(String type, String name, @Nullable PatientId about) {
      return new Sought(type, Codes.FINDING, name, name, about);
    }
  }

  /** What became of one. */
  enum Fate {
    /** A person deleted it. */
    DELETED,
    /** The EHR never knew it, or never had it. */
    LOST,
    /** Nobody can tell. */
    UNTOLD
  }

  /**
   * What is to be done about one that was not found; empty where it is to be written.
   *
   * @param deleted what a person meant who deleted it, or null where that means nothing more
   */
  Optional<Step> letBe(Sought sought, Before before, Edit.@Nullable What deleted)
      throws EhrUnavailable {
    var stood = before.stood();
    if (stood == null) {
      return Optional.empty();
    }
    if (before.theirs() && stood.type().equals(sought.type())) {
      return Optional.of(Step.Nothing.leftTo(stood, Optional.empty()));
    }
    var edit =
        Optional.ofNullable(deleted).map(what -> new Edit(sought.edited(), stood, what, true));
    return switch (fate(sought, stood)) {
      case DELETED -> Optional.of(Step.Nothing.leftTo(stood, edit));
      case UNTOLD -> Optional.of(Step.Nothing.because(Written.Outcome.MISSING, stood));
      case LOST -> Optional.empty();
    };
  }

  /**
   * The same for a request to a person. One for safety is made again where nobody can tell: one
   * request too many harms nobody.
   */
  Optional<Step> letBe(ForPerson proposal, String type, Before before) throws EhrUnavailable {
    boolean standsForFlag = proposal instanceof TaskInsteadOfFlag;
    var sought =
        new Sought(
            type,
            Codes.FINDING,
            proposal.name(),
            proposal instanceof TaskInsteadOfFlag stood ? stood.flag().name() : proposal.name(),
            proposal.client());
    return letBe(sought, before, standsForFlag ? Edit.What.CLOSED : null)
        .filter(step -> !(proposal instanceof HandoverProposal) || !isUntold(step));
  }

  private static boolean isUntold(Step step) {
    return step instanceof Step.Nothing nothing
        && nothing.result().outcome() == Written.Outcome.MISSING;
  }

  /** What became of what stood in one place; what stood among other records says nothing. */
  Fate fate(Sought sought, Source stood) throws EhrUnavailable {
    if (!stood.type().equals(sought.type())) {
      return Fate.LOST;
    }
    var about = sought.about();
    var link = stood.reference();
    var answer = about == null ? ehr.get(link) : ehr.get(link, List.of(about));
    if (answer.ok()) {
      return fhir.parse(answer.body()).map(one -> mayBe(one, sought)).orElse(true)
          ? Fate.UNTOLD
          : Fate.LOST;
    }
    if (answer.faulty() || NOT_NOW.contains(answer.status())) {
      throw ehr.unavailable(answer);
    }
    return answer.status() == DELETED ? Fate.DELETED : byHistory(answer, sought, stood);
  }

  /**
   * Some say 404 of what was deleted, and tell of it in its history. An EHR that has none to show,
   * or keeps no versions, says 404 of what was deleted and of what it never knew alike.
   */
  private Fate byHistory(Answer answer, Sought sought, Source stood) throws EhrUnavailable {
    boolean unknown = answer.status() == UNKNOWN_TO_IT && stood.version() != null;
    return switch (remembered(stood, sought.about())) {
      case YES -> Fate.DELETED;
      case NO -> unknown ? Fate.LOST : Fate.UNTOLD;
      case UNKNOWN -> Fate.UNTOLD;
    };
  }

  /** Whether its history has an entry; unknown where none is offered. */
  private Told remembered(Source stood, @Nullable PatientId about) throws EhrUnavailable {
    var link = stood.reference() + "/_history?_count=1";
    var answer = about == null ? ehr.get(link) : ehr.get(link, List.of(about));
    if (answer.faulty() || NOT_NOW.contains(answer.status())) {
      throw ehr.unavailable(answer);
    }
    if (answer.ok()) {
      return ehr.page(answer).entries().isEmpty() ? Told.NO : Told.YES;
    }
    // A bare 404 may mean that there are no histories at all.
    return answer.status() == UNKNOWN_TO_IT && capabilities.claimsHistoryOf(stood.type())
        ? Told.NO
        : Told.UNKNOWN;
  }

  /** A record that went back may have given the same id to another since. */
  private static boolean mayBe(Resource there, Sought sought) {
    if (!(there instanceof DomainResource one)) {
      return false;
    }
    var names = Queries.names(one, sought.system());
    // A plan has no mark of ours but its name.
    return names.isEmpty()
        ? Seal.isSet(one) || one instanceof CarePlan
        : names.contains(sought.name());
  }
}
