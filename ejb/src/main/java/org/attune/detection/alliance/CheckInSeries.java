package org.attune.detection.alliance;

import java.util.ArrayList;
import java.util.List;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.Strand;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;

/**
 * Check-ins that may be compared with one another: the client's own, which the whole team may read,
 * of one form and about one therapist.
 */
final class CheckInSeries {

  private final Strand<CheckIn> strand;

  private CheckInSeries(Strand<CheckIn> strand) {
    this.strand = strand;
  }

  /** The series of a course that are still open, in the order of their first check-ins. */
  static List<CheckInSeries> of(TherapyCourse course) {
    var strands = new ArrayList<Strand<CheckIn>>(2);
    var checkIns = course.checkIns();
    for (int i = 0; i < checkIns.size(); i++) {
      var checkIn = checkIns.get(i);
      if (checkIn.respondent() == Respondent.CLIENT && forTheTeam(checkIn)) {
        var named = checkIn.therapist();
        var therapist = named == null ? ScoreSeries.therapistAt(checkIn.at(), course) : named;
        Strand.add(strands, i, checkIn, "check-in", checkIn.form(), therapist);
      }
    }
    return strands.stream().filter(strand -> !strand.closed()).map(CheckInSeries::new).toList();
  }

  private static boolean forTheTeam(CheckIn checkIn) {
    return checkIn.audience() == Audience.CARE_TEAM;
  }

  /** The check-ins, oldest first. */
  List<CheckIn> checkIns() {
    return strand.forms();
  }

  /** What does not belong here; check-ins that the team may not read are not even named. */
  List<Signal.Excluded> excluded(TherapyCourse course) {
    var excluded = new ArrayList<Signal.Excluded>();
    int here = 0;
    for (CheckIn checkIn : course.checkIns()) {
      // Both lists are in the order of time, so one pass tells what belongs here.
      if (here < checkIns().size() && checkIn.source().equals(checkIns().get(here).source())) {
        here++;
      } else if (forTheTeam(checkIn) && checkIn.respondent() != Respondent.THERAPIST) {
        excluded.add(new Signal.Excluded(checkIn.source(), whyNotHere(checkIn)));
      }
    }
    return excluded;
  }

  private String whyNotHere(CheckIn checkIn) {
    if (checkIn.respondent() != Respondent.CLIENT) {
      return "excluded.proxy";
    }
    return checkIn.form().equals(strand.version())
        ? "excluded.other-therapist"
        : "excluded.other-form";
  }
}
