package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.attune.agenda.Agenda;
import org.attune.agenda.WorkItems;
import org.attune.chart.DecideOnGoal;
import org.attune.chart.DecideOnGoal.Outcome;
import org.attune.chart.GoalChoice;
import org.attune.chart.GoalView;
import org.attune.chart.ShowGoal;
import org.attune.findings.FindingKey;
import org.attune.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what people decided on the goal that a row's signal puts forward: the same decision as
 * on the chart, and the row follows in the same transaction.
 */
@ApplicationScoped
public class DecideRowGoal {

  private final WorkItems items;
  private final Rows rows;
  private final DecideOnGoal deciding;
  private final ShowGoal shown;
  private final Agenda agenda;
  private final Ledger ledger;

  @Inject
  DecideRowGoal(
      WorkItems items,
      Rows rows,
      DecideOnGoal deciding,
      ShowGoal shown,
      Agenda agenda,
      Ledger ledger) {
    this.items = items;
    this.rows = rows;
    this.deciding = deciding;
    this.shown = shown;
    this.agenda = agenda;
    this.ledger = ledger;
  }

  /**
   * The goal of a row, and what became of it. The EHR is asked, so no transaction may wait for it.
   */
  @Transactional(TxType.NEVER)
  public Optional<GoalView> show(Desk desk, String item, Locale locale) {
    return items
        .patient(rows.reach(desk), item)
        .flatMap(patient -> shown.show(desk.of(patient), new FindingKey(item), locale));
  }

  /**
   * Takes it down.
   *
   * @param choice what they want, or null where nobody can understand it
   */
  @Transactional
  public Outcome decide(
      Desk desk, String item, @Nullable UUID asked, @Nullable GoalChoice choice, Locale locale) {
    var patient = items.patient(rows.reach(desk), item).orElse(null);
    var client = patient == null ? null : ledger.lock(patient).orElse(null);
    if (patient == null || client == null) {
      return new Outcome.NoSuchSignal();
    }
    var viewer = desk.of(patient);
    var key = new FindingKey(item);
    if (asked == null || choice == null) {
      return deciding.notUnderstood(viewer, key, locale);
    }
    var outcome = deciding.decide(viewer, key, asked, choice, locale);
    agenda.follow(client);
    return outcome;
  }
}
