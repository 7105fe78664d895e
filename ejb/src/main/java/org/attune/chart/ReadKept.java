package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.chart.ChartPage.Kept;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.findings.KeptToThemselves;
import org.attune.ledger.Assembly;
import org.attune.ledger.Ledger;
import org.attune.norms.ServiceFigures;
import org.attune.norms.ServiceNorms;
import org.attune.responses.LoggedResponse;
import org.attune.responses.ResponseLog;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.attune.writeback.PendingWrite;
import org.attune.writeback.PendingWrites;

/** What is kept of clients, as their charts tell of it: a few queries, however many they are. */
@ApplicationScoped
class ReadKept {

  private final Ledger ledger;
  private final Assembly assembly;
  private final Findings findings;
  private final FindingActs acts;
  private final ResponseLog log;
  private final PendingWrites writes;
  private final ServiceFigures figures;
  private final KeptToThemselves wishes;
  private final Clock clock;

  @Inject
  ReadKept(
      Ledger ledger,
      Assembly assembly,
      Findings findings,
      FindingActs acts,
      ResponseLog log,
      PendingWrites writes,
      ServiceFigures figures,
      KeptToThemselves wishes,
      Clock clock) {
    this.ledger = ledger;
    this.assembly = assembly;
    this.findings = findings;
    this.acts = acts;
    this.log = log;
    this.writes = writes;
    this.figures = figures;
    this.wishes = wishes;
    this.clock = clock;
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

  /** Reads at once what there is of all of them; of each it may be nothing. */
  Function<PatientId, Kept> of(List<PatientId> patients) {
    var asOf = clock.instant();
    var read = read(patients);
    return patient -> kept(patient, read, asOf);
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
