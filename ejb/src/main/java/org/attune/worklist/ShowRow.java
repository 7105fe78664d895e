package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.agenda.WorkAct;
import org.attune.agenda.WorkActs;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.chart.ShowChart;
import org.attune.chart.SignalView;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.therapy.PatientId;
import org.attune.worklist.ItemView.Deed;
import org.attune.worklist.WorklistView.RowView;

/** Shows all that can be told of one row; it is a look at the client's chart, and accounted so. */
@ApplicationScoped
public class ShowRow {

  private final WorkItems items;
  private final WorkActs acts;
  private final FindingActs deeds;
  private final Rows rows;
  private final ShowChart charts;

  @Inject
  ShowRow(WorkItems items, WorkActs acts, FindingActs deeds, Rows rows, ShowChart charts) {
    this.items = items;
    this.acts = acts;
    this.deeds = deeds;
    this.rows = rows;
    this.charts = charts;
  }

  /** The row of a name; empty where there is none that the person may know of. */
  @Transactional
  public Optional<ItemView> show(Desk desk, String item, Locale locale) {
    var patient = items.patient(rows.reach(desk), item).orElse(null);
    var row = rows.one(item, desk, locale).orElse(null);
    if (patient == null || row == null) {
      return Optional.empty();
    }
    if (!(charts.show(desk.of(patient), locale) instanceof ShowChart.Answer.Shown shown)) {
      return Optional.empty();
    }
    boolean question = row.kind().equals(WorkItem.Kind.QUESTION.name());
    var signal = question ? null : signal(shown, item).orElse(null);
    boolean told = signal != null || question;
    return told
        ? Optional.of(
            new ItemView(
                row, signal, others(desk, patient, item, locale), history(patient, item, question)))
        : Optional.empty();
  }

  /** Of whom a row is, where the person may know of it. */
  @Transactional
  public Optional<PatientId> client(Desk desk, String item) {
    return items.patient(rows.reach(desk), item);
  }

  private static Optional<SignalView> signal(ShowChart.Answer.Shown shown, String item) {
    return shown.chart().signals().stream().filter(it -> it.key().equals(item)).findFirst();
  }

  private List<RowView> others(Desk desk, PatientId patient, String item, Locale locale) {
    var others =
        items.of(rows.reach(desk), patient).stream().filter(it -> !it.key().equals(item)).toList();
    return rows.of(others, desk, locale);
  }

  /** What a therapist does about the prompt behind a question is told to nobody else. */
  private List<Deed> history(PatientId patient, String item, boolean question) {
    var ofFinding =
        (question ? List.<FindingAct>of() : deeds.of(List.of(patient)))
            .stream().filter(act -> act.finding().value().equals(item)).map(ShowRow::deed);
    return Stream.concat(ofFinding, acts.of(item).stream().map(ShowRow::deed))
        .sorted(Comparator.comparing(Deed::at))
        .toList();
  }

  private static Deed deed(FindingAct act) {
    return new Deed(
        act.at(),
        act.what().name(),
        act.by(),
        null,
        act.until().orElse(null),
        act.reason().map(Dismissal::name).orElse(null));
  }

  private static Deed deed(WorkAct act) {
    return new Deed(
        act.at(),
        act.what().name(),
        act.by(),
        act.to().orElse(null),
        act.until().orElse(null),
        null);
  }
}
