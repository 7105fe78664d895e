package org.attune.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.attune.access.AccessLog;
import org.attune.access.CaseloadViewer;
import org.attune.access.RecordAccess;
import org.attune.caseload.CaseloadView.Counts;
import org.attune.caseload.CaseloadView.Row;
import org.attune.findings.Modes;
import org.attune.therapy.PatientId;

/**
 * Shows a therapist their own caseload, from what is kept alone; every client who is shown is
 * accounted for by name, as a look at their chart would be.
 */
@ApplicationScoped
public class ShowCaseload {

  /** So many rows can be read at once, and so many names are asked for. */
  public static final int ROWS = 50;

  private static final String PATIENT = "Patient/";

  private final MyClients clients;
  private final Modes modes;
  private final AccessLog accounts;
  private final ZoneId zone;
  private final Clock clock;

  @Inject
  ShowCaseload(MyClients clients, Modes modes, AccessLog accounts, ZoneId zone, Clock clock) {
    this.clients = clients;
    this.modes = modes;
    this.accounts = accounts;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * One page of a caseload.
   *
   * @param page which, from 1; one that is not there is the nearest that is
   */
  @Transactional
  public CaseloadView show(CaseloadViewer viewer, Locale locale, Filter filter, int page) {
    var found = clients.of(viewer, locale);
    var all =
        found.charts().stream()
            .flatMap(each -> Rows.of(each, found.therapist()).stream())
            .sorted(Rows.MOST_PRESSING_FIRST)
            .toList();
    var wanted = all.stream().filter(filter::shows).toList();
    int pages = Math.max(1, (wanted.size() + ROWS - 1) / ROWS);
    int here = Math.min(Math.max(1, page), pages);
    var rows = wanted.stream().skip((here - 1L) * ROWS).limit(ROWS).toList();
    account(viewer, rows);
    return new CaseloadView(
        clock.instant(),
        zone.getId(),
        locale.getLanguage(),
        modes.site(),
        filter.word(),
        new Counts(all.size(), count(all, Filter.UNSEEN), count(all, Filter.NEEDS_A_WORD)),
        found.leftOut(),
        here,
        pages,
        rows);
  }

  private static long count(List<Row> rows, Filter filter) {
    return rows.stream().filter(filter::shows).count();
  }

  private void account(CaseloadViewer viewer, List<Row> rows) {
    accounts.keepAll(
        rows.stream()
            .map(row -> new PatientId(row.patient().substring(PATIENT.length())))
            .map(patient -> RecordAccess.listed(viewer.user(), patient))
            .toList());
  }
}
