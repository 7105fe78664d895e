package org.attune.fhir.stream;

import java.util.Date;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.jspecify.annotations.Nullable;

/**
 * Moments as they are written. The mappers read their text and nothing else, and HAPI's own types
 * take longer to understand one than the rest of the record takes to read.
 */
final class Moments {

  private Moments() {}

  /** A moment of the same type that keeps its text and does not work out what it means. */
  static BaseDateTimeType asWritten(BaseDateTimeType instead, String text) {
    return instead instanceof InstantType ? new WrittenInstant(text) : new WrittenDateTime(text);
  }

  private static final class WrittenInstant extends InstantType {

    private static final long serialVersionUID = 1L;

    WrittenInstant(String text) {
      fromStringValue(text);
    }

    @Override
    protected @Nullable Date parse(String text) {
      return null;
    }
  }

  private static final class WrittenDateTime extends DateTimeType {

    private static final long serialVersionUID = 1L;

    WrittenDateTime(String text) {
      fromStringValue(text);
    }

    @Override
    protected @Nullable Date parse(String text) {
      return null;
    }
  }
}
