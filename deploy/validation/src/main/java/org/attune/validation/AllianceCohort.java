package org.attune.validation;

import java.util.random.RandomGenerator;

/**
 * Clients who rate each session from 0 to 40. Everyone has a level and a spread of their own;
 * neighbouring sessions go together; nothing is rated above the ceiling.
 *
 * @param name what sets it apart
 * @param sessions how many sessions each client comes to
 * @param correlation of one session with the next
 * @param level where the clients' levels lie on average
 * @param ceiling the highest rating there is
 * @param missing the share of sessions that nobody rated
 * @param differ how much the clients' spreads differ: the SD of their logarithms
 * @param skew how far ratings lean to the low side: the shape of a log-normal; 0 is normal
 */
record AllianceCohort(
    String name,
    int sessions,
    double correlation,
    double level,
    double ceiling,
    double missing,
    double differ,
    double skew) {

  static final AllianceCohort USUAL =
      new AllianceCohort("as described above", 12, 0.2, 36.7, 40, 0, 0.5, 0);

  private static final double LEVEL_SD = 3.5;
  private static final double SPREAD = 1.55;
  private static final double TENTHS = 10;
  private static final int LONGEST = 3;

  /** The first session with which a rupture may begin. */
  private static final int EARLIEST = 3;

  /** Sessions that must follow the onset, so that there is something to catch it by. */
  private static final int AFTER = 2;

  /**
   * One client.
   *
   * @param random the draws, the same ones whatever the depth
   * @param depth by how many points the rating falls in the rupture; 0 is a stable course
   */
  RatedCourse course(RandomGenerator random, double depth) {
    double own = level + LEVEL_SD * random.nextGaussian();
    double spread = SPREAD * Math.exp(differ * random.nextGaussian());
    int onset = EARLIEST + random.nextInt(Math.max(1, sessions - AFTER - EARLIEST));
    int lasts = 1 + random.nextInt(LONGEST);
    double fallen = Math.min(own, ceiling) - depth;
    var ratings = new double[sessions];
    double noise = noise(random);
    for (int session = 0; session < sessions; session++) {
      double at = depth > 0 && session >= onset && session < onset + lasts ? fallen : own;
      double rating = Math.min(ceiling, Math.max(0, at + spread * noise));
      boolean rated = random.nextDouble() >= missing;
      ratings[session] = rated ? Math.rint(rating * TENTHS) / TENTHS : Double.NaN;
      noise = correlation * noise + Math.sqrt(1 - correlation * correlation) * noise(random);
    }
    return new RatedCourse(onset, lasts, ratings);
  }

  /** A draw with mean 0 and SD 1. */
  private double noise(RandomGenerator random) {
    double normal = random.nextGaussian();
    return skew == 0
        ? normal
        : (1 - Math.exp(skew * normal - skew * skew / 2)) / Math.sqrt(Math.expm1(skew * skew));
  }

  /** The same clients, coming to so many sessions. */
  AllianceCohort of(int other) {
    return new AllianceCohort(
        other + " sessions", other, correlation, level, ceiling, missing, differ, skew);
  }

  AllianceCohort correlated(double other) {
    return new AllianceCohort(
        "neighbouring sessions correlate " + other,
        sessions,
        other,
        level,
        ceiling,
        missing,
        differ,
        skew);
  }

  AllianceCohort withMissing(double share) {
    return new AllianceCohort(
        Math.round(100 * share) + " % of the ratings missing",
        sessions,
        correlation,
        level,
        ceiling,
        share,
        differ,
        skew);
  }

  AllianceCohort atLevel(String other, double mean, double highest) {
    return new AllianceCohort(other, sessions, correlation, mean, highest, missing, differ, skew);
  }

  AllianceCohort differing(double other) {
    return new AllianceCohort(
        "spreads differ by " + other, sessions, correlation, level, ceiling, missing, other, skew);
  }

  AllianceCohort leaning(double shape) {
    return new AllianceCohort(
        "ratings lean to the low side, " + sessions + " sessions",
        sessions,
        correlation,
        level,
        ceiling,
        missing,
        differ,
        shape);
  }
}
