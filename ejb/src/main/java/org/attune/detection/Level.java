package org.attune.detection;

/** How much attention a signal asks for; a later one asks for more. */
public enum Level {
  /** A prompt on the therapist's own list; never written to the chart. */
  PROMPT,
  /** Good to know. */
  INFO,
  /** Worth a look before the next session. */
  REVIEW,
  /** A person should be in contact within one working day. */
  PRIORITY
}
