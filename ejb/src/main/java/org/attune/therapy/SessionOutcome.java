package org.attune.therapy;

/** How a booked hour ended. */
public enum SessionOutcome {
  /** Still to come. */
  PLANNED,
  /** It took place. */
  ATTENDED,
  /** The client did not come and had not cancelled. */
  MISSED,
  /** The client cancelled. */
  CANCELLED_BY_CLIENT,
  /** The service cancelled. */
  CANCELLED_BY_SERVICE,
  /** Access or life got in the way. */
  CANCELLED_BY_CIRCUMSTANCE,
  /** Cancelled, and nothing says by whom. */
  CANCELLED,
  /** The hour is past and the record does not say, or contradicts itself. */
  UNKNOWN
}
