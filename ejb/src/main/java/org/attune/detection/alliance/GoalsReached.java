package org.attune.detection.alliance;

import java.time.Instant;
import java.util.List;
import org.attune.detection.Signal;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Achievement;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.alignment.GoalAttainment;
import org.jspecify.annotations.Nullable;

/**
 * Goals were reached: as a goal form says, taken together, or as a goal of the plan says itself.
 *
 * @param source the record that says so
 * @param at since when
 * @param score the attainment score of a form, or 50 where a goal says itself that it was reached
 * @param excluded goal forms that were not counted
 */
record GoalsReached(Source source, Instant at, double score, List<Signal.Excluded> excluded) {

  /** The newest form with which goals came to be reached and stayed so, if any. */
  static @Nullable GoalsReached onForms(TherapyCourse course) {
    GoalsReached reached = null;
    for (GoalReview review : course.forms().goalReviews()) {
      double score = review.respondent() == Respondent.PROXY ? Double.NaN : score(review);
      if (score < GoalAttainment.AS_EXPECTED) {
        reached = null;
      } else if (score >= GoalAttainment.AS_EXPECTED && reached == null) {
        reached = new GoalsReached(review.source(), review.at(), score, byProxy(course));
      }
    }
    return reached;
  }

  /** Not a number where a form says of no goal how far it was reached. */
  private static double score(GoalReview review) {
    var told = review.goals().stream().filter(goal -> goal.attainment() != null).toList();
    var attainments = new double[told.size()];
    var weights = new double[told.size()];
    for (int i = 0; i < weights.length; i++) {
      var attainment = told.get(i).attainment();
      var weight = told.get(i).weight();
      attainments[i] = attainment == null ? 0 : attainment;
      weights[i] = weight == null ? 1 : weight;
    }
    return GoalAttainment.score(attainments, weights);
  }

  private static List<Signal.Excluded> byProxy(TherapyCourse course) {
    return course.forms().goalReviews().stream()
        .filter(review -> review.respondent() == Respondent.PROXY)
        .map(review -> new Signal.Excluded(review.source(), "excluded.proxy"))
        .toList();
  }

  /** The goal of the plan that was reached last, if any says so and says when. */
  static @Nullable GoalsReached inPlan(TherapyCourse course) {
    GoalsReached newest = null;
    for (CareGoal goal : course.goals()) {
      var on = goal.statusDate();
      if (on != null && goal.achievement() == Achievement.ACHIEVED && counts(goal)) {
        var at = on.atStartOfDay(course.zone()).toInstant();
        if (!at.isAfter(course.asOf()) && (newest == null || at.isAfter(newest.at()))) {
          newest = new GoalsReached(goal.source(), at, GoalAttainment.AS_EXPECTED, List.of());
        }
      }
    }
    return newest;
  }

  private static boolean counts(CareGoal goal) {
    return switch (goal.lifecycle()) {
      case ACCEPTED, ACTIVE, ON_HOLD, COMPLETED, PLANNED -> true;
      case PROPOSED, CANCELLED, REJECTED -> false;
    };
  }
}
