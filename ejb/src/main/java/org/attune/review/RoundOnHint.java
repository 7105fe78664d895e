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
import java.time.Instant;
import org.attune.hooks.Hooks;
import org.attune.hooks.ReadHints;
import org.jspecify.annotations.Nullable;

/** Has a round made soon when a hint says that there is something to read or to judge. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = ReadHints.QUEUE),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoundOnHint implements MessageListener {

  @Inject private @Nullable Rounds rounds;
  @Inject private @Nullable Hooks hooks;
  @Inject private @Nullable Clock clock;

  @Override
  public void onMessage(Message hint) {
    var wanted = rounds;
    var book = hooks;
    var time = clock;
    if (wanted != null && book != null && time != null) {
      var given = given(hint, time.instant());
      wanted.soon(given);
      if (!ours(hint)) {
        book.heard(given);
      }
    }
  }

  private static boolean ours(Message hint) {
    try {
      return hint.propertyExists(ReadHints.OURS) && hint.getBooleanProperty(ReadHints.OURS);
    } catch (JMSException unreadable) {
      return false;
    }
  }

  private static Instant given(Message hint, Instant otherwise) {
    try {
      return hint.propertyExists(ReadHints.GIVEN)
          ? Instant.ofEpochMilli(hint.getLongProperty(ReadHints.GIVEN))
          : otherwise;
    } catch (JMSException unreadable) {
      return otherwise;
    }
  }
}
