package org.attune.fhir.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking an EHR that has failed several times in a row: nothing is asked until a pause is
 * over, then one request tries while the others still wait, and its success ends it all. The pause
 * doubles up to half a minute, so that what concerns safety is never kept from trying each minute.
 */
final class Breaker {

  private static final int IN_A_ROW = 5;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private int failures;
  private Duration pause = FIRST;
  private @Nullable Instant closedUntil;

  /** How long nothing may be asked; empty when this request may go. */
  synchronized Optional<Duration> wait(Instant now) {
    if (closedUntil == null) {
      return Optional.empty();
    }
    if (now.isBefore(closedUntil)) {
      return Optional.of(Duration.between(now, closedUntil));
    }
    closedUntil = now.plus(pause);
    return Optional.empty();
  }

  /** The EHR answered, whatever it said. */
  synchronized void answered() {
    failures = 0;
    pause = FIRST;
    closedUntil = null;
  }

  /** The EHR did not answer, or has a fault of its own. */
  synchronized void failed(Instant now) {
    failures++;
    if (failures >= IN_A_ROW) {
      closedUntil = now.plus(pause);
      var doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
  }
}
