package org.attune.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.access.AccessLog;
import org.attune.access.CaseloadSessions;
import org.attune.access.LaunchRefused;
import org.attune.access.Leave;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Restricted;
import org.attune.access.Role;
import org.attune.access.SmartLaunch;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Journey;
import org.attune.access.SmartLaunch.Seen;
import org.attune.access.SmartLaunch.StaffArrival;
import org.attune.caseload.MyClients;
import org.attune.ehr.EhrUnavailable;
import org.attune.launch.Next.ToCaseload;
import org.attune.therapy.PatientId;

/**
 * Opens the caseload of a clinician, whom the EHR vouches for. Who is on it the record says; whom
 * of them the clinician may see, the EHR says, asked with their own token.
 */
@ApplicationScoped
public class LetIntoCaseload {

  private final SmartLaunch ehr;
  private final MyClients clients;
  private final CaseloadSessions caseloads;
  private final Restricted restricted;
  private final AccessLog accounts;

  @Inject
  public LetIntoCaseload(
      SmartLaunch ehr,
      MyClients clients,
      CaseloadSessions caseloads,
      Restricted restricted,
      AccessLog accounts) {
    this.ehr = ehr;
    this.clients = clients;
    this.caseloads = caseloads;
    this.restricted = restricted;
    this.accounts = accounts;
  }

  /** Lets in whoever came back from the EHR. */
  Next arrive(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused {
    var arrival = ehr.arriveForCaseload(journey, brought, clients::treatedBy);
    if (!arrival.clinician()) {
      accounts.keep(RecordAccess.caseload(arrival.user(), Outcome.REFUSED));
      throw new LaunchRefused(
          "Somebody came for a caseload who is no Practitioner in the EHR; only clinicians are let"
              + " in.");
    }
    var leaves = leaves(arrival, clients.treatedBy(arrival.user()));
    return new ToCaseload(caseloads.open(arrival.user(), Role.CLINICIAN, leaves));
  }

  private Map<PatientId, Leave> leaves(StaffArrival arrival, List<PatientId> treated) {
    var leaves = new LinkedHashMap<PatientId, Leave>();
    treated.forEach(patient -> leaves.put(patient, Leave.KEPT_FROM));
    for (var seen : arrival.seen()) {
      leaves.replace(seen.patient(), leave(seen));
    }
    return leaves;
  }

  private Leave leave(Seen seen) {
    if (seen.own()) {
      return Leave.OWN;
    }
    return restricted.marks(seen.labels()) ? Leave.FEW_EYES : Leave.OPEN;
  }
}
