package org.attune.therapy;

/** How a booked hour stands, as the appointment book says. */
public enum BookingStatus {
  /** Booked, or still asked for; says nothing of what happened once the hour is past. */
  BOOKED,
  /** The client arrived, or the hour was held. */
  KEPT,
  /** The client did not come and had not cancelled. */
  MISSED,
  /** Cancelled; the reason says by whom, if anything does. */
  CANCELLED
}
