package org.attune.therapy;

/**
 * Names a questionnaire that is understood, such as {@code phq-9}.
 *
 * @param value the short name in lower case
 */
public record InstrumentId(String value) implements Comparable<InstrumentId> {

  @Override
  public int compareTo(InstrumentId other) {
    return value.compareTo(other.value);
  }
}
