package org.attune.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the next round is to begin: a while after the last, or soon when something was heard. What
 * is heard during a round leads to one more after it, however often it is heard.
 */
final class Turns {

  private final Duration pause;
  private final Duration rest;

  private boolean running;
  private boolean called;
  private Instant began = Instant.MIN;
  private Instant ended = Instant.MIN;

  /**
   * Between rounds.
   *
   * @param pause how long to wait when nothing is heard
   * @param rest how long to wait at least
   */
  Turns(Duration pause, Duration rest) {
    this.pause = pause;
    this.rest = rest;
  }

  /**
   * Something was heard.
   *
   * @param given when; a round that began later has read it already
   * @return how long to wait for the next round, or empty where there is nothing to change
   */
  synchronized Optional<Duration> heard(Instant given, Instant now) {
    if (called || given.isBefore(began)) {
      return Optional.empty();
    }
    called = true;
    return running ? Optional.empty() : Optional.of(left(now));
  }

  /** Whether a round may begin; not while another runs, which is followed by one more then. */
  synchronized boolean begin(Instant now) {
    if (running) {
      called = true;
      return false;
    }
    running = true;
    called = false;
    began = now;
    return true;
  }

  /** A round has ended; returns how long to wait for the next. */
  synchronized Duration end(Instant now) {
    running = false;
    ended = now;
    return called && rest.compareTo(pause) < 0 ? rest : pause;
  }

  private Duration left(Instant now) {
    if (ended.equals(Instant.MIN)) {
      return Duration.ZERO;
    }
    var left = rest.minus(Duration.between(ended, now));
    return left.isNegative() ? Duration.ZERO : left.compareTo(rest) > 0 ? rest : left;
  }
}
