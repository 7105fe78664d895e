package org.attune.therapy.alignment;

/** What a plan may overlook. It says something of the plan and of nobody. */
public enum BlindSpot {
  /** A goal of the client's that no plan of the team's names. */
  NOT_IN_PLAN,
  /** A goal of the plan that the client was asked about and has not accepted. */
  NEVER_ACCEPTED,
  /** A goal that was last looked at long ago. */
  NOT_REVIEWED,
  /** Something is to be done for a goal that does not feel possible or important yet. */
  AHEAD_OF_READINESS,
  /** More goals than the sessions that are left can hold. */
  TOO_MANY,
  /** A goal came nearer or was reached, and nobody looked at it together since. */
  UNCELEBRATED
}
