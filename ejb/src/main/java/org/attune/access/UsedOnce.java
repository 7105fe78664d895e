package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;

/** Remembers, for all nodes, what may be used once only, for as long as it could be used again. */
@ApplicationScoped
public class UsedOnce {

  private final EntityManager database;
  private final Clock clock;

  @Inject
  UsedOnce(EntityManager database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Uses a word up. Of several at once that use the same, one is told that it was first; the others
   * are told no, or fail because the database lets in one.
   *
   * @param until from when on it could not be used again anyway
   * @throws PersistenceException when another used it in the same moment
   */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean first(String word, Instant until) {
    database
        .createQuery("delete from UsedWord w where w.until <= :now")
        .setParameter("now", clock.instant())
        .executeUpdate();
    var digest = SecretWord.digest(word);
    if (database.find(UsedWord.class, digest) != null) {
      return false;
    }
    database.persist(new UsedWord(digest, until));
    database.flush();
    return true;
  }
}
