package org.attune.findings;

/** Why a person set a finding aside. */
public enum Dismissal {
  /** It is known and being looked after. */
  ALREADY_KNOWN,
  /** It does not apply to this course. */
  NOT_APPLICABLE,
  /** The record it rests on is wrong. */
  RECORD_WRONG,
  /** The client knows about it and wants it this way; a no is an answer. */
  CLIENT_CHOICE,
  /** Its Flag was closed in the EHR; nobody said why. */
  CLOSED_IN_RECORD,
  /** The client says that it is not so. What somebody contests is not held up to others. */
  CONTESTED
}
