package org.attune.therapy;

/**
 * The hospital's logical id of one client.
 *
 * @param value the id as the EHR knows it, without a resource type; never blank
 */
public record PatientId(String value) implements Comparable<PatientId> {

  public PatientId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a patient id is never blank");
    }
  }

  @Override
  public int compareTo(PatientId other) {
    return value.compareTo(other.value);
  }

  /** Masked: an id must never reach a log, a metric or an exception. */
  @Override
  public String toString() {
    return "PatientId[…]";
  }
}
