package org.attune.chart;

import java.util.List;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;

/**
 * A client's facts without what a form for few eyes would tell of other records: an obstacle that
 * was named there would become the reason of an hour that everybody sees.
 */
final class ForEveryReader {

  private ForEveryReader() {}

  static List<ChartFact> of(List<ChartFact> facts) {
    return facts.stream()
        .map(fact -> fact instanceof CheckIn checkIn ? withoutObstacle(checkIn) : fact)
        .toList();
  }

  private static ChartFact withoutObstacle(CheckIn checkIn) {
    if (checkIn.audience() == CheckIn.Audience.CARE_TEAM || checkIn.obstacle() == null) {
      return checkIn;
    }
    return new CheckIn(
        checkIn.source(),
        checkIn.patient(),
        checkIn.form(),
        checkIn.at(),
        checkIn.ratings(),
        checkIn.voices(),
        null,
        checkIn.events(),
        checkIn.fits(),
        checkIn.fears(),
        checkIn.audience(),
        checkIn.respondent(),
        checkIn.visit(),
        checkIn.therapist(),
        checkIn.labels());
  }
}
