package org.attune.access;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who the client is, so that nobody takes one for another. It goes from the EHR to the page and is
 * kept nowhere.
 *
 * @param name as the record has it
 * @param birthDate or null where the record does not say
 * @param recordNumber or null where the record has none
 */
public record Banner(
    @Nullable String name, @Nullable LocalDate birthDate, @Nullable String recordNumber) {

  /** Masked. */
  @Override
  public String toString() {
    return "a banner";
  }
}
