package org.attune.therapy.alignment;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far goals were reached, on the scale on which all goals met as expected give 50 (Kiresuk
 * 1968).
 */
public final class GoalAttainment {

  /** What goals reached as expected give. */
  public static final double AS_EXPECTED = 50;

  /** How far the goals of one person are taken to go together. */
  private static final double CORRELATION = 0.3;

  private GoalAttainment() {}

  /**
   * How far goals had been reached together by some moment.
   *
   * @param at when one of them was rated
   * @param score the T score of the latest ratings by then
   * @param goals how many of them had been rated by then
   */
  public record Attained(Instant at, double score, int goals) {}

  /** A goal with the rating that counts for it. */
  private record Rated(GoalSides goal, GoalSides.Rating rating) {}

  /**
   * The T score at each moment at which a goal was rated, the earliest first. Each goal weighs
   * throughout what was last told, so that the line moves with ratings alone and ends where {@link
   * #now} stands.
   */
  public static List<Attained> overTime(List<GoalSides> goals) {
    return goals.stream()
        .flatMap(goal -> goal.together().ratings().stream())
        .map(GoalSides.Rating::at)
        .distinct()
        .sorted()
        .map(at -> attained(at, counted(goals, at)))
        .filter(each -> !Double.isNaN(each.score()))
        .toList();
  }

  /** The T score of the latest ratings; not known where nobody rates goals or none has weight. */
  static Told<Double> now(List<GoalSides> goals) {
    var rated = counted(goals, Instant.MAX);
    double score = score(rated);
    return Double.isNaN(score)
        ? Told.unknown()
        : Told.by(rated.stream().map(each -> each.rating().evidence()).toList(), score);
  }

  private static Attained attained(Instant at, List<Rated> rated) {
    return new Attained(at, score(rated), rated.size());
  }

  private static double score(List<Rated> rated) {
    return score(
        rated.stream().mapToDouble(each -> each.rating().attainment()).toArray(),
        rated.stream().mapToDouble(each -> each.goal().together().weight()).toArray());
  }

  /**
   * The latest rating of each goal by some moment. Places on the forms of two people may be the
   * same goals, so only those of who had rated last by then count.
   */
  private static List<Rated> counted(List<GoalSides> goals, Instant by) {
    var rated = goals.stream().flatMap(goal -> latest(goal, by).stream()).toList();
    var last =
        rated.stream()
            .filter(each -> each.goal().placeOnly())
            .map(Rated::rating)
            .max(Comparator.comparing(GoalSides.Rating::at))
            .map(GoalSides.Rating::by)
            .orElse(null);
    return rated.stream()
        .filter(each -> !each.goal().placeOnly() || each.rating().by() == last)
        .toList();
  }

  private static Optional<Rated> latest(GoalSides goal, Instant by) {
    return goal.together().ratings().stream()
        .filter(rating -> !rating.at().isAfter(by))
        .reduce((before, after) -> after)
        .map(rating -> new Rated(goal, rating));
  }

  /**
   * The T score, {@code 50 + 10 Σwx / √(0.7 Σw² + 0.3 (Σw)²)}: the correlation weighs the square of
   * the sum (Turner-Stokes 2009, as corrected in its erratum).
   *
   * @param attainments how far each goal was reached, from -2 to 2
   * @param weights the weight of each goal
   * @return the score; NaN where no goal has any weight
   */
  public static double score(double[] attainments, double[] weights) {
    double attained = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < attainments.length; i++) {
      attained += weights[i] * attainments[i];
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    double spread = Math.sqrt((1 - CORRELATION) * squares + CORRELATION * sum * sum);
    return spread > 0 ? AS_EXPECTED + 10 * attained / spread : Double.NaN;
  }
}
