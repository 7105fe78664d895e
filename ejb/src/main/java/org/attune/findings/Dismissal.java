package org.attune.findings;

/** Why a person set a finding aside. */
public enum Dismissal {
  /** It is known and being looked after. */
  ALREADY_KNOWN,
  /** The client knows of it and has made a choice; that is theirs to make. */
  CLIENT_CHOICE,
  /** It does not apply to this course. */
  NOT_APPLICABLE,
  /** The record it rests on is wrong. */
  RECORD_WRONG
}
