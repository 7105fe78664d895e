package org.attune.detection.statistics;

import java.util.List;
import java.util.Optional;
import org.attune.detection.statistics.RuptureEpisodes.Episode;

/**
 * The range in which one person's ratings usually lie: the same limit that the rules compare with,
 * and as far above the mean as the limit lies below it.
 *
 * @param low the lower end, below which a rating counts
 * @param high the upper end
 * @param from the row of the first rating it rests on
 * @param basedOn how many ratings it rests on
 */
public record UsualRange(double low, double high, int from, int basedOn) {

  /**
   * The range after the last rating; while an episode stands, what it was before.
   *
   * @param ratings in the order of time; NaN where one is missing
   * @param serviceSd how much ratings of one person vary in the service; nothing is known of a
   *     range while that is 0
   * @param ceiling the best rating there is; NaN where that is not looked at
   * @param episodes when the ratings lay below the range, oldest first; they are no part of it
   * @param rule how many ratings are needed, and how wide the range is
   */
  public static Optional<UsualRange> of(
      double[] ratings,
      double serviceSd,
      double ceiling,
      List<Episode> episodes,
      RuptureEpisodes.Rule rule) {
    var own = new Ratings(serviceSd, ceiling);
    int from = -1;
    for (int row = 0; row < ratings.length; row++) {
      if (!Double.isNaN(ratings[row]) && !within(episodes, row)) {
        own.add(ratings[row]);
        from = from < 0 ? row : from;
      }
    }
    if (own.count() < rule.earlier() || !(serviceSd > 0)) {
      return Optional.empty();
    }
    var limit = PersonLimit.of(own, rule.k());
    return Optional.of(
        new UsualRange(limit.limit(), 2 * limit.mean() - limit.limit(), from, own.count()));
  }

  private static boolean within(List<Episode> episodes, int row) {
    return episodes.stream()
        .anyMatch(each -> row >= each.onset() && (each.stands() || row < each.end() - 1));
  }
}
