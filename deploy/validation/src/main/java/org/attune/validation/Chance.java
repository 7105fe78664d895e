package org.attune.validation;

import java.util.SplittableRandom;

/** Where every draw comes from: one seed, a stream of its own for each course of each cohort. */
final class Chance {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;

  Chance(long seed) {
    this.seed = seed;
  }

  /** The draws of one part of the plan; another name gives independent draws. */
  Chance part(String name) {
    long mixed = seed;
    for (int i = 0; i < name.length(); i++) {
      mixed = mixed(mixed + name.charAt(i) * GOLDEN);
    }
    return new Chance(mixed);
  }

  /** The draws of one course, whatever thread makes it. */
  SplittableRandom course(int number) {
    return new SplittableRandom(mixed(seed + (number + 1L) * GOLDEN));
  }

  /** Scatters seeds: neighbouring ones would give one sequence, a step apart (Stafford 2011). */
  private static long mixed(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
