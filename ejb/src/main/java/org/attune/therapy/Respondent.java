package org.attune.therapy;

/** Who filled a form. Only the client's own answers start a baseline. */
public enum Respondent {
  /** The client. */
  CLIENT,
  /** The therapist. */
  THERAPIST,
  /** Somebody else for the client, or through an interpreter. */
  PROXY
}
