package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.access.Viewer;
import org.attune.chart.ChartPage.Frame;
import org.attune.chart.ChartPage.Kept;
import org.attune.ehr.EhrCapabilities;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.findings.KeptToThemselves;
import org.attune.findings.Modes;
import org.attune.ledger.Assembly;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.norms.ServiceFigures;
import org.attune.norms.ServiceNorms;
import org.attune.responses.LoggedResponse;
import org.attune.responses.ResponseLog;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapyCourse;
import org.attune.writeback.PendingWrite;
import org.attune.writeback.PendingWrites;

/**
 * The charts of several clients for one person who treats them all, by the same rules as each chart
 * alone and in a few queries however many they are. Whoever asks accounts for it.
 */
@ApplicationScoped
public class ShowCharts {

  private final Ledger ledger;
  private final Assembly assembly;
  private final Findings findings;
  private final FindingActs acts;
  private final ResponseLog log;
  private final PendingWrites writes;
  private final ServiceFigures figures;
  private final Modes modes;
  private final KeptToThemselves wishes;
  private final EhrCapabilities ehr;
  private final ChartPage page;
  private final Clock clock;

  @Inject
  ShowCharts(
      Ledger ledger,
      Assembly assembly,
      Findings findings,
      FindingActs acts,
      ResponseLog log,
      PendingWrites writes,
      ServiceFigures figures,
      Modes modes,
      KeptToThemselves wishes,
      EhrCapabilities ehr,
      ChartPage page,
      Clock clock) {
    this.ledger = ledger;
    this.assembly = assembly;
    this.findings = findings;
    this.acts = acts;
    this.log = log;
    this.writes = writes;
    this.figures = figures;
    this.modes = modes;
    this.wishes = wishes;
    this.ehr = ehr;
    this.page = page;
    this.clock = clock;
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

  /** All that is read of all of them at once, by client. */
  private record Read(
      Map<PatientId, List<ChartFact>> facts,
      Map<PatientId, List<Finding>> findings,
      Map<FindingKey, List<LoggedResponse>> logged,
      Map<FindingKey, List<FindingAct>> acts,
      Map<String, PendingWrite> flags,
      ServiceNorms norms,
      Map<PatientId, Instant> hidden) {}

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
    var asOf = clock.instant();
    var frame = new Frame(modes.site(), "ready", ehr.address());
    var read = read(clients.stream().map(KnownClient::patient).toList());
    return clients.stream()
        .map(client -> shown(client, kept(client.patient(), read, asOf), viewer, locale, frame))
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

  private Read read(List<PatientId> patients) {
    var found = findings.of(patients);
    return new Read(
        ledger.factsOf(patients),
        found.stream().collect(Collectors.groupingBy(each -> each.course().patient())),
        log.of(patients).stream().collect(Collectors.groupingBy(LoggedResponse::finding)),
        acts.of(patients).stream().collect(Collectors.groupingBy(FindingAct::finding)),
        writes.flags(found.stream().map(each -> each.key().value()).toList()),
        figures.current(),
        wishes.since(patients));
  }

  private Kept kept(PatientId patient, Read read, Instant asOf) {
    var found = read.findings().getOrDefault(patient, List.of());
    var logged =
        found.stream()
            .flatMap(each -> read.logged().getOrDefault(each.key(), List.of()).stream())
            .toList();
    var done =
        found.stream()
            .flatMap(each -> read.acts().getOrDefault(each.key(), List.of()).stream())
            .toList();
    var facts = ForEveryReader.of(read.facts().getOrDefault(patient, List.of()));
    var courses = assembly.of(patient, facts, ResponseLog.tried(logged, found), asOf).courses();
    return new Kept(
        asOf, courses, found, logged, done, read.flags(), read.norms(), read.hidden().get(patient));
  }
}
