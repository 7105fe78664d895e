package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.Viewer;

/** Accounts for every look at a chart and for everything that somebody does on it. */
@ApplicationScoped
public class ChartAccounts {

  private final AccessLog log;

  @Inject
  ChartAccounts(AccessLog log) {
    this.log = log;
  }

  /** Somebody looked at the chart. */
  void looked(Viewer viewer) {
    keep(viewer, RecordAccess.Kind.READ, "Patient/" + viewer.patient().value());
  }

  /** Somebody did something about a signal. */
  void acted(Viewer viewer) {
    keep(viewer, RecordAccess.Kind.UPDATE, "Flag");
  }

  private void keep(Viewer viewer, RecordAccess.Kind kind, String record) {
    log.keep(new RecordAccess(kind, viewer.patient(), record, null, RecordAccess.Outcome.DONE));
  }
}
