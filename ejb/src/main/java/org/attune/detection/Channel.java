package org.attune.detection;

/** By which way a signal reaches people. */
public enum Channel {
  /** A flag on the chart. */
  CHART,
  /**
   * A task without content to a named person other than the therapist; nothing appears on the
   * chart.
   */
  NAMED_PERSON,
  /** A prompt to the therapist; nothing leaves Attune. */
  PROMPT,
  /**
   * Counts into one note for the unit about its subject, and nothing is said about the client
   * anywhere.
   */
  UNIT
}
