package org.attune.detection.outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.detection.Strand;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.Ratings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Respondent;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the check-ins of one form and finds where two of three in a row lay beyond the
 * client's own range: a lower mood, or leaving the session more upset.
 */
final class UpsetWalk {

  private static final int EARLIER = 3;
  private static final int NEEDED = 2;
  private static final int AMONG = 3;
  private static final int BACK = 2;
  private static final double SMALLEST = 1.0;

  private final Instant early;
  private final double limit;
  private final PlannedExposure exposure;
  private final Ratings mood;
  private final Ratings distress;
  private final List<CheckIn> cited = new ArrayList<>();
  private int number;
  private int lastNumber;
  private @Nullable CheckIn last;
  private @Nullable CheckIn onset;

  /** What stands: the form that confirmed it, and every form since that lay beyond. */
  record Upset(CheckIn onset, List<CheckIn> forms) {}

  private UpsetWalk(Instant early, double limit, double itemSd, PlannedExposure exposure) {
    this.early = early;
    this.limit = limit;
    this.exposure = exposure;
    mood = new Ratings(itemSd);
    distress = new Ratings(itemSd);
  }

  /** What stands at the end of the check-ins, of the forms that may be compared. */
  static @Nullable Upset in(
      TherapyCourse course, Instant early, double limit, double itemSd, PlannedExposure exposure) {
    if (course.checkIns().size() < EARLIER + NEEDED) {
      return null;
    }
    Upset first = null;
    for (Strand<CheckIn> strand : strands(course)) {
      if (!strand.closed() && strand.forms().size() >= EARLIER + NEEDED) {
        var walk = new UpsetWalk(early, limit, itemSd, exposure);
        strand.forms().forEach(walk::take);
        var upset = walk.standing();
        if (upset != null && (first == null || upset.onset().at().isBefore(first.onset().at()))) {
          first = upset;
        }
      }
    }
    return first;
  }

  private static List<Strand<CheckIn>> strands(TherapyCourse course) {
    var strands = new ArrayList<Strand<CheckIn>>(2);
    for (int i = 0; i < course.checkIns().size(); i++) {
      var checkIn = course.checkIns().get(i);
      if (checkIn.respondent() == Respondent.CLIENT
          && checkIn.audience() == Audience.CARE_TEAM
          && (checkIn.ratings().containsKey(Item.MOOD)
              || checkIn.ratings().containsKey(Item.DISTRESS))) {
        Strand.add(strands, i, checkIn, "check-in", checkIn.form(), null);
      }
    }
    return strands;
  }

  private void take(CheckIn checkIn) {
    if (exposure.explains(checkIn.at())) {
      return;
    }
    boolean low = beyond(mood, value(checkIn, Item.MOOD));
    boolean upset = beyond(distress, value(checkIn, Item.DISTRESS));
    boolean counts = (low || upset) && !checkIn.at().isBefore(early);
    if (!low && !upset && onset == null) {
      learn(mood, value(checkIn, Item.MOOD));
      learn(distress, value(checkIn, Item.DISTRESS));
    }
    number++;
    if (counts) {
      beyondNow(checkIn);
    } else if (onset != null && number - lastNumber >= BACK) {
      onset = null;
      last = null;
      cited.clear();
    }
  }

  private void beyondNow(CheckIn checkIn) {
    if (onset != null) {
      cited.add(checkIn);
    } else if (last != null && number - lastNumber < AMONG) {
      onset = checkIn;
      cited.add(last);
      cited.add(checkIn);
    }
    last = checkIn;
    lastNumber = number;
  }

  /** Higher is better for both, so distress counts downwards. */
  private static double value(CheckIn checkIn, Item item) {
    var rating = checkIn.ratings().get(item);
    if (rating == null) {
      return Double.NaN;
    }
    return item == Item.DISTRESS ? -rating : rating;
  }

  private boolean beyond(Ratings earlier, double value) {
    // Comparisons with a missing rating are false.
    return earlier.count() >= EARLIER
        && earlier.mean() - value >= SMALLEST
        && value < PersonLimit.of(earlier, limit).limit();
  }

  private static void learn(Ratings ratings, double value) {
    if (!Double.isNaN(value)) {
      ratings.add(value);
    }
  }

  private @Nullable Upset standing() {
    return onset == null ? null : new Upset(onset, List.copyOf(cited));
  }
}
