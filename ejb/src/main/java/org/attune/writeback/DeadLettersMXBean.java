package org.attune.writeback;

import java.util.List;

/** What the EHR would not have, for IT; seen and called by JMX, which the server guards. */
public interface DeadLettersMXBean {

  /** How many writes. */
  long getWaiting();

  /** Why, each reason once. */
  List<String> getReasons();

  /**
   * Has all of them sent again with the next round.
   *
   * @return how many
   */
  int replay();
}
