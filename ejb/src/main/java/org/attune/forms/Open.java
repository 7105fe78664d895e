package org.attune.forms;

import org.attune.ledger.KnownClient;

/** Whose forms may be taken. */
final class Open {

  private Open() {}

  /** Nothing is taken of who objects, or was erased. */
  static boolean is(KnownClient client) {
    return client.keptOut().isEmpty();
  }
}
