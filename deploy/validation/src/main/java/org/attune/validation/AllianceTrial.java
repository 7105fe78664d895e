package org.attune.validation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.Courses;

/**
 * One cohort, with and without a rupture, and what rules say of it.
 *
 * @param cohort where the clients come from
 * @param norms what their service measured before, in clients of its own
 * @param measured how those varied
 * @param stable the clients without a rupture
 * @param ruptured the same clients with one, by depth
 */
record AllianceTrial(
    AllianceCohort cohort,
    ServiceNorms norms,
    Measured measured,
    List<RatedCourse> stable,
    List<List<RatedCourse>> ruptured) {

  private static final int MEASURED_ON = 4000;

  static AllianceTrial of(AllianceCohort cohort, int clients, Chance chance) {
    var before = chance.part("norms " + cohort.name());
    var measured =
        Measured.in(
            courses(MEASURED_ON, i -> cohort.course(before.course(i), 0)), cohort.ceiling());
    var now = chance.part("clients " + cohort.name());
    double sd = measured.withinSd();
    return new AllianceTrial(
        cohort,
        new ServiceNorms(Map.of(Courses.SRS, sd), 0.12, 0.95),
        measured,
        courses(clients, i -> cohort.course(now.course(i), 0)),
        Performance.DEPTHS.stream()
            .map(depth -> courses(clients, i -> cohort.course(now.course(i), depth * sd)))
            .toList());
  }

  private static List<RatedCourse> courses(int clients, Function<Integer, RatedCourse> make) {
    return IntStream.range(0, clients).boxed().map(make).toList();
  }

  /** How the product does. */
  Said judged(Judge judge, ServiceNorms with, String label, Progress progress) {
    return new Said(
        judged(judge, with, stable, label + ", stable", progress),
        IntStream.range(0, ruptured.size())
            .mapToObj(
                depth ->
                    judged(
                        judge,
                        with,
                        ruptured.get(depth),
                        label + ", ruptures of " + Performance.DEPTHS.get(depth) + " SD",
                        progress))
            .toList());
  }

  private static List<Alarms> judged(
      Judge judge, ServiceNorms norms, List<RatedCourse> courses, String what, Progress progress) {
    return progress.over(what, courses.size(), i -> courses.get(i).judged(judge, norms));
  }

  /** How the rule of somebody else does. */
  Said judged(PublishedRule rule, double threshold) {
    return new Said(
        judged(rule, threshold, stable),
        ruptured.stream().map(courses -> judged(rule, threshold, courses)).toList());
  }

  private List<Alarms> judged(PublishedRule rule, double threshold, List<RatedCourse> courses) {
    return courses.parallelStream()
        .map(course -> course.judged(rule, measured.withinSd(), threshold))
        .toList();
  }

  /** How many alarms a session of a stable course brings. */
  double falseAlarms(PublishedRule rule, double threshold) {
    return perSession(judged(rule, threshold, stable));
  }

  double perSession(List<Alarms> alarms) {
    return (double) alarms.stream().mapToInt(Alarms::count).sum()
        / ((double) alarms.size() * cohort.sessions());
  }

  /**
   * What a rule said.
   *
   * @param stable of the clients without a rupture
   * @param ruptured of the same clients with one, by depth
   */
  record Said(List<Alarms> stable, List<List<Alarms>> ruptured) {

    /** The same, what still stood from before left out. */
    Said newOnes() {
      return new Said(
          stable.stream().map(Alarms::newOnes).toList(),
          ruptured.stream().map(all -> all.stream().map(Alarms::newOnes).toList()).toList());
    }
  }

  /** The share of ruptures of 2.5 SD found, of those that last so many sessions. */
  Figure found(Said said, int sessions) {
    long hits = 0;
    long all = 0;
    for (int i = 0; i < stable.size(); i++) {
      if (stable.get(i).lasts() == sessions) {
        all++;
        var alarms = said.ruptured().get(Performance.MIDDLE).get(i);
        hits += Performance.hit(alarms, stable.get(i), Performance.WITHIN) ? 1 : 0;
      }
    }
    return Figure.share(hits, all);
  }

  Performance performance(Said said, Resampling resampling) {
    return Performance.of(said.stable(), said.ruptured(), stable, resampling);
  }

  /** How many more ruptures of 2.5 SD one finds than the other, client by client. */
  Figure better(Said one, Said other, Resampling resampling) {
    var mine = one.ruptured().get(Performance.MIDDLE);
    var theirs = other.ruptured().get(Performance.MIDDLE);
    return resampling.mean(
        stable.size(),
        i ->
            (Performance.hit(mine.get(i), stable.get(i), Performance.WITHIN) ? 1 : 0)
                - (Performance.hit(theirs.get(i), stable.get(i), Performance.WITHIN) ? 1 : 0));
  }
}
