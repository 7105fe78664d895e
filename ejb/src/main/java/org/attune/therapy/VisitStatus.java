package org.attune.therapy;

/** How an encounter stands. */
public enum VisitStatus {
  /** Planned only. */
  PLANNED,
  /** The client is or was there; not closed yet. */
  UNDER_WAY,
  /** Held and closed. */
  FINISHED,
  /** Did not take place. */
  CANCELLED,
  /** The EHR does not know. */
  UNKNOWN
}
