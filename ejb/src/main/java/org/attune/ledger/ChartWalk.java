package org.attune.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the nightly walk through all charts has come; the migration makes the one row. */
@Entity
@Table(name = "chart_walk")
public class ChartWalk {

  /** The row. */
  static final int THE_ONE = 1;

  /** A step is a minute's worth. */
  private static final Duration STEP = Duration.ofMinutes(1);

  @Id private int id;
  private @Nullable Instant began;

  @Column(name = "began_before")
  private @Nullable Instant beganBefore;

  private @Nullable Instant finished;
  private @Nullable Instant stepped;
  private @Nullable Instant asked;
  private String position = "";
  private long clients;
  private long changed;
  private long gone;

  ChartWalk() {}

  /**
   * Whether a step is to be made now; then nobody else makes one for a minute. The first walk is
   * due in the first night after the record was read for the first time.
   */
  boolean step(Instant now, LocalTime at, ZoneId zone) {
    if (stepped == null) {
      // Everything was read just now.
      stepped = now;
      began = now;
      finished = now;
      asked = now;
      return false;
    }
    boolean due = finished == null || finished.isBefore(lastNight(now, at, zone));
    if (!due || Duration.between(stepped, now).abs().compareTo(STEP) < 0) {
      return false;
    }
    if (finished != null) {
      begin(now);
    }
    stepped = now;
    return true;
  }

  private void begin(Instant now) {
    beganBefore = finished == null ? beganBefore : began;
    began = now;
    finished = null;
    position = "";
    clients = 0;
    changed = 0;
    gone = 0;
  }

  /** What was walked through so far does not count. */
  void beginAnew(Instant now) {
    begin(now);
    asked = null;
    stepped = now.minus(STEP);
  }

  private static Instant lastNight(Instant now, LocalTime at, ZoneId zone) {
    var today = now.atZone(zone).toLocalDate();
    var tonight = today.atTime(at).atZone(zone).toInstant();
    return tonight.isAfter(now) ? today.minusDays(1).atTime(at).atZone(zone).toInstant() : tonight;
  }

  /** Some charts were walked through. */
  void went(String to, int charts, int changes, int withdrawals) {
    position = to;
    clients += charts;
    changed += changes;
    gone += withdrawals;
  }

  void end(boolean all, Instant now) {
    finished = now;
    asked = all ? began : asked;
  }

  String position() {
    return position;
  }

  /** When the latest walk began. */
  public Optional<Instant> began() {
    return Optional.ofNullable(began);
  }

  /** When the one before that began which came to its end; empty where there was none. */
  public Optional<Instant> beganBefore() {
    return Optional.ofNullable(beganBefore);
  }

  /** When the last walk came to its end; empty while one is on its way. */
  public Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /** When the last walk began that asked for all that there is in all charts; empty if none did. */
  public Optional<Instant> asked() {
    return Optional.ofNullable(asked);
  }

  /** Through how many charts it went. */
  public long clients() {
    return clients;
  }

  /** How many resources had changed without anybody telling. */
  public long changed() {
    return changed;
  }

  /** How many resources were gone without anybody telling. */
  public long gone() {
    return gone;
  }
}
