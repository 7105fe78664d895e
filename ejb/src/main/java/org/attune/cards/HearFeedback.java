package org.attune.cards;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.attune.chart.Act;
import org.attune.chart.ActOnFinding;
import org.attune.findings.Dismissal;
import org.attune.findings.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Takes what people did with a card as their word: one that was followed, or put away without a
 * reason, has been seen; one that was put away for a reason is set aside until there is new
 * evidence. It is done as on the page of the chart, and accounted for as there.
 */
@ApplicationScoped
public class HearFeedback {

  private final EntityManager database;
  private final ActOnFinding acts;

  @Inject
  HearFeedback(EntityManager database, ActOnFinding acts) {
    this.database = database;
    this.acts = acts;
  }

  /**
   * Hears of one card. The same said twice changes nothing.
   *
   * @param card which card
   * @param reason why it was put away, or null where it was followed or nobody said
   * @param person who, such as {@code Practitioner/7}; empty where the EHR does not say
   * @return whether there is such a card
   */
  @Transactional
  public boolean hear(UUID card, @Nullable Dismissal reason, String person) {
    var finding = finding(card);
    finding.ifPresent(it -> acts.hear(person, it.key(), act(reason)));
    return finding.isPresent();
  }

  private static Act act(@Nullable Dismissal reason) {
    if (reason == null) {
      return new Act.Acknowledge();
    }
    return reason == Dismissal.CLIENT_CHOICE
        ? new Act.ClientChoice(null)
        : new Act.Dismiss(reason, null);
  }

  /** Only what may be on the chart has ever had a card. */
  private Optional<Finding> finding(UUID card) {
    return database
        .createQuery("select f from Finding f where f.key like :beginning", Finding.class)
        .setParameter("beginning", Card.beginning(card) + "%")
        .getResultStream()
        .filter(Finding::forChart)
        .filter(finding -> Card.id(finding.key()).equals(card))
        .findFirst();
  }
}
