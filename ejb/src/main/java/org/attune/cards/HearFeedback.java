package org.attune.cards;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.attune.ledger.Ledger;
import org.attune.writeback.PendingWrites;
import org.jspecify.annotations.Nullable;

/**
 * Takes what people did with a card as their word: one that was followed, or put away without a
 * reason, has been seen; one that was put away for a reason is set aside until there is new
 * evidence.
 */
@ApplicationScoped
public class HearFeedback {

  private final EntityManager database;
  private final Ledger ledger;
  private final PendingWrites writes;
  private final Clock clock;

  @Inject
  HearFeedback(EntityManager database, Ledger ledger, PendingWrites writes, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.writes = writes;
    this.clock = clock;
  }

  /**
   * Hears of one card. The same said twice changes nothing.
   *
   * @param card which card
   * @param reason why it was put away, or null where it was followed or nobody said
   * @return whether there is such a card
   */
  @Transactional
  public boolean hear(UUID card, @Nullable Dismissal reason) {
    var finding = finding(card).orElse(null);
    if (finding == null) {
      return false;
    }
    ledger.lock(finding.course().patient());
    database.refresh(finding);
    var now = clock.instant();
    if (reason == null) {
      finding.acknowledge(now);
    } else {
      finding.dismiss(now, reason);
    }
    writes.queue(finding, now);
    return true;
  }

  private Optional<Finding> finding(UUID card) {
    return database
        .createQuery("select f from Finding f where f.key like :beginning", Finding.class)
        .setParameter("beginning", Card.beginning(card) + "%")
        .getResultStream()
        .filter(finding -> Card.id(finding.key()).equals(card))
        .findFirst();
  }
}
