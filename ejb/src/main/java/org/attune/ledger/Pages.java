package org.attune.ledger;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.Feed;
import org.hibernate.Session;

/**
 * Takes pages within the transaction that runs. While a type of resource is read for the first
 * time, nothing of a page is known, and asking costs as much as keeping: a long page is taken for
 * new, and where the database finds that something of it stands there, the page is taken back and
 * taken anew. What this remembers is only what to try first.
 */
final class Pages {

  /** Changes come in smaller numbers. */
  private static final int LONG = 50;

  private final EntityManager database;

  /** Of which types something of the last long page was known. */
  private final Set<String> met = ConcurrentHashMap.newKeySet();

  Pages(EntityManager database) {
    this.database = database;
  }

  /** What came of taking a page. */
  Intake take(List<ChartEntry> entries, Set<Feed> started, Instant now) {
    // What is loaded by its key is asked of the database: that must have heard of it.
    database.flush();
    if (entries.size() < LONG) {
      return known(entries, started, now);
    }
    var type = entries.get(0).source().type();
    if (!met.contains(type)) {
      var intake = new Intake(database, started, now);
      if (isNew(intake, entries)) {
        return intake;
      }
      met.add(type);
    }
    var intake = known(entries, started, now);
    if (intake.knewNothing()) {
      met.remove(type);
    }
    return intake;
  }

  private Intake known(List<ChartEntry> entries, Set<Feed> started, Instant now) {
    var intake = new Intake(database, started, now);
    try {
      intake.take(entries);
    } catch (AlreadyKnown meanwhile) {
      // Somebody else took the same in this moment: whoever comes next sees what they left.
      throw new IllegalStateException(meanwhile);
    }
    return intake;
  }

  private boolean isNew(Intake intake, List<ChartEntry> entries) {
    // Going back lets go of all that waits to be written: nothing does by now.
    execute("savepoint page");
    try {
      intake.takeAsNew(entries);
      execute("release savepoint page");
      return true;
    } catch (AlreadyKnown known) {
      database.clear();
      execute("rollback to savepoint page");
      return false;
    }
  }

  // By words: within a container's transaction a connection may not be asked for it.
  private void execute(String words) {
    database
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute(words);
              }
            });
  }
}
