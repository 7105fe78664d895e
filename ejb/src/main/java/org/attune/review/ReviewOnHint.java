package org.attune.review;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.ledger.Ledger;
import org.attune.norms.ServiceFigures;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a client when a hint says so. The look is one local transaction that locks the client,
 * so that of two at a time the second sees what the first has kept. A look that fails is tried
 * again by the broker, soon and a few times; then the hint lies among the dead letters for IT, and
 * the client's turn comes again within the hour.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = ReviewHints.QUEUE),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReviewOnHint implements MessageListener {

  private static final Logger LOG = Logger.getLogger(ReviewOnHint.class.getName());

  @Inject private @Nullable Ledger ledger;
  @Inject private @Nullable ServiceFigures figures;
  @Inject private @Nullable ReviewCourse review;
  @Inject private @Nullable LooksHere looks;
  @Inject private @Nullable Clock clock;

  @Override
  public void onMessage(Message hint) {
    var known = ledger;
    if (known != null) {
      known.behind(client(hint)).ifPresent(this::look);
    }
  }

  private void look(PatientId patient) {
    var norms = figures;
    var looking = review;
    var made = looks;
    var time = clock;
    if (norms == null || looking == null || made == null || time == null) {
      return;
    }
    try {
      var looked = looking.look(patient, norms.current(), time.instant());
      if (looked.due()) {
        made.oneMore();
      }
    } catch (RuntimeException fault) {
      // The message of a foreign exception may hold anything; its class and our line are enough.
      LOG.log(
          Level.WARNING,
          "One client could not be looked at; it is tried again soon, and within the hour: {0}",
          place(fault));
      looking.postpone(patient, time.instant());
      throw new LookFailed();
    }
  }

  private static String client(Message hint) {
    try {
      var pseudonym = hint.getStringProperty(ReviewHints.CLIENT);
      return pseudonym == null ? "" : pseudonym;
    } catch (JMSException unreadable) {
      return "";
    }
  }

  private static String place(Throwable fault) {
    var root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var frames = root.getStackTrace();
    return root.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }

  /** Tells the broker to try again; without the cause, which the server would write to its log. */
  private static final class LookFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LookFailed() {
      super("A look at one client failed; the reason stands in attune.log.", null, false, false);
    }
  }
}
