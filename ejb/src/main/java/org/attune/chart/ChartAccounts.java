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

  /**
   * Somebody looked at the chart; why they may look at one for few eyes was said on its opening.
   */
  void looked(Viewer viewer) {
    log.keep(RecordAccess.view(viewer, RecordAccess.Outcome.DONE, null));
  }

  /** Somebody took a copy away; what was copied is that it was shown, too. */
  void exported(Viewer viewer, String form) {
    log.keep(RecordAccess.export(viewer, form));
  }

  /** Somebody wrote down what the client wishes. */
  void wished(Viewer viewer) {
    log.keep(RecordAccess.act(viewer, "Consent", RecordAccess.Outcome.DONE));
  }

  /** Somebody did something about a signal. */
  void acted(Viewer viewer) {
    log.keep(RecordAccess.act(viewer, "Flag", RecordAccess.Outcome.DONE));
  }

  /** Somebody wrote down what was decided on a goal. */
  void decided(Viewer viewer) {
    log.keep(RecordAccess.act(viewer, "Goal", RecordAccess.Outcome.DONE));
  }
}
