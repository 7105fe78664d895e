package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.ehr.EhrUnavailable;
import org.attune.safety.Acceptance;
import org.jspecify.annotations.Nullable;

/** Goes on with every open hand-over, whether or not the rest of the round works. */
@ApplicationScoped
public class SafetyRound {

  private static final Logger LOG = Logger.getLogger(SafetyRound.class.getName());

  private final HandOver handOver;
  private final Acceptance acceptance;

  private volatile @Nullable String told;

  @Inject
  SafetyRound(HandOver handOver, Acceptance acceptance) {
    this.handOver = handOver;
    this.acceptance = acceptance;
  }

  /** Remembers when the record was first begun to be read. */
  void begin(Instant now) {
    handOver.begin(now);
  }

  /** Asks how each stands and goes on; time runs on even while the EHR is silent. */
  @Transactional(TxType.NEVER)
  public void goOn(Instant now) {
    boolean answers = true;
    for (var open : handOver.open()) {
      var state = Acceptance.State.WAITING;
      if (answers && !open.requests().isEmpty()) {
        try {
          state = acceptance.of(open.requests(), open.asMessage());
        } catch (EhrUnavailable silence) {
          answers = false;
        }
      }
      goOn(open, state, now);
    }
  }

  /** A fault with one must not keep the others waiting; it stays open and becomes overdue. */
  private void goOn(HandOver.Open open, Acceptance.State state, Instant now) {
    try {
      handOver.goOn(open.key(), state, now);
    } catch (RuntimeException fault) {
      LOG.log(
          Level.SEVERE,
          "A hand-over for safety could not go on and will be tried again: {0}",
          fault.getClass().getName());
    }
  }

  /** One sentence when something is in the way and one when it no longer is. */
  void tell(Instant now) {
    var trouble = handOver.standing(now).trouble().orElse(null);
    var before = told;
    if (trouble != null && !trouble.equals(before)) {
      LOG.severe(trouble);
    } else if (trouble == null && before != null) {
      LOG.info("Every hand-over for safety is looked after again.");
    }
    told = trouble;
  }
}
