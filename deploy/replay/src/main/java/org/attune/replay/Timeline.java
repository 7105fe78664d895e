package org.attune.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The days that are walked through.
 *
 * @param first the first day
 * @param until the moment of the export: nothing after it is known
 * @param zone in which days are counted
 */
record Timeline(LocalDate first, Instant until, ZoneId zone) {

  /** How many days there are. */
  int days() {
    return number(until) + 1;
  }

  /** The number of the day of a moment; the first is 0, and so is all before it. */
  int number(Instant moment) {
    return Math.max(0, (int) ChronoUnit.DAYS.between(first, moment.atZone(zone).toLocalDate()));
  }

  /** The beginning of a day. */
  Instant beginning(int number) {
    return day(number).atStartOfDay(zone).toInstant();
  }

  /** The day of a number. */
  LocalDate day(int number) {
    return first.plusDays(number);
  }
}
