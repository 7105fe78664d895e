package org.attune.settings;

import java.util.List;

/** Has settings; lists them so that a wrong one is found at deployment and all are documented. */
public interface Configurable {

  /** Every setting of this class. */
  default List<Setting<?>> settings() {
    return List.of();
  }
}
