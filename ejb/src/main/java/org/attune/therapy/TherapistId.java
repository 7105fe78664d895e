package org.attune.therapy;

/**
 * The hospital's logical id of one practitioner who gives sessions.
 *
 * @param value the id as the EHR knows it, without a resource type; never blank
 */
public record TherapistId(String value) {

  public TherapistId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a therapist id is never blank");
    }
  }

  /** Masked: an id must never reach a log, a metric or an exception. */
  @Override
  public String toString() {
    return "TherapistId[…]";
  }
}
