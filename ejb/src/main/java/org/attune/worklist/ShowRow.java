package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.chart.ShowChart;
import org.attune.chart.SignalView;
import org.attune.therapy.PatientId;
import org.attune.worklist.WorklistView.RowView;

/** Shows all that can be told of one row; it is a look at the client's chart, and accounted so. */
@ApplicationScoped
public class ShowRow {

  private final WorkItems items;
  private final RowHistory history;
  private final Rows rows;
  private final ShowChart charts;

  @Inject
  ShowRow(WorkItems items, RowHistory history, Rows rows, ShowChart charts) {
    this.items = items;
    this.history = history;
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
    var kind = WorkItem.Kind.valueOf(row.kind());
    boolean question = kind == WorkItem.Kind.QUESTION;
    var signal = question ? null : signal(shown, item).orElse(null);
    boolean told = signal != null || question;
    return told
        ? Optional.of(
            new ItemView(
                row,
                signal,
                others(desk, patient, item, locale),
                history.of(desk.of(patient), item, kind)))
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
}
