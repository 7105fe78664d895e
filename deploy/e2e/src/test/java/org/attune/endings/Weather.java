package org.attune.endings;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.attune.faults.LightHospital;

/** What the line to a hospital is like, one kind after another. */
final class Weather implements LightHospital.Line {

  /** A kind of it. */
  enum Kind {
    /** Everything goes through at once. */
    FAIR,
    /** Everything goes through after a while. */
    SLOW,
    /** Whoever asks is asked to wait. */
    THROTTLED,
    /** The hospital's server has a fault of its own. */
    FAILING,
    /** One request in three breaks. */
    PATCHY,
    /** Nobody listens. */
    SHUT
  }

  private static final int SLOWEST_MILLIS = 1_500;
  private static final int TOO_MANY = 429;
  private static final int[] FAULTS = {500, 502, 503, 504};

  private final Random dice;
  private volatile Kind kind = Kind.FAIR;

  Weather(long seed) {
    dice = new Random(seed);
  }

  Kind kind() {
    return kind;
  }

  void turn(Kind to) {
    kind = to;
  }

  /** Another kind than the fair one. */
  Kind foul() {
    var kinds = Kind.values();
    return kinds[1 + dice.nextInt(kinds.length - 1)];
  }

  /** How long it lasts. */
  Duration lasts(Duration least, Duration most) {
    long range = Math.max(1, most.minus(least).toMillis());
    return least.plusMillis((long) (dice.nextDouble() * range));
  }

  @Override
  public int meets(String method) throws InterruptedException {
    return switch (kind) {
      case FAIR -> OPEN;
      case SLOW -> {
        TimeUnit.MILLISECONDS.sleep(dice.nextInt(SLOWEST_MILLIS));
        yield OPEN;
      }
      case THROTTLED -> TOO_MANY;
      case FAILING -> FAULTS[dice.nextInt(FAULTS.length)];
      case PATCHY -> dice.nextInt(3) == 0 ? CUT : OPEN;
      case SHUT -> CUT;
    };
  }
}
