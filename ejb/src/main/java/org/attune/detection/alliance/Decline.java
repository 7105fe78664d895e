package org.attune.detection.alliance;

import java.util.List;
import org.attune.detection.statistics.LowerCusum;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.Ratings;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.jspecify.annotations.Nullable;

/**
 * A slow decline, or a level that stays low, that stands at the end of a series.
 *
 * @param onset the form with which it showed
 * @param from the first form of the decline
 * @param kind what it is
 * @param usual the level before it
 * @param backAt from where on a rating is in range
 * @param earlier how many ratings the level rests on
 */
record Decline(int onset, int from, Kind kind, double usual, double backAt, int earlier) {

  /** What stands. */
  enum Kind {
    /** Ratings have slowly eased. */
    EASED,
    /** Ratings stay low, and were higher before. */
    LOW,
    /** Ratings were low from the beginning: trust is being built. */
    LOW_FROM_THE_BEGINNING
  }

  /**
   * What counts.
   *
   * @param sum the running sum of what lies below the own level
   * @param low so many low ratings in a row count
   */
  record Rule(LowerCusum sum, int low) {}

  /** So many ratings are needed before there is a level of one's own. */
  private static final int EARLIER = 3;

  private static final int IN_RANGE_TO_END = 2;

  /**
   * What stands at the end of a series. While a drop lasts nothing is added up: that is one thing
   * and said once.
   *
   * @param rows one rating of each form, higher is better; NaN where it is missing
   * @param usual no ratings yet, of the scale on which the rows lie
   * @param first the first row that may count
   * @param drops the drops of the same series, oldest first
   * @param lowLevel below this a rating is low; NaN where nobody knows
   * @param rule what counts
   */
  static @Nullable Decline standing(
      double[] rows, Ratings usual, int first, List<Episode> drops, double lowLevel, Rule rule) {
    var walk = new Walk(rows, usual, first, lowLevel, rule);
    int drop = 0;
    for (int row = 0; row < rows.length; row++) {
      while (drop < drops.size() && over(drops.get(drop), row)) {
        drop++;
      }
      if (drop < drops.size() && drops.get(drop).onset() <= row) {
        walk.pause(row >= drops.get(drop).end() - 1 && !drops.get(drop).stands(), row);
      } else if (!Double.isNaN(rows[row])) {
        walk.step(row);
      }
    }
    return walk.standing;
  }

  private static boolean over(Episode drop, int row) {
    return !drop.stands() && drop.end() < row;
  }

  private static final class Walk {

    private final double[] rows;
    private final Ratings level;
    private final int first;
    private final double lowLevel;
    private final Rule rule;
    private double sum;
    private int from;
    private int low;
    private boolean everHigher;
    private int inRange;
    private @Nullable Decline standing;

    private Walk(double[] rows, Ratings level, int first, double lowLevel, Rule rule) {
      this.rows = rows;
      this.level = level;
      this.first = first;
      this.lowLevel = lowLevel;
      this.rule = rule;
    }

    private void pause(boolean back, int row) {
      startAfresh();
      if (back && !Double.isNaN(rows[row])) {
        level.add(rows[row]);
      }
    }

    private void startAfresh() {
      standing = null;
      sum = 0;
      low = 0;
      inRange = 0;
    }

    private void step(int row) {
      if (standing == null) {
        everHigher |= !(rows[row] < lowLevel);
        standing = row < first ? null : open(row);
        if (standing == null) {
          level.add(rows[row]);
        }
        return;
      }
      inRange = rows[row] >= standing.backAt() ? inRange + 1 : 0;
      if (inRange >= IN_RANGE_TO_END) {
        startAfresh();
        level.add(rows[row]);
      }
    }

    private @Nullable Decline open(int row) {
      double rating = rows[row];
      low = rating < lowLevel ? low + 1 : 0;
      if (level.count() >= EARLIER) {
        var usual = PersonLimit.of(level, 0);
        double before = sum;
        sum = rule.sum().next(sum, (usual.mean() - rating) / usual.error());
        from = before == 0 ? row : from;
        if (rule.sum().beyond(sum) && usual.mean() - rating >= Ruptures.SMALLEST_FALL) {
          return new Decline(row, from, Kind.EASED, usual.mean(), usual.back(), usual.earlier());
        }
      }
      if (low >= rule.low() && !rising(row)) {
        var kind = everHigher ? Kind.LOW : Kind.LOW_FROM_THE_BEGINNING;
        return new Decline(row, row - low + 1, kind, level.mean(), lowLevel, level.count());
      }
      return null;
    }

    /** Whether the line through the last low ratings goes up. */
    private boolean rising(int row) {
      double slope = 0;
      double middle = (rule.low() - 1) / 2.0;
      int place = rule.low() - 1;
      for (int i = row; place >= 0; i--) {
        if (!Double.isNaN(rows[i])) {
          slope += (place - middle) * rows[i];
          place--;
        }
      }
      return slope > 0;
    }
  }

  /** The longest run of falling ratings since it began. */
  int falling(double[] rows) {
    int longest = 0;
    int run = 0;
    double last = usual;
    for (int row = from; row < rows.length; row++) {
      if (!Double.isNaN(rows[row])) {
        run = rows[row] < last ? run + 1 : 0;
        longest = Math.max(longest, run);
        last = rows[row];
      }
    }
    return longest;
  }
}
