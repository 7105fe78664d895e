package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;

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
  private final RowHistory history;
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
      RowHistory history,
      Agenda agenda,
      Ledger ledger,
      AccessLog accounts,
      Clock clock) {
    this.items = items;
    this.rows = rows;
    this.acting = acting;
    this.findings = findings;
    this.history = history;
    this.agenda = agenda;
    this.ledger = ledger;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * What is to be done.
   *
   * @param from until when it was put off when that was asked for, or null
   */
  public record Wish(Act act, @Nullable Instant from) {}

  /**
   * Does it. What was put off is not brought back, put off to another day or set aside by somebody
   * who has not seen that it was: of that they are told instead.
   */
  @Transactional
  public Outcome act(Desk desk, String item, Wish wish, Locale locale) {
    var row = inStep(desk, item).orElse(null);
    if (row == null) {
      return new Outcome.NotOnWorklist();
    }
    var act = wish.act();
    if (isQuestion(row) && !ofQuestions(act)) {
      // What it rests on is a prompt, about which the therapist alone does something.
      return new Outcome.NotUnderstood();
    }
    var until = putOffUntil(row);
    if (overrules(wish, until)) {
      return faster(desk, row, until, locale);
    }
    return isQuestion(row) ? onQuestion(desk, row, act, locale) : onSignal(desk, row, act, locale);
  }

  private static boolean ofQuestions(Act act) {
    return act instanceof Act.Acknowledge || act instanceof Act.Snooze;
  }

  /**
   * Whether it would undo, unseen, what somebody else decided; to have seen a row undoes nothing.
   */
  private static boolean overrules(Wish wish, Optional<Instant> until) {
    if (wish.act() instanceof Act.Acknowledge) {
      return until.isPresent();
    }
    return wish.act().needsOpen() && !until.equals(Optional.ofNullable(wish.from()));
  }

  /** They are told how it stands, and so have read of the client. */
  private Outcome faster(Desk desk, WorkItem row, Optional<Instant> until, Locale locale) {
    accounts.keep(RecordAccess.onWorklist(desk.user(), row.patient()));
    var by = history.whoPutItOff(desk.of(row.patient()), row.key(), row.kind()).orElse(null);
    return new Outcome.SomeoneWasFaster(
        rows.one(row.key(), desk, locale).orElse(null),
        until.map(moment -> new Outcome.PutOff(by, moment)).orElse(null));
  }

  /** Brings back what was put off, as seen; what others brought back meanwhile stays as it is. */
  @Transactional
  public Outcome wake(Desk desk, String item, Locale locale) {
    var row = inStep(desk, item).orElse(null);
    if (row == null) {
      return new Outcome.NotOnWorklist();
    }
    if (putOffUntil(row).isEmpty()) {
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

  /** What lets a signal rest for longer may hide that somebody put it off, too. */
  private Optional<Instant> putOffUntil(WorkItem row) {
    var rest = row.rest().filter(it -> it.because() == Rest.Because.PUT_OFF).map(Rest::until);
    return isQuestion(row) ? rest : rest.or(() -> snoozedUntil(row));
  }

  private Optional<Instant> snoozedUntil(WorkItem row) {
    return findings
        .find(new FindingKey(row.key()))
        .flatMap(Finding::snoozedUntil)
        .filter(clock.instant()::isBefore);
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
    if (outcome instanceof ActOnFinding.Outcome.SomeoneWasFaster) {
      return faster(desk, row, Optional.empty(), locale);
    }
    return new Outcome.Done(rows.one(row.key(), desk, locale).orElse(null));
  }

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
        : act(desk, item, new Wish(new Act.Acknowledge(), null), locale);
  }
}
