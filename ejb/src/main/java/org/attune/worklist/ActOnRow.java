package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.agenda.Agenda;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.findings.FindingKey;
import org.attune.ledger.Ledger;

/**
 * Does what somebody wants done about a row: the same act as on the client's chart, by the same
 * rules and with the client locked, and the row follows in the same transaction.
 */
@ApplicationScoped
public class ActOnRow {

  private static final Duration LONGEST = Duration.ofDays(366);

  private final WorkItems items;
  private final Rows rows;
  private final ActOnFinding acting;
  private final Agenda agenda;
  private final Ledger ledger;
  private final AccessLog accounts;
  private final Clock clock;

  @Inject
  ActOnRow(
      WorkItems items,
      Rows rows,
      ActOnFinding acting,
      Agenda agenda,
      Ledger ledger,
      AccessLog accounts,
      Clock clock) {
    this.items = items;
    this.rows = rows;
    this.acting = acting;
    this.agenda = agenda;
    this.ledger = ledger;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Does it. */
  @Transactional
  public Outcome act(Desk desk, String item, Act act, Locale locale) {
    var patient = items.patient(rows.reach(desk), item).orElse(null);
    var client = patient == null ? null : ledger.lock(patient).orElse(null);
    if (patient == null || client == null) {
      return new Outcome.NotOnWorklist();
    }
    var question = items.find(item).filter(row -> row.kind() == WorkItem.Kind.QUESTION);
    if (question.filter(row -> row.gone().isPresent()).isPresent()) {
      // Somebody was faster: nothing is asked any longer.
      return new Outcome.NotOnWorklist();
    }
    if (question.isPresent()) {
      return onQuestion(desk, question.get(), act, locale);
    }
    var outcome = acting.act(desk.of(patient), new FindingKey(item), act, locale);
    agenda.follow(client);
    if (outcome instanceof ActOnFinding.Outcome.NoSuchSignal) {
      return new Outcome.NotOnWorklist();
    }
    if (outcome instanceof ActOnFinding.Outcome.NotUnderstood) {
      return new Outcome.NotUnderstood();
    }
    if (outcome instanceof ActOnFinding.Outcome.NobodyToAsk) {
      return new Outcome.NobodyToAsk();
    }
    var row = rows.one(item, desk, locale).orElse(null);
    if (outcome instanceof ActOnFinding.Outcome.SomeoneWasFaster) {
      accounts.keep(RecordAccess.onWorklist(desk.user(), patient));
      return new Outcome.SomeoneWasFaster(row);
    }
    return new Outcome.Done(row);
  }

  /** What it rests on is a prompt, about which the therapist alone does something. */
  private Outcome onQuestion(Desk desk, WorkItem row, Act act, Locale locale) {
    var now = clock.instant();
    if (act instanceof Act.Acknowledge) {
      agenda.seen(row);
    } else if (act instanceof Act.Snooze snooze
        && snooze.until().isAfter(now)
        && snooze.until().isBefore(now.plus(LONGEST))) {
      agenda.putOff(row, snooze.until());
    } else {
      return new Outcome.NotUnderstood();
    }
    accounts.keep(RecordAccess.act(desk.of(row.patient()), "Task", RecordAccess.Outcome.DONE));
    return new Outcome.Done(rows.one(row.key(), desk, locale).orElse(null));
  }

  /**
   * Acknowledges one of many that are chosen at once; what is pressing, or has a goal to be decided
   * about, is to be looked at by itself, and not understood here.
   */
  @Transactional
  public Outcome amongMany(Desk desk, String item, Locale locale) {
    if (items.patient(rows.reach(desk), item).isEmpty()) {
      return new Outcome.NotOnWorklist();
    }
    return items.pressing(item)
        ? new Outcome.NotUnderstood()
        : act(desk, item, new Act.Acknowledge(), locale);
  }
}
