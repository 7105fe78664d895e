package org.attune.fhir.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking an EHR that has failed several times in a row: nothing is asked until a pause is
 * over, then one request tries while the others still wait, and its success ends it all. The pause
 * doubles up to half a minute, so that what concerns safety is never kept from trying each minute.
 * Where it heeds them, it also waits as long as the other side asks whom it was too much of (429),
 * up to five minutes.
 */
final class Breaker {

  private static final int IN_A_ROW = 5;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);
  private static final int TOO_MANY_REQUESTS = 429;

  private final boolean heeds;
  private int failures;
  private Duration pause = FIRST;
  private @Nullable Instant closedUntil;

  private Breaker(boolean heeds) {
    this.heeds = heeds;
  }

  /** One that waits only after failures: whoever uses it heeds by themselves what is asked. */
  static Breaker ofFailures() {
    return new Breaker(false);
  }

  /** One that waits as long as it is asked to, too. */
  static Breaker heeding() {
    return new Breaker(true);
  }

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

  /** What the EHR answered. */
  synchronized void heard(Answer answer, Instant now) {
    if (heeds && answer.status() == TOO_MANY_REQUESTS) {
      failed(now, answer.retryAfter());
    } else if (answer.faulty()) {
      failed(now);
    } else {
      answered();
    }
  }

  /**
   * It failed, or was asked too much.
   *
   * @param asked how long it wants to be left alone, or null
   */
  synchronized void failed(Instant now, @Nullable Duration asked) {
    failed(now);
    if (asked != null) {
      var heeded = now.plus(asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked);
      closedUntil = closedUntil == null || closedUntil.isBefore(heeded) ? heeded : closedUntil;
    }
  }
}
