package org.attune.validation;

import java.util.List;

/**
 * What a service measures in its own stable courses, as it would before it uses the product.
 *
 * @param withinSd the pooled standard deviation of ratings around the clients' own means
 * @param below36 the share of ratings below 36
 * @param atCeiling the share of ratings at the highest one
 */
record Measured(double withinSd, double below36, double atCeiling) {

  static Measured in(List<RatedCourse> courses, double ceiling) {
    double squares = 0;
    long freedom = 0;
    long below = 0;
    long top = 0;
    long all = 0;
    for (RatedCourse course : courses) {
      var known = course.known();
      double mean = ControlCharts.mean(known);
      for (double rating : known) {
        squares += (rating - mean) * (rating - mean);
        below += rating < 36 ? 1 : 0;
        top += rating >= ceiling ? 1 : 0;
      }
      freedom += Math.max(0, known.length - 1);
      all += known.length;
    }
    return new Measured(Math.sqrt(squares / freedom), (double) below / all, (double) top / all);
  }
}
