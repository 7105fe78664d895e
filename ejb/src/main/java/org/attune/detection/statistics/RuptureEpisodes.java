package org.attune.detection.statistics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the episodes in which ratings lay below a person's own range. A rating below its limit
 * opens an episode; while it lasts the range stays what it was before. It ends once the ratings are
 * back and the next ones do not fall below again. Walks forward only, so later ratings never change
 * where an earlier episode began.
 */
public final class RuptureEpisodes {

  /** Back within this many sessions counts as repaired. */
  public static final int REPAIR_WITHIN = 5;

  /** Falling sessions in a row that make a drift. */
  private static final int DRIFT = 3;

  /** From this share of the loss on, it counts as partly made up. */
  private static final double HALF = 0.5;

  private final double[][] rows;
  private final int first;
  private final Rule rule;
  private final Ratings[] baseline;

  private RuptureEpisodes(
      double[][] rows, double[] serviceSd, double ceiling, int first, Rule rule) {
    this.rows = rows;
    this.first = first;
    this.rule = rule;
    baseline = new Ratings[serviceSd.length];
    for (int scale = 0; scale < serviceSd.length; scale++) {
      baseline[scale] = new Ratings(serviceSd[scale], ceiling);
    }
  }

  /**
   * What counts as below one's own range.
   *
   * @param k standard errors below the own mean
   * @param earlier how many earlier ratings are needed
   * @param smallest a fall from the own mean of less than this many points never counts
   * @param atOnce how many scales must be below at the same time
   */
  public record Rule(double k, int earlier, double smallest, int atOnce) {}

  /** How an episode stands. */
  public enum State {
    /** Back within five sessions, and it stayed. */
    REPAIRED,
    /** Back, and it stayed, but later than that. */
    BACK_LATE,
    /** At least half of the loss is made up. */
    PARTLY,
    /** Not yet. */
    OPEN
  }

  /** The form of an episode. */
  public enum Shape {
    /** One session. */
    V,
    /** Two to five sessions. */
    U,
    /** Three falling sessions in a row or more. */
    DRIFT,
    /** More than five sessions, without a run of falling ones. */
    LASTING
  }

  /**
   * One episode.
   *
   * @param onset the row with which it began
   * @param end the row that confirmed that the ratings are back, or -1 while it stands
   * @param state how it stands
   * @param shape its form
   * @param falling how many sessions in a row fell, the first one being a fall
   * @param regained how much of the loss is made up by the latest rating, between 0 and 1
   * @param fallen the scales that fell
   * @param limits the frozen limit of each fallen scale
   */
  public record Episode(
      int onset,
      int end,
      State state,
      Shape shape,
      int falling,
      double regained,
      List<Integer> fallen,
      List<PersonLimit> limits) {

    public Episode {
      fallen = List.copyOf(fallen);
      limits = List.copyOf(limits);
    }

    /** Whether it has not ended. */
    public boolean stands() {
      return end < 0;
    }
  }

  /** Every episode, oldest first, where no rating counts as cut off. */
  public static List<Episode> in(double[][] rows, double[] serviceSd, int first, Rule rule) {
    return in(rows, serviceSd, Double.NaN, first, rule);
  }

  /**
   * Every episode, oldest first.
   *
   * @param rows ratings of each session, one column for each scale, higher is better; NaN where one
   *     is missing
   * @param serviceSd how much ratings of one person vary in the service, for each scale
   * @param ceiling the best rating there is, the same on each scale; NaN where that is not looked
   *     at
   * @param first the first row that may open an episode; earlier ones only serve as baseline
   * @param rule what counts
   */
  public static List<Episode> in(
      double[][] rows, double[] serviceSd, double ceiling, int first, Rule rule) {
    return new RuptureEpisodes(rows, serviceSd, ceiling, first, rule).walk();
  }

  private List<Episode> walk() {
    List<Episode> episodes = List.of();
    int row = 0;
    while (row < rows.length) {
      var episode = row < first ? null : openAt(row);
      if (episode == null) {
        learn(row++);
        continue;
      }
      if (episodes.isEmpty()) {
        episodes = new ArrayList<>();
      }
      episodes.add(episode);
      if (episode.stands()) {
        break;
      }
      learn(episode.end() - 1);
      learn(episode.end());
      row = episode.end() + 1;
    }
    return episodes;
  }

