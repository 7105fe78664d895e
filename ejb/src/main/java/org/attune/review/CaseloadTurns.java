package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.attune.findings.FindingKey;
import org.attune.findings.GoingLive;
import org.attune.findings.Modes;
import org.attune.ledger.Ledger;
import org.attune.therapy.PatientId;

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

  /** Whose turn has come, by client. */
  Map<PatientId, Set<FindingKey>> next(Instant now) {
    return goingLive.turns(now);
  }
}
