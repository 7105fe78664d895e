package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.agenda.NextStep;
import org.attune.agenda.WorkActs;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/** Takes a row, gives it to somebody or leaves it; of two who do so at once the first counts. */
@ApplicationScoped
public class OwnRow {

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern PERSON = Pattern.compile("Practitioner/[A-Za-z0-9.-]{1,64}");

  private final WorkItems items;
  private final WorkActs acts;
  private final Rows rows;
  private final Ledger ledger;
  private final AccessLog accounts;
  private final Clock clock;

  @Inject
  OwnRow(
      WorkItems items, WorkActs acts, Rows rows, Ledger ledger, AccessLog accounts, Clock clock) {
    this.items = items;
    this.acts = acts;
    this.rows = rows;
    this.ledger = ledger;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * What is to be.
   *
   * @param owner who has it from now on, or null for nobody
   * @param from who had it when that was asked for, or null
   * @param step what they mean to do, or null for what the row says already
   * @param due by when, or null
   */
  public record Wish(
      @Nullable String owner,
      @Nullable String from,
      @Nullable NextStep step,
      @Nullable Instant due) {}

  /** Whether a text names a person as the EHR does. */
  static boolean isPerson(String text) {
    return PERSON.matcher(text).matches();
  }

  /** Does so, unless somebody else has it meanwhile. */
  @Transactional
  public Outcome own(Desk desk, String item, Wish wish, Locale locale) {
    var patient = items.patient(rows.reach(desk), item).orElse(null);
    if (patient == null || ledger.lock(patient).isEmpty()) {
      return new Outcome.NotOnWorklist();
    }
    var row = items.find(item).orElse(null);
    if (row == null || row.gone().isPresent()) {
      return new Outcome.NotOnWorklist();
    }
    if (!sensible(row, wish)) {
      return new Outcome.NotUnderstood();
    }
    if (!row.owner().equals(Optional.ofNullable(wish.from()))) {
      accounts.keep(RecordAccess.onWorklist(desk.user(), patient));
      return new Outcome.TakenBySomebody(rows.one(item, desk, locale).orElse(null));
    }
    var step = Objects.requireNonNullElse(wish.step(), row.step());
    acts.give(row, wish.owner(), step, wish.due(), desk.user(), clock.instant());
    accounts.keep(RecordAccess.act(desk.of(patient), "Task", RecordAccess.Outcome.DONE));
    return new Outcome.Done(rows.one(item, desk, locale).orElse(null));
  }

  /** A request is to one person, and given to nobody else. */
  private boolean sensible(WorkItem row, Wish wish) {
    var now = clock.instant();
    var owner = wish.owner();
    var due = wish.due();
    return row.kind() != WorkItem.Kind.REQUEST
        && (owner == null || isPerson(owner))
        && (due == null || (due.isAfter(now) && due.isBefore(now.plus(LONGEST))));
  }
}
