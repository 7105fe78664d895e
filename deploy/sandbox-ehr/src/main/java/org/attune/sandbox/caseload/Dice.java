package org.attune.sandbox.caseload;

import java.util.List;

/**
 * Chance that can be repeated: SplitMix64 (Steele, Lea and Flood 2014), one stream for each thing
 * that is drawn, so that a change to one client never moves another.
 */
final class Dice {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The stream of one seed and one name. */
  static Dice of(long seed, String name) {
    long state = seed * GOLDEN_GAMMA;
    for (int i = 0; i < name.length(); i++) {
      state = mix(state + name.charAt(i) + GOLDEN_GAMMA);
    }
    return new Dice(state);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A number from 0, inclusive, to 1, exclusive. */
  double share() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** A whole number between two others, both included. */
  int between(int low, int high) {
    return low + (int) (share() * (high - low + 1));
  }

  /** A number between two others. */
  double between(double low, double high) {
    return low + share() * (high - low);
  }

  /** Whether something of this probability happens. */
  boolean happens(double probability) {
    return share() < probability;
  }

  /** One of several. */
  <T> T oneOf(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }
}
