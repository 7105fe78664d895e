package org.attune.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import org.attune.access.AccessLog;
import org.attune.access.CaseloadViewer;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.catalogue.Catalogue;

/** Puts a therapist's own work into a page that they may take to supervision; it names nobody. */
@ApplicationScoped
public class ShowSupervision {

  private final MyClients clients;
  private final Catalogue catalogue;
  private final AccessLog accounts;
  private final ZoneId zone;
  private final Clock clock;

  @Inject
  ShowSupervision(
      MyClients clients, Catalogue catalogue, AccessLog accounts, ZoneId zone, Clock clock) {
    this.clients = clients;
    this.catalogue = catalogue;
    this.accounts = accounts;
    this.zone = zone;
    this.clock = clock;
  }

  /** The work of whoever looks; of no one else's. */
  @Transactional
  public SupervisionView show(CaseloadViewer viewer, Locale locale) {
    accounts.keep(RecordAccess.caseload(viewer.user(), Outcome.DONE));
    return new Supervision(catalogue, locale, zone)
        .of(clients.of(viewer, locale), clock.instant(), viewer.session());
  }
}
