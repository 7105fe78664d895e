package org.attune.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands until somebody moves it. */
final class HandSet extends Clock {

  private final ZoneId zone;
  private volatile Instant now;

  HandSet(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  void set(Instant moment) {
    now = moment;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
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
