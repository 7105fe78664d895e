package org.attune.findings;

/** Why the EHR is not told of a finding that stands, though nobody set it aside. */
public enum Hold {
  /** The site, or its rule, is in shadow mode. */
  SHADOW,
  /** It is older than the going live, and nothing has come to it since. */
  KNOWN,
  /** Its rule has just gone live, and other findings of the same client come before it. */
  PLACE,
  /** Its rule has just gone live, and it waits for its turn in the caseload. */
  TURN
}
