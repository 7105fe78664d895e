package org.attune.safety;

/** What makes an answer go the way of safety. */
public enum SafetyKind {
  /** An answer to an item about risk of harm. */
  RISK,
  /** The client is threatened or afraid. */
  THREAT,
  /** The therapist noted a threat or a boundary event. */
  BOUNDARY
}
