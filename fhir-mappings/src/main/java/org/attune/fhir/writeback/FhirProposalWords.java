package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Viewer;
import org.attune.chart.WordsOfProposal;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FewPages;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.writeback.Proposal.GoalProposal;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Resource;

/**
 * Asks for the Goal that bears the name of a finding, and believes it as long as our seal says that
 * nobody changed it: without a seal nobody can tell whose words it has.
 */
@Stateless
@Local(WordsOfProposal.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirProposalWords implements WordsOfProposal {

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public FhirProposalWords(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  @Override
  public Optional<String> of(Viewer viewer, FindingKey key) throws EhrUnavailable {
    var name = GoalProposal.name(key);
    var client = "Patient/" + viewer.patient().value();
    var link =
        "Goal?identifier=" + Queries.token(Codes.FINDING, name) + "&_count=" + ehr.pageSize();
    var pages =
        FewPages.of("Goal", ehr.get(link, viewer), ehr, next -> ehr.get(next, viewer)).entries();
    var words =
        pages.stream()
            .flatMap(entry -> goal(fhir.parse(entry.resource())))
            .filter(goal -> Queries.names(goal, Codes.FINDING).contains(name))
            .filter(goal -> client.equals(goal.getSubject().getReference()))
            .filter(FhirProposalWords::waits)
            .flatMap(goal -> Stream.ofNullable(goal.getDescription().getText()))
            .distinct()
            .toList();
    return words.size() == 1 ? Optional.of(words.get(0)) : Optional.empty();
  }

  private static Stream<Goal> goal(Optional<Resource> resource) {
    return resource.stream().filter(Goal.class::isInstance).map(Goal.class::cast);
  }

  /** Whether it is put forward still, as we wrote it. */
  private static boolean waits(Goal goal) {
    return goal.getLifecycleStatus() == GoalLifecycleStatus.PROPOSED
        && Seal.isSet(goal)
        && Seal.holds(goal);
  }
}
