package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.agenda.Cursor;
import org.attune.agenda.Reach;
import org.attune.agenda.Wanted;
import org.attune.agenda.WorkItems;
import org.attune.findings.Modes;
import org.attune.therapy.PatientId;
import org.attune.worklist.WorklistView.ChangesView;
import org.attune.worklist.WorklistView.CountsView;
import org.attune.worklist.WorklistView.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Shows a worklist, from what is kept alone; every client who is shown is accounted for by name, as
 * a look at their chart would be.
 */
@ApplicationScoped
public class ShowWorklist {

  /** So many rows can be read at once. */
  public static final int ROWS = 50;

  /** So many rows may be before somebody who asks what has changed. */
  public static final int MOST_HELD = 200;

  /** When more than that have come, the list had better be read anew. */
  private static final int MOST_FRESH = 200;

  /** More than that is only told to be more. */
  private static final long MOST_COUNTED = 1_000;

  /**
   * What is written down now may be seen by others only when its transaction ends: what has come a
   * little before a list was read may not be on it, and is new to whoever has it before them.
   */
  static final Duration OVERLAP = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofHours(12);

  private static final String PATIENT = "Patient/";

  private final WorkItems items;
  private final Rows rows;
  private final Modes modes;
  private final AccessLog accounts;
  private final ZoneId zone;
  private final Clock clock;

  @Inject
  public ShowWorklist(
      WorkItems items, Rows rows, Modes modes, AccessLog accounts, ZoneId zone, Clock clock) {
    this.items = items;
    this.rows = rows;
    this.modes = modes;
    this.accounts = accounts;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * One page of it.
   *
   * @param from as {@link WorklistView#next()} or {@link WorklistView#previous()} has it, or null
   */
  @Transactional
  public WorklistView show(Desk desk, Wanted wanted, @Nullable Cursor from, Locale locale) {
    var page = items.page(rows.reach(desk), wanted, from, ROWS);
    var shown = rows.of(page.rows(), desk, locale);
    accounts.keepAll(looks(desk, shown));
    var now = clock.instant();
    return new WorklistView(
        now,
        zone.getId(),
        locale.getLanguage(),
        modes.site(),
        shown,
        word(page.next()),
        word(page.previous()),
        now.minus(OVERLAP));
  }

  private static @Nullable String word(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.word();
  }

  /** How many rows there are, without naming anybody. */
  @Transactional
  public CountsView counts(Desk desk) {
    var reach = rows.reach(desk);
    var counts = items.counts(reach);
    return new CountsView(
        Math.min(MOST_COUNTED, counts.all()),
        Math.min(MOST_COUNTED, counts.unseen()),
        Math.min(MOST_COUNTED, counts.mine()),
        Math.min(MOST_COUNTED, counts.nobodys()),
        Rows.decides(desk) ? Math.min(MOST_COUNTED, counts.goals()) : 0,
        Math.min(MOST_COUNTED, counts.resting()),
        Math.min(MOST_COUNTED, items.leftOut(reach)));
  }

  /**
   * What somebody has before them.
   *
   * @param since as {@link WorklistView#since()} has it
   * @param wanted which rows they asked for
   * @param rows the version of each that they have, at most {@link #MOST_HELD}
   */
  public record Held(Instant since, Wanted wanted, Map<String, Long> rows) {
    public Held {
      rows = Map.copyOf(rows);
    }
  }

  /**
   * What has changed of what somebody has before them. Each row is told, and accounted for, once in
   * each version of it; rows that have come are counted and not told of.
   */
  @Transactional
  public ChangesView changes(Desk desk, Held held, Locale locale) {
    var reach = rows.reach(desk);
    var stand = items.versions(reach, held.rows().keySet());
    var newer =
        stand.entrySet().stream()
            .filter(each -> each.getValue() > held.rows().getOrDefault(each.getKey(), 0L))
            .map(Map.Entry::getKey)
            .toList();
    var shown = rows.of(items.these(reach, newer), desk, locale);
    accounts.keepAll(looks(desk, shown));
    var gone = held.rows().keySet().stream().filter(each -> !stand.containsKey(each)).toList();
    var fresh = fresh(reach, held);
    return new ChangesView(shown, gone, Math.min(MOST_FRESH, fresh), fresh > MOST_FRESH);
  }

  /**
   * How many rows have come that somebody has not before them; of a senseless moment, many. To
   * those that rest none comes by itself.
   */
  private long fresh(Reach reach, Held held) {
    if (held.wanted().resting()) {
      return 0;
    }
    var now = clock.instant();
    var since = held.since();
    if (since.isBefore(now.minus(LONGEST)) || since.isAfter(now.plus(LONGEST))) {
      return MOST_FRESH + 1;
    }
    return items.placed(reach, held.wanted(), since, MOST_FRESH + MOST_HELD + 1).stream()
        .filter(each -> !held.rows().containsKey(each))
        .count();
  }

  /** Each client who is shown is accounted for, once. */
  static List<RecordAccess> looks(Desk desk, List<RowView> shown) {
    return shown.stream()
        .map(RowView::patient)
        .distinct()
        .map(patient -> new PatientId(patient.substring(PATIENT.length())))
        .map(patient -> RecordAccess.onWorklist(desk.user(), patient))
        .toList();
  }
}
