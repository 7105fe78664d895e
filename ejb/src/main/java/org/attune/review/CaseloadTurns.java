package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.attune.findings.GoingLive;
import org.attune.findings.Modes;
import org.attune.ledger.Ledger;

/** Notices when rules go live, and gives those findings their turn that had to wait for it. */
@ApplicationScoped
public class CaseloadTurns {

  private final Modes modes;
  private final GoingLive goingLive;
  private final Ledger ledger;

  @Inject
  CaseloadTurns(Modes modes, GoingLive goingLive, Ledger ledger) {
    this.modes = modes;
    this.goingLive = goingLive;
    this.ledger = ledger;
  }

  /** Remembers changes of mode; clients of whom something was held back are due at a going live. */
  @Transactional
  public void begin(Instant now) {
    if (modes.note(now)) {
      ledger.lookSoon(goingLive.held());
    }
  }

  /** Lets those out whose turn has come; tells whether any client is due for that. */
  @Transactional
  public boolean give(Instant now) {
    var turns = goingLive.turns(now);
    turns.forEach(
        (patient, keys) ->
            ledger
                .lock(patient)
                .ifPresent(
                    client -> {
                      goingLive.letOut(keys, now);
                      client.lookSoon();
                    }));
    return !turns.isEmpty();
  }
}
