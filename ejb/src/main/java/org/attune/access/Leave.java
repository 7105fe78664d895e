package org.attune.access;

/** Whether a client whom somebody treats may be shown on their caseload. */
public enum Leave {
  /** The EHR lets them see the client. */
  OPEN,
  /** The record is one for few eyes: a reason must be given, client by client. */
  FEW_EYES,
  /** The EHR does not let them see the client. */
  KEPT_FROM,
  /** It is their own record. */
  OWN
}
