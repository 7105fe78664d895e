package org.attune.validation;

import java.util.List;

/**
 * How a rule did on a cohort.
 *
 * @param falseAlarms alarms for each session of stable courses
 * @param stableFlagged the share of stable courses with an alarm or more
 * @param chance the share of stable courses in which it points at the sessions in which a rupture
 *     would have been looked for
 * @param hits the share of ruptures that were pointed at no later than two sessions after their
 *     onset, by depth
 * @param soon the same, no later than one session after the onset
 * @param truthful the share of alarms that were true, where half of the courses hold a rupture of
 *     2.5 SD
 */
record Performance(
    Figure falseAlarms,
    Figure stableFlagged,
    Figure chance,
    List<Figure> hits,
    List<Figure> soon,
    Figure truthful) {

  /** The depths of the ruptures, in standard deviations within persons. */
  static final List<Double> DEPTHS = List.of(1.5, 2.5, 3.0);

  /** Which of them half of the courses hold for the truthfulness. */
  static final int MIDDLE = 1;

  /** A hit comes at the onset or at one of so many sessions after it. */
  static final int WITHIN = 2;

  /**
   * What the alarms amount to.
   *
   * @param stable alarms of the clients without a rupture
   * @param ruptured alarms of the same clients with one, by depth
   * @param courses the clients
   */
  static Performance of(
      List<Alarms> stable,
      List<List<Alarms>> ruptured,
      List<RatedCourse> courses,
      Resampling resampling) {
    int n = courses.size();
    int sessions = courses.get(0).sessions();
    return new Performance(
        resampling.ratio(n, i -> stable.get(i).count(), i -> sessions),
        Figure.share(stable.stream().filter(alarms -> alarms.count() > 0).count(), n),
        hits(stable, courses, WITHIN),
        ruptured.stream().map(alarms -> hits(alarms, courses, WITHIN)).toList(),
        ruptured.stream().map(alarms -> hits(alarms, courses, WITHIN - 1)).toList(),
        truthful(stable, ruptured.get(MIDDLE), courses, resampling));
  }

  static boolean hit(Alarms alarms, RatedCourse course, int within) {
    return alarms.hits(course.onset(), course.onset() + within + 1);
  }

  private static Figure hits(List<Alarms> alarms, List<RatedCourse> courses, int within) {
    long hits = 0;
    for (int i = 0; i < courses.size(); i++) {
      hits += hit(alarms.get(i), courses.get(i), within) ? 1 : 0;
    }
    return Figure.share(hits, courses.size());
  }

  private static Figure truthful(
      List<Alarms> stable,
      List<Alarms> ruptured,
      List<RatedCourse> courses,
      Resampling resampling) {
    return resampling.ratio(
        courses.size(),
        i -> {
          int onset = courses.get(i).onset();
          return i % 2 == 0 ? ruptured.get(i).count(onset, onset + WITHIN + 1) : 0;
        },
        i -> (i % 2 == 0 ? ruptured : stable).get(i).count());
  }
}
