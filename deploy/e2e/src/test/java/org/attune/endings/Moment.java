package org.attune.endings;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * When a server is to be killed.
 *
 * @param phase in the middle of what
 * @param share how far into it, from 0 to 1
 * @param when before the hospital has done what was asked for at that point, just after, or a
 *     little later
 */
record Moment(Phase phase, double share, When when) {

  /** What a server is in the middle of, as seen from the hospital. */
  enum Phase {
    /** It reads the record. */
    IMPORT,
    /** It has read everything and asks for nothing. */
    REVIEW,
    /** It looks for records of its own and writes. */
    WRITE_BACK,
    /** It has come to rest. */
    REST
  }

  /** How the moment lies to a request. */
  enum When {
    BEFORE,
    AFTER,
    LATER
  }

  /** One in each phase, in the order in which they come. */
  static List<Moment> of(long seed) {
    var dice = new Random(seed * 0x9E3779B97F4A7C15L);
    var moments = new ArrayList<Moment>();
    for (var phase : List.of(Phase.IMPORT, Phase.REVIEW, Phase.WRITE_BACK)) {
      var when = When.values()[dice.nextInt(When.values().length)];
      moments.add(new Moment(phase, dice.nextDouble(), when));
    }
    return moments;
  }
}
