package org.attune.health;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The board on which the running application pins how it is. It is shared by the modules of the
 * EAR, whose beans cannot see each other.
 */
public final class HealthBoard {

  /**
   * How the application is.
   *
   * @param ready whether it does its work
   * @param facts figures for IT, without anything about a client
   */
  public record State(boolean ready, Map<String, String> facts) {

    public State {
      facts = Map.copyOf(facts);
    }
  }

  private static volatile Supplier<State> pinned = HealthBoard::notStarted;

  private HealthBoard() {}

  /** Pins the one who knows; the application does so when it has started. */
  public static void pin(Supplier<State> whoKnows) {
    pinned = whoKnows;
  }

  /** Takes it down again; the application does so when it stops. */
  public static void takeDown() {
    pinned = HealthBoard::notStarted;
  }

  /** How the application is now. */
  public static State state() {
    return pinned.get();
  }

  private static State notStarted() {
    return new State(false, Map.of("state", "not started"));
  }
}
