package org.attune.validation;

import java.util.BitSet;

/** What a rule said of one course, session by session. */
final class Alarms {

  private final BitSet raised = new BitSet();
  private final BitSet points = new BitSet();

  /**
   * Takes in what it said at a session.
   *
   * @param isNew whether it said something new
   * @param flags whether it pointed at the session, new or not
   */
  void at(int session, boolean isNew, boolean flags) {
    raised.set(session, isNew);
    points.set(session, flags);
  }

  /** The same, a session that was pointed at only because an alarm still stood left out. */
  Alarms newOnes() {
    var only = new Alarms();
    only.raised.or(raised);
    only.points.or(raised);
    return only;
  }

  /** How many alarms there were. */
  int count() {
    return raised.cardinality();
  }

  /** How many of them fell into some sessions. */
  int count(int from, int before) {
    return raised.get(from, before).cardinality();
  }

  /** Whether it pointed at one of some sessions. */
  boolean hits(int from, int before) {
    return !points.get(from, before).isEmpty();
  }
}
