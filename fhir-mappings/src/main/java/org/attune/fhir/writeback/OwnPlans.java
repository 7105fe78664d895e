package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal.OfFinding;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** The plan of our own in which stands what is put forward for a client; the team's is theirs. */
@ApplicationScoped
public class OwnPlans {

  private static final Set<CarePlanStatus> CLOSED_BY_A_PERSON =
      EnumSet.of(CarePlanStatus.REVOKED, CarePlanStatus.COMPLETED, CarePlanStatus.ENTEREDINERROR);

  private final EhrClient ehr;
  private final Capabilities capabilities;
  private final OwnDevice device;
  private final OwnWords words;

  @Inject
  public OwnPlans(EhrClient ehr, Capabilities capabilities, OwnDevice device, OwnWords words) {
    this.ehr = ehr;
    this.capabilities = capabilities;
    this.device = device;
    this.words = words;
  }

  /** Those of a client, the oldest first; one as a rule, and none where the EHR keeps none. */
  List<CarePlan> of(PatientId client) throws EhrUnavailable {
    return capabilities.keeps("CarePlan")
        ? Queries.byIdentifier(ehr, CarePlan.class, Codes.OWN_CARE_PLAN, client.value())
        : List.of();
  }

  /** Whether a person closed it; one whose status cannot be read is left alone as well. */
  static boolean closed(CarePlan plan) {
    return plan.getStatus() == null || CLOSED_BY_A_PERSON.contains(plan.getStatus());
  }

  /**
   * A new one, in which nothing stands yet.
   *
   * @param within the team's plan in whose course it is, or null where there is not one
   */
  CarePlan begun(OfFinding proposal, @Nullable Source within) throws EhrUnavailable {
    var client = proposal.patient().value();
    var plan =
        new CarePlan()
            .setStatus(CarePlanStatus.ACTIVE)
            .setIntent(CarePlanIntent.PROPOSAL)
            .setTitle(words.text("plan.title"))
            .setSubject(new Reference("Patient/" + client))
            .setAuthor(device.reference());
    if (within != null) {
      plan.addPartOf(new Reference(within.reference()));
    }
    plan.addIdentifier().setSystem(Codes.OWN_CARE_PLAN).setValue(client);
    Transactions.name(plan, proposal.key().value());
    return plan;
  }
}
