package org.attune.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the next round is to begin: a while after the last, or soon when something was heard. What
 * is heard during a round leads to one more after it, however often it is heard.
 */
final class Turns {

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Duration pause;
  private final Duration rest;

  private boolean running;
  private boolean called;
  private boolean calledForThis;
  private Instant latestCall = Instant.MIN;
  private Instant wanted = Instant.MIN;
  private Instant began = Instant.MIN;
  private Instant beganBefore = Instant.MIN;
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
    if (given.isBefore(began)) {
      return Optional.empty();
    }
    latestCall = given.isAfter(latestCall) ? given : latestCall;
    if (called) {
      return Optional.empty();
    }
    called = true;
    return running ? Optional.empty() : Optional.of(left(now));
  }

  /** Whether a round may begin; not while another runs, which is followed by one more then. */
  synchronized boolean begin(Instant now) {
    if (running) {
      called = true;
      latestCall = now;
      return false;
    }
    running = true;
    wanted = called ? latestCall : now.minus(pause);
    calledForThis = called;
    called = false;
    beganBefore = began;
    began = now;
    return true;
  }

  /** A round that another node has begun since then does instead of the one that has begun here. */
  synchronized Instant wanted() {
    return wanted;
  }

  /** The round is another node's just now and nothing was done here; how long to wait. */
  synchronized Duration putOff() {
    running = false;
    began = beganBefore;
    called |= calledForThis;
    return called && rest.compareTo(pause) < 0 ? atLeastASecond(rest) : pause;
  }

  /** Another node has made the round; returns how long to wait for the next. */
  synchronized Duration madeElsewhere(Instant now) {
    began = beganBefore;
    return end(now);
  }

  private static Duration atLeastASecond(Duration wait) {
    return wait.compareTo(A_SECOND) < 0 ? A_SECOND : wait;
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
