package org.attune.backfill;

import jakarta.batch.api.AbstractBatchlet;
import java.time.Duration;
import org.attune.ehr.EhrUnavailable;

/**
 * A step that waits for an EHR that does not answer, longer each time, until it is stopped or
 * another node has taken over.
 */
abstract class Patience extends AbstractBatchlet {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** An EHR that asks for more patience than that is asked again all the same. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static final Duration SLICE = Duration.ofMillis(250);

  private final LoadSteps steps;
  private volatile boolean stopped;
  private Duration pause = Duration.ofSeconds(1);

  Patience(LoadSteps steps) {
    this.steps = steps;
  }

  /** What is to be done; returns whether it is done. */
  abstract boolean goOn() throws EhrUnavailable;

  /** The EHR does not answer; this is tried again. */
  abstract void silent(EhrUnavailable silence);

  @Override
  public String process() {
    boolean done = false;
    while (!done && !stopped()) {
      try {
        done = goOn();
        pause = Duration.ofSeconds(1);
      } catch (EhrUnavailable silence) {
        silent(silence);
        rest(silence.retryAfter().orElse(pause));
        pause = shorter(pause.multipliedBy(2), LONGEST);
      }
    }
    return done ? "DONE" : "STOPPED";
  }

  @Override
  public void stop() {
    stopped = true;
  }

  /** Whether to stop at the next good place. */
  boolean stopped() {
    return stopped || steps.takenOver();
  }

  final void rest(Duration wanted) {
    try {
      for (var left = asFarAsFits(wanted); left.toMillis() > 0 && !stopped(); ) {
        Thread.sleep(shorter(left, SLICE).toMillis());
        left = left.minus(SLICE);
        steps.waits();
      }
    } catch (InterruptedException goingDown) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  static Duration asFarAsFits(Duration wanted) {
    return shorter(wanted, LONGEST_ASKED);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
