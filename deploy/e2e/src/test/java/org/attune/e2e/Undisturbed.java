package org.attune.e2e;

import java.util.Set;

/** What an undisturbed run has left in the hospital's record, seen once for all who compare. */
final class Undisturbed {

  private static Set<String> seen = Set.of();

  private Undisturbed() {}

  /** A run that was undisturbed until now has left this. */
  static synchronized void saw(Set<String> picture) {
    seen = Set.copyOf(picture);
  }

  /** What such a run leaves; makes one where nobody has made any. */
  static synchronized Set<String> picture() throws Exception {
    if (seen.isEmpty()) {
      try (var building = Stage.start("calm-hospital", "--parts=hospital", "--fresh=true");
          var server = Stage.start("calm-server", "--parts=server", "--fresh=true")) {
        saw(new Hospital(8090 + Stage.OFFSET).picture());
      }
    }
    return seen;
  }
}
