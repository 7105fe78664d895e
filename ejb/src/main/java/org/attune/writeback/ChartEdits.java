package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.findings.Finding;
import org.attune.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Takes people's edits in the EHR as their word: a Flag that somebody closed is set aside until
 * there is new evidence, what somebody answered has been seen. Each edit counts once. Of a Task it
 * counts how far it is; that lets a row rest, and leaves the finding as it is.
 */
@ApplicationScoped
public class ChartEdits {

  private static final Pattern FLAG = Pattern.compile("[0-9a-f]{64}(\\.\\d+)?");
  private static final Pattern OTHER = Pattern.compile("[0-9a-f]{64}(\\.[a-z-]+)");
  private static final Map<String, WriteKind> BY_SUFFIX =
      Map.of(
          ".goal", WriteKind.GOAL,
          ".activity", WriteKind.ACTIVITY,
          ".task", WriteKind.TASK,
          ".consult", WriteKind.CONSULT,
          ".goal-task", WriteKind.TAKE_UP);
  private static final int KEY = 64;

  private final EntityManager database;
  private final Ledger ledger;
  private final PendingWrites writes;
  private final TaskEdits tasks;

  @Inject
  ChartEdits(EntityManager database, Ledger ledger, PendingWrites writes, TaskEdits tasks) {
    this.database = database;
    this.ledger = ledger;
    this.writes = writes;
    this.tasks = tasks;
  }

  /** From when on to read; empty while the EHR has nothing of ours that people could edit. */
  @Transactional
  public Optional<Instant> position() {
    if (!everTried(List.of(WriteKind.FLAG, WriteKind.GOAL)) && !asksOfPeople()) {
      return Optional.empty();
    }
    var position = database.find(OwnRecordsPosition.class, OwnRecordsPosition.ONLY);
    return Optional.of(position == null ? Instant.EPOCH : position.since());
  }

  /** Whether the EHR may have Tasks of ours that people could complete. */
  @Transactional
  public boolean asksOfPeople() {
    return everTried(TaskEdits.KINDS);
  }

  private boolean everTried(List<WriteKind> kinds) {
    return !database
        .createQuery(
            "select w.id from PendingWrite w where w.everTried = true and w.kind in :kinds",
            String.class)
        .setParameter("kinds", kinds)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** What people did since a moment is read again; each edit counts once all the same. */
  @Transactional
  public void readAgainSince(Instant moment) {
    var position = database.find(OwnRecordsPosition.class, OwnRecordsPosition.ONLY);
    if (position != null && position.since().isAfter(moment)) {
      position.read(moment);
    }
  }

  /** Everything until then was read. */
  @Transactional
  public void read(Instant until) {
    var position = database.find(OwnRecordsPosition.class, OwnRecordsPosition.ONLY);
    if (position == null) {
      database.persist(new OwnRecordsPosition(until));
    } else {
      position.read(until);
    }
  }

  /** Takes one edit in; tells whether it was news. */
  @Transactional
  public boolean hear(Edit edit, Instant now) {
    var kind = kind(edit.name()).filter(it -> TaskEdits.KINDS.contains(it) == edit.what().ofTask());
    if (kind.isEmpty()) {
      return false;
    }
    var key = edit.name().substring(0, KEY);
    var finding = database.find(Finding.class, key);
    if (finding == null
        || !isNews(edit, key, kind.get())
        || (!edit.sure() && !settled(key, kind.get(), edit))) {
      return false;
    }
    var client = ledger.lock(finding.course().patient());
    database.refresh(finding);
    if (!isNews(edit, key, kind.get()) || isByWhoIsInQuestion(edit, finding)) {
      return false;
    }
    keep(edit, key, kind.get(), now);
    if (edit.what() == Edit.What.CLOSED) {
      if (finding.closedByAPerson(edit.name(), now)) {
        writes.queue(finding, now);
      }
    } else if (!edit.what().ofTask()) {
      finding.acknowledge(now);
    }
    client.ifPresent(it -> it.lookSoon());
    return true;
  }

  /**
   * Whether nobody has heard of it. A Task may go to and fro; that it is to be done is no news
   * unless it was over, and a double of it tells nothing of the one that was completed.
   */
  private boolean isNews(Edit edit, String key, WriteKind kind) {
    if (!edit.what().ofTask()) {
      return heard(edit) == null;
    }
    var before = tasks.latest(key, kind).orElse(null);
    boolean done = edit.what() == Edit.What.COMPLETED;
    if (before == null) {
      return edit.what() != Edit.What.UNDER_WAY;
    }
    return before.what() != edit.what()
        && (done || before.resource().sameResource(edit.resource()));
  }

  private @Nullable ChartEdit heard(Edit edit) {
    return database.find(ChartEdit.class, ChartEdit.id(edit));
  }

  private void keep(Edit edit, String key, WriteKind kind, Instant now) {
    var heard = heard(edit);
    if (heard == null) {
      database.persist(new ChartEdit(edit, key, kind, now));
    } else {
      heard.again(edit, now);
    }
  }

  /** A request for somebody else's ears is not done by those whom it passes by. */
  private static boolean isByWhoIsInQuestion(Edit edit, Finding finding) {
    return edit.what() == Edit.What.COMPLETED
        && edit.name().endsWith(".task")
        && finding.therapists().stream()
            .anyMatch(each -> ("Practitioner/" + each.value()).equals(edit.owner()));
  }

  /** How often people did what. */
  @Transactional
  public Map<Edit.What, Long> counts() {
    var counts = new EnumMap<Edit.What, Long>(Edit.What.class);
    database
        .createQuery("select e.what, count(e) from ChartEdit e group by e.what", Object[].class)
        .getResultList()
        .forEach(row -> counts.put((Edit.What) row[0], (Long) row[1]));
    return counts;
  }

  private static Optional<WriteKind> kind(String name) {
    if (FLAG.matcher(name).matches()) {
      return Optional.of(WriteKind.FLAG);
    }
    var other = OTHER.matcher(name);
    return other.matches() ? Optional.ofNullable(BY_SUFFIX.get(other.group(1))) : Optional.empty();
  }

  /** Without our mark only what is not as we left it, while we want nothing else, is a person's. */
  private boolean settled(String key, WriteKind kind, Edit edit) {
    var write = database.find(PendingWrite.class, PendingWrite.id(key, kind));
    return write != null
        && write.state() == PendingWrite.State.SENT
        && edit.resource().version() != null
        && !edit.resource().equals(write.resource());
  }
}
