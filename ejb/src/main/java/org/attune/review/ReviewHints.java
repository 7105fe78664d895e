package org.attune.review;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import org.attune.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Asks for looks at clients, through the server's broker, so that all threads and all nodes share
 * them. A message names nobody and tells nothing: it holds a pseudonym, which is its last-value key
 * too, so that of several for one client only one waits. It is a hint; what must be looked at
 * stands in the database, and every round asks anew.
 */
@ApplicationScoped
public class ReviewHints {

  /** Where the hints wait, as install.cli makes it. */
  static final String QUEUE = "java:/jms/queue/AttuneReviews";

  /** The property in which a hint says whom it is about. */
  static final String CLIENT = "attuneClient";

  /** Of two messages with the same value of this property, the broker keeps the later one. */
  private static final String LAST_VALUE = "_AMQ_LVQ_NAME";

  private static final int AT_A_TIME = 500;

  private final Ledger ledger;

  @Resource(lookup = "java:/ConnectionFactory")
  private @Nullable ConnectionFactory broker;

  @Resource(lookup = QUEUE)
  private @Nullable Queue queue;

  @Inject
  ReviewHints(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Asks for a look at everybody who is due.
   *
   * @throws BrokerSilent when the broker takes no messages
   */
  @Transactional(TxType.NEVER)
  public void askForAllDue(Instant now) throws BrokerSilent {
    var next = ledger.duePseudonyms(now, "", AT_A_TIME);
    while (!next.isEmpty()) {
      ask(next);
      next = ledger.duePseudonyms(now, next.get(next.size() - 1), AT_A_TIME);
    }
  }

  private void ask(List<String> pseudonyms) throws BrokerSilent {
    var factory = broker;
    if (factory == null) {
      throw new BrokerSilent(null);
    }
    try (var context = factory.createContext()) {
      // Whoever is due stands in the database: a hint need not outlive the broker, nor wait for it
      // to be written to a disk.
      var sender = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      for (var each : pseudonyms) {
        sender.clearProperties().setProperty(CLIENT, each).setProperty(LAST_VALUE, each);
        sender.send(queue, context.createMessage());
      }
    } catch (JMSRuntimeException silence) {
      throw new BrokerSilent(silence);
    }
  }

  /** The server's broker takes no messages; the next round asks again. */
  public static final class BrokerSilent extends Exception {

    private static final long serialVersionUID = 1L;

    BrokerSilent(@Nullable Throwable cause) {
      super(
          "The server's message broker takes no messages, so nobody can be looked at: see that"
              + " the queue AttuneReviews is there (install.cli makes it) and not full.",
          cause);
    }
  }
}
