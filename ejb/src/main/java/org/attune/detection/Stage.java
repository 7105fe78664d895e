package org.attune.detection;

/** The order in which detectors run; earlier ones may hold back later ones. */
public enum Stage {
  /** What the client says comes first and is never held back. */
  CLIENT_VOICE,
  /** Causes on the side of the service and of access. */
  SERVICE,
  /** Everything else. */
  COURSE,
  /** What can only be said once the rest has been said. */
  FOLLOW_UP
}
