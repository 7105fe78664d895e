package org.attune.findings;

/** Where a finding stands in its life. */
public enum FindingStage {
  /** It stands and has no flag yet, or none for now: its turn on the chart has not come. */
  WAITING,
  /** Nobody has looked at it yet. */
  OPEN,
  /** Somebody has seen it. */
  ACKNOWLEDGED,
  /** Somebody wants to see it again later. */
  SNOOZED,
  /** Somebody set it aside; it stays so until there is new evidence. */
  DISMISSED,
  /** What it rested on has passed. */
  RESOLVED
}
