package org.attune.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.attune.access.AccessLog;
import org.attune.access.BreakGlass;
import org.attune.access.ChartSessions;
import org.attune.access.ChartSessions.Swapped;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;

/** Hands the page the key to its chart, and keeps account of who looks at whom and why. */
@ApplicationScoped
public class UnlockChart {

  private final ChartSessions charts;
  private final AccessLog accounts;

  @Inject
  public UnlockChart(ChartSessions charts, AccessLog accounts) {
    this.charts = charts;
    this.accounts = accounts;
  }

  /** Swaps the code of a launch for a token; empty when it was used or is too old. */
  public Optional<Swapped> swap(String code) {
    var swapped = charts.swap(code);
    swapped.ifPresent(
        it -> {
          // Nothing can be seen of a record for few eyes until a reason is given.
          var outcome = it.chart().reasonNeeded() ? Outcome.REFUSED : Outcome.DONE;
          accounts.keep(RecordAccess.view(it.chart().viewer(), outcome, null));
        });
    return swapped;
  }

  /**
   * Opens a record for few eyes.
   *
   * @return whether there is such an open chart
   */
  public boolean breakGlass(String token, BreakGlass reason) {
    var chart = charts.find(token);
    chart.ifPresent(
        it -> {
          accounts.keep(RecordAccess.view(it.viewer(), Outcome.DONE, reason));
          charts.reasonGiven(token);
        });
    return chart.isPresent();
  }

  /** Closes a chart. */
  public void close(String token) {
    charts.close(token);
  }
}
