package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.attune.access.Viewer;
import org.attune.chart.ChartPage.Frame;
import org.attune.chart.ChartPage.Kept;
import org.attune.ehr.EhrCapabilities;
import org.attune.findings.Modes;
import org.attune.ledger.KnownClient.KeptOut;
import org.attune.ledger.Ledger;

/**
 * Shows one person one client's chart, from what is kept alone: the EHR is not asked, and nothing
 * is judged anew.
 */
@ApplicationScoped
public class ShowChart {

  private final Ledger ledger;
  private final ReadKept kept;
  private final Modes modes;
  private final EhrCapabilities ehr;
  private final ChartPage page;
  private final ChartAccounts accounts;
  private final Clock clock;

  @Inject
  ShowChart(
      Ledger ledger,
      ReadKept kept,
      Modes modes,
      EhrCapabilities ehr,
      ChartPage page,
      ChartAccounts accounts,
      Clock clock) {
    this.ledger = ledger;
    this.kept = kept;
    this.modes = modes;
    this.ehr = ehr;
    this.page = page;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** A chart, or why there is none to be shown. */
  public sealed interface Answer {

    /** Here it is. */
    record Shown(ChartView chart) implements Answer {}

    /** Nothing is known of this client. */
    record NotInScope() implements Answer {}

    /** The client objects to what Attune does. */
    record Closed() implements Answer {}
  }

  /** The chart of the client whose chart the viewer has open; the look is accounted for. */
  @Transactional
  public Answer show(Viewer viewer, Locale locale) {
    var answer = look(viewer, locale);
    if (answer instanceof Answer.Shown) {
      accounts.looked(viewer);
    }
    return answer;
  }

  /**
   * What everybody may read who may open the chart, to be taken away: the same whoever takes it,
   * without what is meant for them alone. That it is taken away is accounted for.
   *
   * @param form in what form, such as {@code chart.pdf}
   */
  @Transactional
  public Answer export(Viewer viewer, Locale locale, String form) {
    var answer = look(Viewer.anybody(viewer.patient()), locale);
    if (answer instanceof Answer.Shown) {
      accounts.exported(viewer, form);
    }
    return answer;
  }

  /** A chart that was shown, for the client to read, in plain words. */
  public SummaryView summary(ChartView chart, Locale locale) {
    return page.summary(chart, locale);
  }

  /** The same, as part of something else that is accounted for. */
  Answer look(Viewer viewer, Locale locale) {
    var client = ledger.known(viewer.patient()).orElse(null);
    if (client != null && client.keptOut().isPresent()) {
      return client.keptOut().filter(why -> why == KeptOut.OBJECTS).isPresent()
          ? new Answer.Closed()
          : new Answer.NotInScope();
    }
    boolean known = client != null && client.inScope();
    if (!known && ledger.complete()) {
      return new Answer.NotInScope();
    }
    boolean read = known && client != null && !client.newcomer();
    return new Answer.Shown(chart(viewer, locale, read));
  }

  private ChartView chart(Viewer viewer, Locale locale, boolean read) {
    var patient = viewer.patient();
    var here = read ? kept.of(List.of(patient)).apply(patient) : Kept.nothing(clock.instant());
    var empty = read ? "nothing-known" : "first-load";
    var state = here.courses().isEmpty() ? empty : "ready";
    return page.of(viewer, locale, new Frame(modes.site(), state, ehr.address()), here);
  }
}
