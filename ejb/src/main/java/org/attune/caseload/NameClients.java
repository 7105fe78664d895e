package org.attune.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.CaseloadSessions;
import org.attune.access.CaseloadViewer;
import org.attune.access.Leave;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/** Asks the EHR who the clients on a page of a caseload are; nothing of it is kept. */
@ApplicationScoped
public class NameClients {

  private final CaseloadSessions sessions;
  private final Banners banners;

  @Inject
  NameClients(CaseloadSessions sessions, Banners banners) {
    this.sessions = sessions;
    this.banners = banners;
  }

  /**
   * Who some clients are; of whom nothing may be shown, nobody is asked.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  public Map<PatientId, Banner> of(CaseloadViewer viewer, List<PatientId> patients)
      throws EhrUnavailable {
    var leave = sessions.clients(viewer);
    var asked =
        patients.stream()
            .filter(each -> leave.get(each) == Leave.OPEN)
            .distinct()
            .limit(ShowCaseload.ROWS)
            .toList();
    return asked.isEmpty() ? Map.of() : banners.of(viewer.user(), asked);
  }

  /** Whether a client is one whose chart the viewer may ask to open from here. */
  public boolean mayOpen(CaseloadViewer viewer, PatientId patient) {
    return sessions.clients(viewer).get(patient) == Leave.OPEN;
  }
}
