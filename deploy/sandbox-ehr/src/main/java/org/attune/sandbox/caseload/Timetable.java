package org.attune.sandbox.caseload;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When the clinic is open and who sees whom: Monday to Friday from nine, but never on the weekday
 * of {@code today}, so that no hour is just going on when the caseload is looked at.
 *
 * @param today the day as of which the caseload is told
 * @param zone the hospital's time zone
 * @param therapists how many therapists there are
 */
record Timetable(LocalDate today, ZoneId zone, int therapists) {

  static final Duration WEEK = Duration.ofDays(7);

  /** Nine months of weekly hours. */
  static final int NINE_MONTHS = 39;

  private static final int HOURS_A_DAY = 8;

  static Timetable of(LocalDate today, ZoneId zone, int clients) {
    return new Timetable(today, zone, Math.max(5, (clients + 29) / 30));
  }

  int therapistOf(int number) {
    return number % therapists;
  }

  /** The latest hour of a client's weekly slot before today. */
  ZonedDateTime latestSlot(int number) {
    int turn = number / therapists;
    var days = daysBack();
    int back = days.get(turn % days.size());
    return today
        .minusDays(back)
        .atTime(LocalTime.of(9 + turn / days.size() % HOURS_A_DAY, 0))
        .atZone(zone);
  }

  /** The latest hour of a group before today: at five, after the single hours. */
  ZonedDateTime latestGroupSlot(int group) {
    var days = daysBack();
    return today.minusDays(days.get(group % days.size())).atTime(LocalTime.of(17, 30)).atZone(zone);
  }

  private List<Integer> daysBack() {
    return IntStream.rangeClosed(1, 6)
        .filter(back -> today.minusDays(back).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
        .boxed()
        .toList();
  }

  /** Midnight at which today begins; nothing in the records was made later. */
  ZonedDateTime now() {
    return today.atStartOfDay(zone);
  }
}
