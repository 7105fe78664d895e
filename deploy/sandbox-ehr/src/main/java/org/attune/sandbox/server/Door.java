package org.attune.sandbox.server;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in.
 *
 * @param strict whether programs need a token
 * @param clients the programs that may have one, and where the keys of each are
 * @param tokenSeconds how long a token lives
 * @param app the program that people open from here, or null
 */
public record Door(boolean strict, Map<String, URI> clients, int tokenSeconds, @Nullable App app) {

  public Door {
    clients = Map.copyOf(clients);
  }

  /** Whoever asks. */
  public static Door open(int tokenSeconds) {
    return new Door(false, Map.of(), tokenSeconds, null);
  }

  /** Only those who come by SMART Backend Services. */
  public static Door strict(Map<String, URI> clients, int tokenSeconds) {
    return new Door(true, clients, tokenSeconds, null);
  }

  /** With a program that people open, too; its keys need not be named apart. */
  public Door opening(App program) {
    var known = new LinkedHashMap<>(clients);
    known.putIfAbsent(program.client(), program.keys());
    return new Door(strict, known, tokenSeconds, program);
  }
}
