package org.attune.therapy;

/** How a session is held. */
public enum Modality {
  /** Face to face. */
  IN_PERSON,
  /** By video. */
  VIRTUAL,
  /** By telephone. */
  TELEPHONE
}
