package org.attune.detection.alliance;

import java.util.ArrayList;
import java.util.List;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Check-ins that may be compared with one another: the client's own, which the whole team may read,
 * of one form and about one therapist.
 */
final class CheckInSeries {

  private static final int ENOUGH_TO_REPLACE = 3;

  private final String form;
  private final List<CheckIn> checkIns = new ArrayList<>();
  private @Nullable TherapistId therapist;

  private CheckInSeries(String form, @Nullable TherapistId therapist) {
    this.form = form;
    this.therapist = therapist;
  }

  /** The series of a course, in the order of their first check-ins. */
  static List<CheckInSeries> of(TherapyCourse course) {
    var all = new ArrayList<CheckInSeries>();
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.respondent() == Respondent.CLIENT && forTheTeam(checkIn)) {
        var named = checkIn.therapist();
        var therapist = named == null ? ScoreSeries.therapistAt(checkIn.at(), course) : named;
        seriesFor(checkIn.form(), therapist, all).checkIns.add(checkIn);
      }
    }
    return all;
  }

  private static CheckInSeries seriesFor(
      String form, @Nullable TherapistId therapist, List<CheckInSeries> all) {
    for (int i = all.size() - 1; i >= 0; i--) {
      var series = all.get(i);
      if (series.form.equals(form)
          && (series.therapist == null
              || therapist == null
              || series.therapist.equals(therapist))) {
        if (series.therapist == null) {
          series.therapist = therapist;
        }
        return series;
      }
    }
    var series = new CheckInSeries(form, therapist);
    all.add(series);
    return series;
  }

  private static boolean forTheTeam(CheckIn checkIn) {
    return checkIn.audience() == Audience.CARE_TEAM;
  }

  /** Whether another form or therapist has taken this one's place, with enough to compare. */
  boolean replacedIn(List<CheckInSeries> all) {
    var last = checkIns.get(checkIns.size() - 1).at();
    return all.stream()
        .filter(other -> other != this && other.checkIns.size() >= ENOUGH_TO_REPLACE)
        .map(other -> other.checkIns.get(other.checkIns.size() - ENOUGH_TO_REPLACE))
        .anyMatch(checkIn -> checkIn.at().isAfter(last));
  }

  /** The check-ins, oldest first. */
  List<CheckIn> checkIns() {
    return checkIns;
  }

  /** What does not belong here; check-ins that the team may not read are not even named. */
  List<Signal.Excluded> excluded(TherapyCourse course) {
    return course.checkIns().stream()
        .filter(CheckInSeries::forTheTeam)
        .filter(checkIn -> checkIn.respondent() != Respondent.THERAPIST)
        .filter(checkIn -> !checkIns.contains(checkIn))
        .map(checkIn -> new Signal.Excluded(checkIn.source(), whyNotHere(checkIn)))
        .toList();
  }

  private String whyNotHere(CheckIn checkIn) {
    if (checkIn.respondent() != Respondent.CLIENT) {
      return "excluded.proxy";
    }
    return checkIn.form().equals(form) ? "excluded.other-therapist" : "excluded.other-form";
  }
}
