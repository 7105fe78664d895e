package org.attune.writeback;

import java.util.List;

/** What the EHR would not have, for IT; seen and called by JMX, which the server guards. */
public interface DeadLettersMXBean {

  /** How many writes were given up and wait for somebody. */
  long getWaiting();

  /** Why, each reason once. */
  List<String> getReasons();

  /** How many writes were refused so far and will be tried again by themselves. */
  long getRefused();

  /** Why, each reason once, and when they are tried again. */
  List<String> getRefusedReasons();

  /**
   * Has all of them, given up or not, sent again with the next round.
   *
   * @return how many
   */
  int replay();
}
