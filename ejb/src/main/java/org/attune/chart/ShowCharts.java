package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.attune.access.Viewer;
import org.attune.chart.ChartPage.Frame;
import org.attune.chart.ChartPage.Kept;
import org.attune.ehr.EhrCapabilities;
import org.attune.findings.Modes;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapyCourse;

/**
 * The charts of several clients for one person who treats them all, by the same rules as each chart
 * alone and in a few queries however many they are. Whoever asks accounts for it.
 */
@ApplicationScoped
public class ShowCharts {

  private final Ledger ledger;
  private final ReadKept kept;
  private final Modes modes;
  private final EhrCapabilities ehr;
  private final ChartPage page;

  @Inject
  ShowCharts(Ledger ledger, ReadKept kept, Modes modes, EhrCapabilities ehr, ChartPage page) {
    this.ledger = ledger;
    this.kept = kept;
    this.modes = modes;
    this.ehr = ehr;
    this.page = page;
  }

  /**
   * One client's chart.
   *
   * @param patient whose
   * @param restricted whether their record is one for few eyes
   * @param courses the courses that it tells of, in the same order
   * @param chart the chart
   */
  public record Shown(
      PatientId patient, boolean restricted, List<TherapyCourse> courses, ChartView chart) {
    public Shown {
      courses = List.copyOf(courses);
    }
  }

  /**
   * The charts of those of some clients who have one that may be shown, in no order.
   *
   * @param viewer as whom the person looks at each of them
   */
  @Transactional
  public List<Shown> show(
      Collection<PatientId> patients, Function<PatientId, Viewer> viewer, Locale locale) {
    var clients =
        ledger.known(patients).stream()
            .filter(client -> client.keptOut().isEmpty() && client.inScope())
            .filter(client -> !client.newcomer())
            .toList();
    var frame = new Frame(modes.site(), "ready", ehr.address());
    var all = kept.of(clients.stream().map(KnownClient::patient).toList());
    return clients.stream()
        .map(client -> shown(client, all.apply(client.patient()), viewer, locale, frame))
        .toList();
  }

  private Shown shown(
      KnownClient client,
      Kept kept,
      Function<PatientId, Viewer> viewer,
      Locale locale,
      Frame frame) {
    return new Shown(
        client.patient(),
        client.restricted(),
        kept.courses(),
        page.of(viewer.apply(client.patient()), locale, frame, kept));
  }
}
