package org.attune.writeback;

/** What kind of resource something of ours leads to in the EHR. */
public enum WriteKind {
  /** A finding's flag. */
  FLAG,
  /** The goal a finding proposes. */
  GOAL,
  /** The same goal in a plan of the team's, after people agreed on it. */
  PLAN,
  /** The task for whoever takes that goal up. */
  TAKE_UP,
  /** What a finding puts forward to do about the plan, in a plan of our own. */
  ACTIVITY,
  /** A finding's task for a named person. */
  TASK,
  /** A request for a talk with a colleague about a finding's client. */
  CONSULT,
  /** A note for the unit. */
  UNIT,
  /** The request of a safety hand-over. */
  HANDOVER,
  /** The same request to a second person. */
  ESCALATION,
  /** A form that a client filled here. */
  FORM,
  /** The same, where the client told of fear or danger: nobody can look after it before. */
  FEAR_FORM;

  /** Whether it goes before everything else and is tried again without long pauses. */
  boolean safety() {
    return this == HANDOVER || this == ESCALATION || this == FEAR_FORM;
  }

  /** Whether it tells of a goal, and of nothing else. */
  boolean goal() {
    return this == GOAL || this == PLAN || this == TAKE_UP;
  }

  /** Whether it is what somebody filled here, of which nothing is kept once it is written. */
  boolean form() {
    return this == FORM || this == FEAR_FORM;
  }
}
