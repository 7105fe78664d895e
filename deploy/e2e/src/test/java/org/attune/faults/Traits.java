package org.attune.faults;

import java.time.Duration;
import java.util.Random;

/**
 * What a hospital's server is like, all the time: no fault, only one of the many ways that there
 * are.
 *
 * @param uuids whether it gives ids and versions as UUIDs
 * @param otherHost whether its links and locations name another host
 * @param ignoresDates whether it answers a search by date with everything
 * @param unsorted whether it answers in an order of its own
 * @param tells whether it says when it searched
 * @param conflict what it says to a stale {@code If-Match}
 * @param ahead by how much its clock is ahead of ours
 */
public record Traits(
    boolean uuids,
    boolean otherHost,
    boolean ignoresDates,
    boolean unsorted,
    boolean tells,
    int conflict,
    Duration ahead) {

  /** The server that nothing is to be said of. */
  public static final Traits PLAIN =
      new Traits(false, false, false, false, true, 412, Duration.ZERO);

  static Traits of(Random dice) {
    return new Traits(
        dice.nextInt(3) == 0,
        dice.nextInt(3) == 0,
        dice.nextInt(4) == 0,
        dice.nextInt(4) == 0,
        dice.nextBoolean(),
        dice.nextBoolean() ? 409 : 412,
        dice.nextInt(3) == 0 ? Duration.ofMinutes(dice.nextInt(-600, 600)) : Duration.ZERO);
  }
}
