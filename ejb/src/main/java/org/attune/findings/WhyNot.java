package org.attune.findings;

/** Why people decided against a goal that was put forward. */
public enum WhyNot {
  /** The client wants something else. */
  CLIENT_WANTS_OTHERWISE,
  /** It is not the time for it. */
  NOT_NOW,
  /** Another goal covers it. */
  COVERED_ALREADY,
  /** It is too large for now. */
  TOO_LARGE,
  /** It does not fit this work. */
  DOES_NOT_FIT
}
