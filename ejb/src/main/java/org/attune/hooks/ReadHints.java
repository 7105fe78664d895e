package org.attune.hooks;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a round through the server's broker, so that one of the nodes makes it. Of many hints
 * one waits; it says nothing but when it was given. A hint may get lost: then the record is read
 * when its turn comes.
 */
@ApplicationScoped
public class ReadHints {

  /** Where the hints wait, as install.cli makes it. */
  public static final String QUEUE = "java:/jms/queue/AttuneReads";

  /** The property in which a hint says when it was given, in milliseconds since 1970. */
  public static final String GIVEN = "attuneGiven";

  /** The property that a hint has where it was not the EHR who gave it. */
  public static final String OURS = "attuneOurs";

  /** Of two messages with the same value of this property, the broker keeps the later one. */
  private static final String LAST_VALUE = "_AMQ_LVQ_NAME";

  @Resource(lookup = "java:/ConnectionFactory")
  private @Nullable ConnectionFactory broker;

  @Resource(lookup = QUEUE)
  private @Nullable Queue queue;

  private final Clock clock;

  @Inject
  ReadHints(Clock clock) {
    this.clock = clock;
  }

  /** Gives one for the EHR; returns whether the broker took it. */
  boolean give(Instant now) {
    return give(now, "read", false);
  }

  /**
   * Gives one of our own, because there is more to do than when the last round began; returns
   * whether the broker took it.
   */
  public boolean goOn(Instant now) {
    return give(now, "go on", true);
  }

  /** Gives one of our own once what was done is committed. */
  void goOn(@Observes(during = TransactionPhase.AFTER_SUCCESS) MoreToDo more) {
    goOn(clock.instant());
  }

  /** The EHR's hints and ours wait beside each other, so that neither hides the other. */
  private boolean give(Instant now, String kind, boolean ours) {
    var factory = broker;
    if (factory == null) {
      return false;
    }
    try (var context = factory.createContext()) {
      context
          .createProducer()
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setProperty(GIVEN, now.toEpochMilli())
          .setProperty(OURS, ours)
          .setProperty(LAST_VALUE, kind)
          .send(queue, context.createMessage());
      return true;
    } catch (JMSRuntimeException silence) {
      return false;
    }
  }
}
