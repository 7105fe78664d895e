package org.attune.endings;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The clock on the wall; while the hospital writes down what is long known, one of some days before
 * that runs on with every look at it.
 */
final class HospitalClock extends Clock {

  private static final Duration AGO = Duration.ofDays(4);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final ZoneId zone;
  private final Duration betweenLooks;
  private Instant past = Instant.now().minus(AGO);
  private boolean right;

  HospitalClock(ZoneId zone) {
    this(zone, BETWEEN_LOOKS);
  }

  /** One that is looked at so often before it is right. */
  static HospitalClock of(ZoneId zone, int looks) {
    return new HospitalClock(zone, AGO.dividedBy(looks + 1L));
  }

  private HospitalClock(ZoneId zone, Duration betweenLooks) {
    this.zone = zone;
    this.betweenLooks = betweenLooks;
  }

  /** From now on it is right. */
  synchronized void setRight() {
    right = true;
  }

  @Override
  public synchronized Instant instant() {
    var now = Instant.now();
    past = past.plus(betweenLooks);
    return right || past.isAfter(now) ? now : past;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    throw new UnsupportedOperationException("there is one zone here");
  }
}
