package org.attune.validation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.Courses;

/** One simulated client: a rating for each session, NaN where none was given. */
final class RatedCourse {

  /** The first session that the product can judge. */
  private static final int FIRST = PublishedRule.EARLIER;

  private final double[] ratings;
  private final int onset;
  private final int lasts;

  /**
   * A client.
   *
   * @param onset the session with which a rupture began, or would have begun
   * @param lasts how many sessions it lasted, or would have lasted
   * @param ratings the ratings
   */
  RatedCourse(int onset, int lasts, double... ratings) {
    this.onset = onset;
    this.lasts = lasts;
    this.ratings = ratings.clone();
  }

  int onset() {
    return onset;
  }

  int lasts() {
    return lasts;
  }

  int sessions() {
    return ratings.length;
  }

  /** What the product says: the course is told to it week by week and judged after each. */
  Alarms judged(Judge judge, ServiceNorms norms) {
    var course = Courses.course();
    var alarms = new Alarms();
    var known = new HashSet<List<Object>>();
    for (int session = 0; session < ratings.length; session++) {
      course.attended();
      if (!Double.isNaN(ratings[session])) {
        course.score(ratings[session]);
        if (session >= FIRST) {
          boolean raised = false;
          for (Signal signal : judge.all(course.build(), norms)) {
            raised |= known.add(List.of(signal.detector(), signal.onset()));
          }
          alarms.at(session, raised, raised);
        }
      }
    }
    return alarms;
  }

  /** What the rule of somebody else says. */
  Alarms judged(PublishedRule rule, double serviceSd, double threshold) {
    return rule.over(ratings, serviceSd, threshold);
  }

  /** The ratings that were given. */
  double[] known() {
    return Arrays.stream(ratings).filter(rating -> !Double.isNaN(rating)).toArray();
  }
}
