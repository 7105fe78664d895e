package org.attune.detection.attendance;

import java.time.Instant;
import java.time.LocalDate;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * What client and service agreed about meeting no more, or not for a while. The latest word on each
 * counts; an agreement that was not kept is none.
 *
 * @param over whether an ending or a referral holds now, or a pause
 * @param pauseOver when the last agreed pause was over, or null
 * @param pause where that pause was agreed, or null
 * @param nextStart when the soonest agreement begins that lies ahead, or null
 */
record Agreed(
    boolean over,
    @Nullable Instant pauseOver,
    @Nullable Source pause,
    @Nullable Instant nextStart) {

  /**
   * Reads the agreements of a course.
   *
   * @param lastHeld when the last session took place: a pause without an end is over by then
   */
  static Agreed of(TherapyCourse course, Instant lastHeld) {
    var today = course.asOf().atZone(course.zone()).toLocalDate();
    var pauses = new Latest();
    var endings = new Latest();
    var referrals = new Latest();
    for (GoalReview review : course.forms().goalReviews()) {
      for (Agreement agreement : review.agreements()) {
        switch (agreement.kind()) {
          case PAUSE -> pauses.take(review, agreement, course);
          case ENDING -> endings.take(review, agreement, course);
          case REFERRAL -> referrals.take(review, agreement, course);
          case CONTRACT, PROMISE, REASON_FOR_COMING, FUTURE_ANSWER -> {}
        }
      }
    }
    boolean over =
        endings.begun(today) || referrals.begun(today) || pauses.holds(today, lastHeld, course);
    var pauseOver = pauses.begun(today) ? pauses.over(course) : null;
    return new Agreed(
        over,
        pauseOver,
        pauses.source,
        soonest(endings.ahead(today, course), referrals, pauses, today, course));
  }

  private static @Nullable Instant soonest(
      @Nullable Instant first, Latest second, Latest third, LocalDate today, TherapyCourse course) {
    return sooner(sooner(first, second.ahead(today, course)), third.ahead(today, course));
  }

  private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  /** The latest agreement of one kind. */
  private static final class Latest {

    private @Nullable LocalDate from;
    private @Nullable LocalDate until;
    private @Nullable Source source;

    void take(GoalReview review, Agreement agreement, TherapyCourse course) {
      boolean kept = !Boolean.FALSE.equals(agreement.kept());
      var given = agreement.from();
      from = !kept ? null : given != null ? given : review.at().atZone(course.zone()).toLocalDate();
      until = agreement.until();
      source = review.source();
    }

    boolean begun(LocalDate today) {
      return from != null && !from.isAfter(today);
    }

    /** Whether a pause holds: until its last day, or until the client is seen again. */
    boolean holds(LocalDate today, Instant lastHeld, TherapyCourse course) {
      if (from == null || from.isAfter(today)) {
        return false;
      }
      return until != null
          ? !until.isBefore(today)
          : !lastHeld.isAfter(from.plusDays(1).atStartOfDay(course.zone()).toInstant());
    }

    @Nullable Instant over(TherapyCourse course) {
      return until == null ? null : until.plusDays(1).atStartOfDay(course.zone()).toInstant();
    }

    @Nullable Instant ahead(LocalDate today, TherapyCourse course) {
      return from != null && from.isAfter(today)
          ? from.atStartOfDay(course.zone()).toInstant()
          : null;
    }
  }
}
