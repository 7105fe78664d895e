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

/**
 * Takes people's edits in the EHR as their word: a Flag that somebody closed is set aside until
 * there is new evidence, what somebody answered has been seen. Each edit counts once.
 */
@ApplicationScoped
public class ChartEdits {

  private static final Pattern FLAG = Pattern.compile("[0-9a-f]{64}(\\.\\d+)?");
  private static final Pattern GOAL = Pattern.compile("[0-9a-f]{64}\\.goal");
  private static final int KEY = 64;

  private final EntityManager database;
  private final Ledger ledger;
  private final PendingWrites writes;

  @Inject
  ChartEdits(EntityManager database, Ledger ledger, PendingWrites writes) {
    this.database = database;
    this.ledger = ledger;
    this.writes = writes;
  }

  /** From when on to read; empty while the EHR has nothing of ours that people could edit. */
  @Transactional
  public Optional<Instant> position() {
    boolean nothing =
        database
            .createQuery(
                "select w.id from PendingWrite w where w.everTried = true and w.kind in :kinds",
                String.class)
            .setParameter("kinds", List.of(WriteKind.FLAG, WriteKind.GOAL))
            .setMaxResults(1)
            .getResultList()
            .isEmpty();
    if (nothing) {
      return Optional.empty();
    }
    var position = database.find(OwnRecordsPosition.class, OwnRecordsPosition.ONLY);
    return Optional.of(position == null ? Instant.EPOCH : position.since());
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
    var kind = kind(edit.name());
    if (kind.isEmpty()) {
      return false;
    }
    var key = edit.name().substring(0, KEY);
    var finding = database.find(Finding.class, key);
    if (finding == null || (!edit.sure() && !settled(key, kind.get(), edit))) {
      return false;
    }
    var client = ledger.lock(finding.course().patient());
    database.refresh(finding);
    if (database.find(ChartEdit.class, ChartEdit.id(edit)) != null) {
      return false;
    }
    database.persist(new ChartEdit(edit, key, kind.get(), now));
    if (edit.what() == Edit.What.CLOSED) {
      if (finding.closedByAPerson(edit.name(), now)) {
        writes.queue(finding, now);
      }
    } else {
      finding.acknowledge(now);
    }
    client.ifPresent(it -> it.lookSoon());
    return true;
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
    return GOAL.matcher(name).matches() ? Optional.of(WriteKind.GOAL) : Optional.empty();
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