  private void learn(int row) {
    for (int scale = 0; scale < baseline.length; scale++) {
      if (!Double.isNaN(rows[row][scale])) {
        baseline[scale].add(rows[row][scale]);
      }
    }
  }

  private @Nullable Episode openAt(int onset) {
    if (below(onset) < rule.atOnce()) {
      return null;
    }
    var fallen = new ArrayList<Integer>();
    var limits = new ArrayList<PersonLimit>();
    for (int scale = 0; scale < baseline.length; scale++) {
      if (below(onset, scale)) {
        fallen.add(scale);
        limits.add(PersonLimit.of(baseline[scale], rule.k()));
      }
    }
    int end = end(onset, fallen, limits);
    int after = end < 0 ? rows.length : end - 1;
    int falling = falls(onset, after, fallen.get(0));
    double regained = regained(onset, fallen, limits);
    return new Episode(
        onset,
        end,
        state(onset, end, regained),
        shape(after - onset, falling),
        falling,
        regained,
        fallen,
        limits);
  }

  private int below(int row) {
    int scales = 0;
    for (int scale = 0; scale < baseline.length; scale++) {
      if (below(row, scale)) {
        scales++;
      }
    }
    return scales;
  }

  private boolean below(int row, int scale) {
    var ratings = baseline[scale];
    double rating = rows[row][scale];
    // The comparison is false for a missing rating.
    return ratings.count() >= rule.earlier()
        && ratings.serviceSd() > 0
        && ratings.mean() - rating >= rule.smallest()
        && rating < PersonLimit.of(ratings, rule.k()).limit();
  }

  /** The row after the first return that holds, or -1. */
  private int end(int onset, List<Integer> fallen, List<PersonLimit> limits) {
    for (int row = onset + 1; row + 1 < rows.length; row++) {
      if (back(row, fallen, limits) && below(row + 1) < rule.atOnce()) {
        return row + 1;
      }
    }
    return -1;
  }

  private boolean back(int row, List<Integer> fallen, List<PersonLimit> limits) {
    for (int i = 0; i < fallen.size(); i++) {
      if (!(rows[row][fallen.get(i)] >= limits.get(i).back())) {
        return false;
      }
    }
    return true;
  }

  private static State state(int onset, int end, double regained) {
    if (end >= 0) {
      return end - 1 - onset <= REPAIR_WITHIN ? State.REPAIRED : State.BACK_LATE;
    }
    return regained >= HALF ? State.PARTLY : State.OPEN;
  }

  private double regained(int onset, List<Integer> fallen, List<PersonLimit> limits) {
    double gained = 0;
    double lost = 0;
    for (int i = 0; i < fallen.size(); i++) {
      double lowest = lowest(onset, fallen.get(i));
      lost += limits.get(i).mean() - lowest;
      gained += latest(onset, fallen.get(i)) - lowest;
    }
    return Math.min(1, gained / lost);
  }

  private double lowest(int onset, int scale) {
    double lowest = rows[onset][scale];
    for (int row = onset + 1; row < rows.length; row++) {
      if (rows[row][scale] < lowest) {
        lowest = rows[row][scale];
      }
    }
    return lowest;
  }

  private double latest(int onset, int scale) {
    int row = rows.length - 1;
    while (row > onset && Double.isNaN(rows[row][scale])) {
      row--;
    }
    return rows[row][scale];
  }

  private static Shape shape(int sessions, int falling) {
    if (falling >= DRIFT) {
      return Shape.DRIFT;
    }
    if (sessions == 1) {
      return Shape.V;
    }
    return sessions <= REPAIR_WITHIN ? Shape.U : Shape.LASTING;
  }

  /** The longest run of falling sessions within the episode, the first one being a fall. */
  private int falls(int onset, int after, int scale) {
    int longest = 1;
    int run = 1;
    for (int row = onset + 1; row < after; row++) {
      run = rows[row][scale] < rows[row - 1][scale] ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
