package org.attune.agenda;

/** What a row is about, as coarsely as people sort their work. */
public enum Matter {
  /** Sessions that stopped or changed. */
  ATTENDANCE,
  /** Something is in the way of coming. */
  ACCESS,
  /** How client and therapist work together. */
  RELATIONSHIP,
  /** Goals that are not shared. */
  GOALS,
  /** Steps between sessions. */
  STEPS,
  /** How the client is doing. */
  OUTCOME,
  /** What came from the service itself. */
  SERVICE,
  /** What the client wants to tell. */
  VOICE,
  /** Something that went well. */
  GAIN
}
