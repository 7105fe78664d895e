package org.attune.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A hospital and what goes wrong between it and Attune, as one seed says.
 *
 * @param seed the seed of it all
 * @param traits what the hospital's server is like
 * @param spells what goes wrong in each wave of changes
 */
record Schedule(long seed, Traits traits, List<Wave> spells) {

  /** Which requests a spell concerns. */
  enum Among {
    ALL,
    READS,
    WRITES
  }

  /**
   * Something that goes wrong for a while.
   *
   * @param fault what
   * @param among with which requests
   * @param from with which of them it begins, counted from the beginning of the wave
   * @param length how many of them it concerns
   */
  record Spell(Fault fault, Among among, int from, int length) {}

  /**
   * A sudden end of Attune.
   *
   * @param at with which request of the wave
   * @param done whether the hospital still does what it was asked
   */
  record Kill(int at, boolean done) {}

  /**
   * A clock that is set otherwise.
   *
   * @param round before which round
   * @param ours whether it is Attune's, else the hospital's
   * @param by how much it is set forward
   */
  record Jump(int round, boolean ours, Duration by) {}

  /**
   * What goes wrong while a wave of changes arrives.
   *
   * @param spells one beside the other
   * @param refused during which rounds nobody listens at all
   * @param kills sudden ends of Attune, each of which has it begin anew
   * @param restarts before which rounds Attune is stopped and started
   * @param jumps of clocks
   */
  record Wave(
      List<Spell> spells,
      List<Integer> refused,
      List<Kill> kills,
      List<Integer> restarts,
      List<Jump> jumps) {

    /** Nothing goes wrong. */
    static final Wave CALM = new Wave(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static final int MOST_SPELLS = 7;
  private static final int MOST_KILLS = 2;

  /** Longer, and a schedule takes minutes: each costs the time-out. */
  private static final int LONGEST_STUCK = 2;

  static Schedule of(long seed, int waves, int rounds) {
    var dice = new Random(seed * 0x9E3779B97F4A7C15L);
    var traits = Traits.of(dice);
    var all = new ArrayList<Wave>();
    for (int wave = 0; wave < waves; wave++) {
      all.add(wave(dice, rounds));
    }
    return new Schedule(seed, traits, all);
  }

  private static Wave wave(Random dice, int rounds) {
    var spells = new ArrayList<Spell>();
    for (int n = 1 + dice.nextInt(MOST_SPELLS); n > 0; n--) {
      spells.add(spell(dice));
    }
    var refused = new ArrayList<Integer>();
    for (int round = 0; round < rounds; round++) {
      if (dice.nextInt(8) == 0) {
        refused.add(round);
      }
    }
    var kills = new ArrayList<Kill>();
    while (kills.size() < MOST_KILLS && dice.nextInt(3) == 0) {
      kills.add(new Kill(dice.nextInt(150), dice.nextBoolean()));
    }
    var restarts =
        dice.nextInt(6) == 0 ? List.of(1 + dice.nextInt(rounds - 1)) : List.<Integer>of();
    var jumps = new ArrayList<Jump>();
    if (dice.nextInt(4) == 0) {
      jumps.add(jump(dice, rounds));
    }
    return new Wave(List.copyOf(spells), List.copyOf(refused), kills, restarts, jumps);
  }

  /** The hospital's by hours; ours by less, so that the day remains the same. */
  private static Jump jump(Random dice, int rounds) {
    boolean ours = dice.nextBoolean();
    int minutes = ours ? dice.nextInt(-40, 40) : dice.nextInt(-300, 300);
    return new Jump(dice.nextInt(rounds), ours, Duration.ofMinutes(minutes));
  }

  private static Spell spell(Random dice) {
    var fault = one(List.of(Fault.values()), dice);
    var among = one(List.of(Among.values()), dice);
    // Most strike soon and briefly; some late, some for long.
    int from = dice.nextInt(among == Among.WRITES ? 12 : 1 + dice.nextInt(120));
    int length = dice.nextInt(4) == 0 ? 1 + dice.nextInt(40) : 1 + dice.nextInt(3);
    return new Spell(fault, among, from, fault == Fault.STUCK ? LONGEST_STUCK : length);
  }

  private static <T> T one(List<T> of, Random dice) {
    return of.get(dice.nextInt(of.size()));
  }
}
