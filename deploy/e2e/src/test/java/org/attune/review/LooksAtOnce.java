package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.lang.reflect.Proxy;
import java.time.Instant;
import org.attune.ledger.Ledger;

/**
 * Stands in for the broker: what would be asked for by a hint is looked at by the same listener, at
 * once and on the same thread.
 */
@ApplicationScoped
public class LooksAtOnce extends ReviewHints {

  private static final int AT_A_TIME = 500;

  private final Ledger known;
  private final BeanManager beans;

  @Inject
  LooksAtOnce(Ledger ledger, BeanManager beans) {
    super(ledger);
    this.known = ledger;
    this.beans = beans;
  }

  @Override
  public void askForAllDue(Instant now) {
    var listener = new Unmanaged<>(beans, ReviewOnHint.class).newInstance().produce().inject();
    for (var each : known.duePseudonyms(now, "", AT_A_TIME)) {
      listener.get().onMessage(hint(each));
    }
  }

  private static Message hint(String pseudonym) {
    return (Message)
        Proxy.newProxyInstance(
            Message.class.getClassLoader(),
            new Class<?>[] {Message.class},
            (proxy, method, arguments) ->
                method.getName().equals("getStringProperty") ? pseudonym : null);
  }
}
