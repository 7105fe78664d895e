package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.agenda.Agenda;
import org.attune.agenda.Rest;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
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
  private final Findings findings;
  private final Agenda agenda;
  private final Ledger ledger;
  private final AccessLog accounts;
  private final Clock clock;

  @Inject
  ActOnRow(
      WorkItems items,
      Rows rows,
      ActOnFinding acting,
      Findings findings,
      Agenda agenda,
      Ledger ledger,
      AccessLog accounts,
      Clock clock) {
    this.items = items;
    this.rows = rows;
    this.acting = acting;
    this.findings = findings;
    this.agenda = agenda;
    this.ledger = ledger;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Does it. What was put off is not brought back by somebody who has not seen that it was: of that
   * they are told instead.
   */
  @Transactional
  public Outcome act(Desk desk, String item, Act act, Locale locale) {
    var row = inStep(desk, item).orElse(null);
    if (row == null) {
      return new Outcome.NotOnWorklist();
    }
    if (act instanceof Act.Acknowledge && isPutOff(row)) {
      accounts.keep(RecordAccess.onWorklist(desk.user(), row.patient()));
      return new Outcome.SomeoneWasFaster(rows.one(item, desk, locale).orElse(null));
    }
    return isQuestion(row) ? onQuestion(desk, row, act, locale) : onSignal(desk, row, act, locale);
  }

  /** Brings back what was put off, as seen; what others brought back meanwhile stays as it is. */
  @Transactional
  public Outcome wake(Desk desk, String item, Locale locale) {
    var row = inStep(desk, item).orElse(null);
    if (row == null) {
      return new Outcome.NotOnWorklist();
    }
    if (!isPutOff(row)) {
      accounts.keep(RecordAccess.onWorklist(desk.user(), row.patient()));
      return new Outcome.Done(rows.one(item, desk, locale).orElse(null));
    }
    agenda.back(row, desk.user());
    return isQuestion(row)
        ? done(desk, row, locale)
        : onSignal(desk, row, new Act.Acknowledge(), locale);
  }

  /**
   * A row in reach, with its client locked, and as its finding stands now. A question that is over
   * is asked no longer; what became of a signal is told by the chart.
   */
  private Optional<WorkItem> inStep(Desk desk, String item) {
    var client = items.patient(rows.reach(desk), item).flatMap(ledger::lock);
    var row = client.flatMap(locked -> items.find(item));
    if (row.filter(ActOnRow::isQuestion).isPresent()) {
      return row.filter(it -> it.gone().isEmpty());
    }
    client.ifPresent(agenda::follow);
    return row;
  }

  private static boolean isQuestion(WorkItem row) {
    return row.kind() == WorkItem.Kind.QUESTION;
  }

  private boolean isPutOff(WorkItem row) {
    var now = clock.instant();
    return row.rest().filter(it -> it.because() == Rest.Because.PUT_OFF).isPresent()
        || findings
            .find(new FindingKey(row.key()))
            .filter(finding -> !isQuestion(row))
            .flatMap(Finding::snoozedUntil)
            .filter(now::isBefore)
            .isPresent();
  }

  private Outcome onSignal(Desk desk, WorkItem row, Act act, Locale locale) {
    var outcome = acting.act(desk.of(row.patient()), new FindingKey(row.key()), act, locale);
    ledger.lock(row.patient()).ifPresent(agenda::follow);
    if (outcome instanceof ActOnFinding.Outcome.NoSuchSignal) {
      return new Outcome.NotOnWorklist();
    }
    if (outcome instanceof ActOnFinding.Outcome.NotUnderstood) {
      return new Outcome.NotUnderstood();
    }
    if (outcome instanceof ActOnFinding.Outcome.NobodyToAsk) {
      return new Outcome.NobodyToAsk();
    }
    var now = rows.one(row.key(), desk, locale).orElse(null);
    if (outcome instanceof ActOnFinding.Outcome.SomeoneWasFaster) {
      accounts.keep(RecordAccess.onWorklist(desk.user(), row.patient()));
      return new Outcome.SomeoneWasFaster(now);
    }
    return new Outcome.Done(now);
  }

  /** What it rests on is a prompt, about which the therapist alone does something. */
  private Outcome onQuestion(Desk desk, WorkItem row, Act act, Locale locale) {
    var now = clock.instant();
    if (act instanceof Act.Acknowledge) {
      agenda.seen(row, desk.user());
    } else if (act instanceof Act.Snooze snooze
        && snooze.until().isAfter(now)
        && snooze.until().isBefore(now.plus(LONGEST))) {
      agenda.putOff(row, snooze.until(), desk.user());
    } else {
      return new Outcome.NotUnderstood();
    }
    return done(desk, row, locale);
  }

  private Outcome done(Desk desk, WorkItem row, Locale locale) {
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
