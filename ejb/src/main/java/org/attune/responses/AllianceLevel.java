package org.attune.responses;

/** How much the working relationship can carry; what is not known counts as not much. */
public enum AllianceLevel {
  /** It is rated, and nothing speaks against it. */
  ADEQUATE,
  /** Ratings fell, or the client said that something is not right. */
  LOW,
  /** Too little is known. */
  UNKNOWN
}
