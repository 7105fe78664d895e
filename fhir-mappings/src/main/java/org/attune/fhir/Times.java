package org.attune.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.jspecify.annotations.Nullable;

/**
 * Moments as FHIR gives them. A moment without a time of day or without a zone is not exact, and is
 * never completed by a guess.
 */
public final class Times {

  // Placeholders such as 1900-01-01 and 9999-12-31 stand for "not known" in many records.
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private Times() {}

  /**
   * Two moments of one hour.
   *
   * @param start when it begins
   * @param end when it ends, or null where that is not said exactly
   */
  public record Span(Instant start, @Nullable Instant end) {}

  /** The exact moment, or why there is none. */
  public static Reading<Instant> exact(BaseDateTimeType element) {
    return exact(element.getValueAsString());
  }

  /** The exact moment a text gives, or why there is none. */
  public static Reading<Instant> exact(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return new Reading.Gap<>(GapReason.NO_TIME);
    }
    return parsed(text)
        .<Reading<Instant>>map(
            moment ->
                plausible(moment)
                    ? new Reading.Fact<>(moment)
                    : new Reading.Gap<>(GapReason.TIME_IMPOSSIBLE))
        .orElseGet(() -> new Reading.Gap<>(GapReason.TIME_NOT_EXACT));
  }

  /** The exact moment, or null; for moments that may be missing. */
  public static @Nullable Instant exactOrNull(BaseDateTimeType element) {
    return exact(element) instanceof Reading.Fact<Instant> moment ? moment.value() : null;
  }

  /** The start, which must be exact, with the end where that is exact too. */
  public static Reading<Span> span(BaseDateTimeType start, BaseDateTimeType end) {
    return exact(start).then(from -> ending(from, exactOrNull(end)));
  }

  private static Reading<Span> ending(Instant start, @Nullable Instant end) {
    return end != null && end.isBefore(start)
        ? new Reading.Gap<>(GapReason.TIME_IMPOSSIBLE)
        : new Reading.Fact<>(new Span(start, end));
  }

  /**
   * The start of a period's boundary: the moment, or the first moment of the day, month or year. A
   * FHIR period includes its boundaries whole, so a date is no guess here.
   */
  public static @Nullable Instant firstMoment(DateTimeType element, ZoneId zone) {
    var exact = exactOrNull(element);
    if (exact != null) {
      return exact;
    }
    return day(element.getValueAsString(), true)
        .map(day -> day.atStartOfDay(zone).toInstant())
        .filter(Times::plausible)
        .orElse(null);
  }

  /** The last moment of a period's boundary; see {@link #firstMoment}. */
  public static @Nullable Instant lastMoment(DateTimeType element, ZoneId zone) {
    var exact = exactOrNull(element);
    if (exact != null) {
      return exact;
    }
    return day(element.getValueAsString(), false)
        .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1))
        .filter(Times::plausible)
        .orElse(null);
  }

  /** The day, where a whole day is given. */
  public static @Nullable LocalDate date(DateType element) {
    var text = element.getValueAsString();
    return text == null || text.length() != "2026-01-31".length()
        ? null
        : day(text, true).orElse(null);
  }

  private static Optional<LocalDate> day(@Nullable String text, boolean first) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return switch (text.length()) {
        case 4 -> Optional.of(LocalDate.parse(text + (first ? "-01-01" : "-12-31")));
        case 7 -> {
          var month = YearMonth.parse(text);
          yield Optional.of(first ? month.atDay(1) : month.atEndOfMonth());
        }
        case 10 -> Optional.of(LocalDate.parse(text));
        default -> Optional.empty();
      };
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> parsed(String text) {
    return PlainMoment.is(text) ? Optional.of(PlainMoment.instant(text)) : understood(text);
  }

  private static Optional<Instant> understood(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notExact) {
      return Optional.empty();
    }
  }

  private static boolean plausible(Instant moment) {
    return moment.isAfter(EARLIEST) && moment.isBefore(LATEST);
  }
}
