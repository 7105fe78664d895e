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
   * How many of ours the EHR holds no longer, and does not tell whether they were deleted or lost.
   */
  long getMissing();

  /**
   * Has those written again with the next round: for when IT knows that the EHR lost them.
   *
   * @return how many
   */
  int replayMissing();

  /**
   * Has all of them, given up or not, sent again with the next round.
   *
   * @return how many
   */
  int replay();
}
