package org.attune.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.CaseloadSessions;
import org.attune.access.CaseloadViewer;
import org.attune.access.Leave;
import org.attune.ehr.EhrUnavailable;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.therapy.PatientId;

/** Asks the EHR who the clients on a page of a caseload are; nothing of it is kept. */
@ApplicationScoped
public class NameClients {

  private final Ledger ledger;
  private final MyClients clients;
  private final CaseloadSessions sessions;
  private final Banners banners;

  @Inject
  NameClients(Ledger ledger, MyClients clients, CaseloadSessions sessions, Banners banners) {
    this.ledger = ledger;
    this.clients = clients;
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
    var known = known(viewer);
    var asked =
        patients.stream().filter(known::contains).distinct().limit(ShowCaseload.ROWS).toList();
    return asked.isEmpty() ? Map.of() : banners.of(viewer.user(), asked);
  }

  /** Whether a client is one whose chart the viewer may ask to open from here. */
  public boolean mayOpen(CaseloadViewer viewer, PatientId patient) {
    return known(viewer).contains(patient);
  }

  /** Whom the EHR let them see when they came, and whom they still treat. */
  private Set<PatientId> known(CaseloadViewer viewer) {
    var leave = sessions.clients(viewer);
    var open =
        clients.treatedBy(viewer.user()).stream()
            .filter(each -> leave.get(each) == Leave.OPEN)
            .toList();
    // What a record is marked with, and who objects, may have changed since.
    return ledger.known(open).stream()
        .filter(client -> !client.restricted() && client.keptOut().isEmpty())
        .map(KnownClient::patient)
        .collect(Collectors.toSet());
  }
}
