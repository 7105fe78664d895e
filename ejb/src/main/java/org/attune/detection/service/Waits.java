package org.attune.detection.service;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/**
 * Waits between booking and session. Hours that were booked on one day are one series: only the
 * first of them was waited for.
 */
final class Waits {

  private static final int EARLIER = 3;
  private static final double SECONDS_A_DAY = 86_400;

  private final double[] sorted;
  private final long[] days;
  private int count;
  private int series;

  private Waits(int most) {
    sorted = new double[most];
    days = new long[most];
  }

  /**
   * Adds every session that was waited for much longer than this client's own usual wait.
   *
   * @param early sessions before only serve for comparison
   * @param factor how many times the own median counts as long
   */
  static void addTo(List<Cause> causes, TherapyCourse course, Instant early, double factor) {
    var waits = new Waits(course.sessions().size());
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      var created = session.created();
      if (created == null || !waits.beginsSeries(created, course.zone())) {
        continue;
      }
      double wait = (session.start().getEpochSecond() - created.getEpochSecond()) / SECONDS_A_DAY;
      // A record made on the day itself or later tells when it was typed in, not when it was
      // booked.
      if (wait >= 1) {
        if (waits.count >= EARLIER
            && wait > factor * waits.median()
            && !session.start().isBefore(early)) {
          causes.add(waits.cause(session, wait));
        }
        waits.add(wait);
      }
    }
  }

  private boolean beginsSeries(Instant created, ZoneId zone) {
    long second = created.getEpochSecond();
    long day = Math.floorDiv(second + zone.getRules().getOffset(created).getTotalSeconds(), 86_400);
    // The newest series is the likeliest.
    for (int i = series - 1; i >= 0; i--) {
      if (days[i] == day) {
        return false;
      }
    }
    days[series++] = day;
    return true;
  }

  private void add(double wait) {
    int place = Arrays.binarySearch(sorted, 0, count, wait);
    int at = place < 0 ? -place - 1 : place;
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = wait;
    count++;
  }

  private double median() {
    int half = count / 2;
    return count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private Cause cause(Session session, double wait) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("wait-days", wait);
    numbers.put("usual-days", median());
    numbers.put("absence", 0.0);
    return new Cause(
        session.start(),
        session.source(),
        "flag.wait",
        numbers,
        List.<Source>of(session.source()),
        List.of(),
        null);
  }
}
