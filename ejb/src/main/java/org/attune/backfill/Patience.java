package org.attune.backfill;

import jakarta.batch.api.AbstractBatchlet;
import java.time.Duration;
import org.attune.ehr.EhrUnavailable;

/** A step that waits for an EHR that does not answer, longer each time, until it is stopped. */
abstract class Patience extends AbstractBatchlet {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration SLICE = Duration.ofMillis(250);

  private volatile boolean stopped;
  private Duration pause = Duration.ofSeconds(1);

  /** What is to be done; returns whether it is done. */
  abstract boolean goOn() throws EhrUnavailable;

  /** Somebody waits. */
  abstract void waits(EhrUnavailable silence);

  @Override
  public String process() {
    boolean done = false;
    while (!done && !stopped) {
      try {
        done = goOn();
        pause = Duration.ofSeconds(1);
      } catch (EhrUnavailable silence) {
        waits(silence);
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

  boolean stopped() {
    return stopped;
  }

  final void rest(Duration wanted) {
    try {
      for (var left = shorter(wanted, LONGEST); left.toMillis() > 0 && !stopped; ) {
        Thread.sleep(shorter(left, SLICE).toMillis());
        left = left.minus(SLICE);
      }
    } catch (InterruptedException goingDown) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
