package org.attune.agenda;

/** What somebody may do next about a row. It suggests, and nobody is held to it. */
public enum NextStep {
  /** Ring the client up. */
  CALL,
  /** Offer another way of coming, another time or another place. */
  OFFER_ACCESS,
  /** Talk with the therapist. */
  TALK_WITH_THERAPIST,
  /** Look at the plan with those whose plan it is. */
  REVIEW_PLAN,
  /** Decide about a goal. */
  DECIDE_GOAL,
  /** Enter what was decided, for the record did not take it. */
  ENTER_BY_HAND,
  /** Agree on how to end. */
  AGREE_ENDING,
  /** Look before a rule of the service closes the course. */
  LOOK_BEFORE_RULE,
  /** Say what went well. */
  CELEBRATE,
  /** Do what the request asks for. */
  AS_ASKED;

  /** Whether having spoken with the client is it, so that nobody need say so once more. */
  boolean isATalkWithTheClient() {
    return this == CALL || this == OFFER_ACCESS || this == AGREE_ENDING;
  }
}
