package org.attune.sandbox.caseload;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Moments as FHIR writes them, with the hospital's own offset. */
final class Times {

  private Times() {}

  static DateTimeType dateTime(ZonedDateTime moment) {
    return new DateTimeType(date(moment), TemporalPrecisionEnum.SECOND, zone(moment));
  }

  static InstantType instant(ZonedDateTime moment) {
    return new InstantType(date(moment), TemporalPrecisionEnum.SECOND, zone(moment));
  }

  static DateType date(LocalDate day) {
    return new DateType(day.toString());
  }

  static Period period(ZonedDateTime start, @Nullable ZonedDateTime end) {
    var period = new Period();
    period.setStartElement(dateTime(start));
    if (end != null) {
      period.setEndElement(dateTime(end));
    }
    return period;
  }

  /** Says when a record was last touched; a server puts its own time in its place. */
  static <T extends Resource> T touched(T resource, ZonedDateTime moment) {
    resource.getMeta().setLastUpdatedElement(instant(moment));
    return resource;
  }

  private static Date date(ZonedDateTime moment) {
    return Date.from(moment.toInstant());
  }

  private static TimeZone zone(ZonedDateTime moment) {
    return TimeZone.getTimeZone(moment.getZone());
  }
}
