package org.attune.detection.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;

/**
 * Less hope than before on the last two check-ins: it never speaks alone, but it colours scores
 * that got worse.
 */
final class LessHope {

  private static final int TWICE = 2;
  private static final int POINTS = 2;

  private LessHope() {}

  /**
   * The last two check-ins that rate hope, where both lie two points or more below the client's
   * earlier mean and the later one was not filled in before a moment; else none.
   */
  static List<CheckIn> in(TherapyCourse course, Instant since) {
    var rated = new ArrayList<CheckIn>();
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.respondent() == Respondent.CLIENT
          && checkIn.audience() == Audience.CARE_TEAM
          && checkIn.ratings().containsKey(Item.HOPE)) {
        rated.add(checkIn);
      }
    }
    if (rated.size() <= TWICE || rated.get(rated.size() - 1).at().isBefore(since)) {
      return List.of();
    }
    var latest = rated.subList(rated.size() - TWICE, rated.size());
    double usual =
        rated.subList(0, rated.size() - TWICE).stream()
            .mapToInt(LessHope::hope)
            .average()
            .orElse(0);
    return latest.stream().allMatch(checkIn -> hope(checkIn) <= usual - POINTS)
        ? List.copyOf(latest)
        : List.of();
  }

  private static int hope(CheckIn checkIn) {
    return checkIn.ratings().getOrDefault(Item.HOPE, 0);
  }
}
