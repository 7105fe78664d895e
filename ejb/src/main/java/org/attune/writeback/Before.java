package org.attune.writeback;

import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a record of ours from when it was last sent.
 *
 * @param stood where the EHR has taken it, or null
 * @param theirs whether a person had made it theirs
 * @param attribution whether the record tells of it
 * @param plan where our plan stood that named it, or null where that is not looked after
 * @param lostGoal the goal that the record lost before the one that it has now, or null
 * @param knownLost whether somebody knows that the record lost it, and that nobody took it away
 */
public record Before(
    @Nullable Source stood,
    boolean theirs,
    Attribution attribution,
    @Nullable Source plan,
    @Nullable Source lostGoal,
    boolean knownLost) {

  /** Nobody knows that the record lost it. */
  public Before(
      @Nullable Source stood,
      boolean theirs,
      Attribution attribution,
      @Nullable Source plan,
      @Nullable Source lostGoal) {
    this(stood, theirs, attribution, plan, lostGoal, false);
  }

  /** It was never sent. */
  public static final Before NOTHING = new Before(null, false, Attribution.TOLD, null, null);

  /** It stood there, and was as we had left it. */
  public static Before stood(@Nullable Source where) {
    return NOTHING.at(where);
  }

  /** The same, for what stood in one place. */
  public Before at(@Nullable Source where) {
    return new Before(where, theirs, attribution, plan, lostGoal, knownLost);
  }

  /** The same, with what is known of its Provenance. */
  public Before telling(Attribution told) {
    return new Before(stood, theirs, told, plan, lostGoal, knownLost);
  }
}
