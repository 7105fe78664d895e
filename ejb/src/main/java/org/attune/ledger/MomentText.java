package org.attune.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A moment as {@link Instant#toString} writes it, without the machinery: facts are full of them.
 */
final class MomentText {

  private static final int DAY = 86_400;
  private static final long FIRST = Instant.parse("1000-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private MomentText() {}

  static String of(Instant moment) {
    long seconds = moment.getEpochSecond();
    return moment.getNano() == 0 && seconds >= FIRST && seconds <= LAST
        ? plain(seconds)
        : moment.toString();
  }

  private static String plain(long seconds) {
    var day = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
    int second = Math.floorMod(seconds, DAY);
    var text = new StringBuilder("2026-03-02T09:00:00Z".length()).append(day.getYear());
    two(text.append('-'), day.getMonthValue());
    two(text.append('-'), day.getDayOfMonth());
    two(text.append('T'), second / 3_600);
    two(text.append(':'), second / 60 % 60);
    two(text.append(':'), second % 60);
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
