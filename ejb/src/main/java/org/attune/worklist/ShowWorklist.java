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
import java.util.stream.Collectors;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.agenda.Cursor;
import org.attune.agenda.Wanted;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.catalogue.Catalogue;
import org.attune.findings.Modes;
import org.attune.therapy.PatientId;
import org.attune.worklist.WorklistView.ChangesView;
import org.attune.worklist.WorklistView.CountsView;
import org.attune.worklist.WorklistView.Gone;
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

  /** More than that had better be read anew. */
  private static final int MOST_CHANGES = 200;

  /** More than that is only told to be more. */
  private static final long MOST_COUNTED = 1_000;

  /**
   * What is written down now may be seen by others only when its transaction ends: whoever asks
   * what has changed is told a little of it twice, so that nothing is missed.
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
        Math.min(MOST_COUNTED, counts.goals()),
        Math.min(MOST_COUNTED, counts.resting()),
        Math.min(MOST_COUNTED, items.leftOut(reach)));
  }

  /**
   * What has changed since a moment that an earlier answer named. Who has a row before them need
   * not read the list anew; rows that have come are counted and not told of.
   */
  @Transactional
  public ChangesView changes(Desk desk, Instant since, Locale locale) {
    var now = clock.instant();
    var next = now.minus(OVERLAP);
    boolean sensible = since.isAfter(now.minus(LONGEST)) && !since.isAfter(now.plus(LONGEST));
    var changes = sensible ? items.changes(rows.reach(desk), since, MOST_CHANGES) : null;
    if (changes == null || changes.tooMany()) {
      return new ChangesView(next, List.of(), List.of(), 0, true);
    }
    var listed =
        changes.rows().stream().collect(Collectors.partitioningBy(row -> row.place().isPresent()));
    var stand = listed.getOrDefault(true, List.of());
    var before = stand.stream().filter(row -> row.entered().isBefore(since)).toList();
    var shown = rows.of(before, desk, locale);
    accounts.keepAll(looks(desk, shown));
    var gone = listed.getOrDefault(false, List.of()).stream().map(ShowWorklist::gone).toList();
    return new ChangesView(next, shown, gone, stand.size() - before.size(), false);
  }

  private static Gone gone(WorkItem row) {
    return new Gone(row.key(), row.rest().map(it -> Catalogue.key(it.because())).orElse("over"));
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
