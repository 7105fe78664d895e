package org.attune.detection.goals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.attune.therapy.GoalReview;
import org.attune.therapy.TherapyCourse;

/** When goals were looked at together: for two weeks after that nothing is said of them. */
final class ReviewedTogether {

  private final List<Review> reviews = new ArrayList<>();
  private final ZoneId zone;
  private final int quietDays;

  private record Review(String goal, LocalDate day, Instant known) {}

  ReviewedTogether(TherapyCourse course, int quietDays) {
    zone = course.zone();
    this.quietDays = quietDays;
    for (GoalReview form : course.forms().goalReviews()) {
      var filledOn = form.at().atZone(zone).toLocalDate();
      for (GoalReview.OfGoal goal : form.goals()) {
        var day = goal.reviewedOn();
        if (day != null && !day.isAfter(filledOn)) {
          reviews.add(new Review(goal.goal(), day, form.at()));
        }
      }
    }
  }

  /**
   * From when on a concern stands, given that it was looked at together. What the client said is
   * answered only by a talk that came after it.
   */
  Instant standsFrom(Concern concern) {
    var from = concern.at();
    if (reviews.isEmpty()) {
      return from;
    }
    var saidOn = concern.at().atZone(zone).toLocalDate();
    for (Review review : reviews) {
      boolean aboutIt = concern.goal() == null || concern.goal().equals(review.goal());
      boolean answers = !concern.said() || !review.day().isBefore(saidOn);
      if (aboutIt && answers) {
        var quietUntil = review.day().plusDays(quietDays + 1L).atStartOfDay(zone).toInstant();
        if (quietUntil.isAfter(from) && quietUntil.isAfter(review.known())) {
          from = quietUntil;
        }
      }
    }
    return from;
  }
}
