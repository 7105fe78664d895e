package org.attune.sandbox.server;

import java.net.URI;
import java.util.Map;

/**
 * Who is let in.
 *
 * @param strict whether programs need a token
 * @param clients the programs that may have one, and where the keys of each are
 * @param tokenSeconds how long a token lives
 */
public record Door(boolean strict, Map<String, URI> clients, int tokenSeconds) {

  public Door {
    clients = Map.copyOf(clients);
  }

  /** Whoever asks. */
  public static Door open() {
    return new Door(false, Map.of(), 0);
  }

  /** Only those who come by SMART Backend Services. */
  public static Door strict(Map<String, URI> clients, int tokenSeconds) {
    return new Door(true, clients, tokenSeconds);
  }
}
