package org.attune.detection.goals;

import static org.attune.detection.goals.ImportanceGap.later;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;

/** What the client said of the goals outside the goal form. */
final class ClientsWord {

  private static final String WORDING = "flag.client-says";

  private ClientsWord() {}

  static void addTo(List<Concern> concerns, TherapyCourse course, Instant early) {
    ticked(concerns, course, early);
    for (CareGoal goal : course.goals()) {
      if (goal.clientSays().filter(CareGoal.Acceptance.DISAGREE::equals).isPresent()
          && ImportanceGap.pursued(goal)) {
        var day = goal.statusDate() == null ? goal.start() : goal.statusDate();
        var at = day == null ? course.began() : day.atStartOfDay(course.zone()).toInstant();
        concerns.add(
            new Concern(
                goal.source(),
                later(later(at, course.began()), early),
                WORDING,
                goal.source().reference(),
                true,
                new TreeMap<>(),
                List.of(goal.source())));
      }
    }
  }

  /**
   * A tick on the check-in stands until the goals were reviewed, or two check-ins in a row are
   * without it.
   */
  private static void ticked(List<Concern> concerns, TherapyCourse course, Instant early) {
    CheckIn onset = null;
    CheckIn latest = null;
    int without = 0;
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.respondent() != Respondent.CLIENT || checkIn.audience() != Audience.CARE_TEAM) {
        continue;
      }
      if (onset != null && reviewed(course, onset, checkIn.at())) {
        onset = null;
      }
      if (disagrees(checkIn)) {
        onset = onset == null ? checkIn : onset;
        latest = checkIn;
        without = 0;
      } else if (++without >= 2) {
        onset = null;
      }
    }
    if (onset != null && latest != null && !reviewed(course, onset, course.asOf())) {
      concerns.add(tick(onset, latest, early));
    }
  }

  private static Concern tick(CheckIn onset, CheckIn latest, Instant early) {
    return new Concern(
        onset.source(),
        later(onset.at(), early),
        WORDING,
        null,
        true,
        new TreeMap<>(),
        List.of(onset.source(), latest.source()).stream().distinct().toList());
  }

  private static boolean disagrees(CheckIn checkIn) {
    return checkIn.fits().contains(Fit.NOT_MY_GOAL)
        || checkIn.fits().contains(Fit.DISAGREE_WITH_PLAN);
  }

  /** Whether a goal form came between a tick and a moment. */
  private static boolean reviewed(TherapyCourse course, CheckIn tick, Instant until) {
    for (GoalReview form : course.forms().goalReviews()) {
      if (form.at().isAfter(tick.at())
          && !form.at().isAfter(until)
          && form.respondent() != Respondent.PROXY
          && !form.goals().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
