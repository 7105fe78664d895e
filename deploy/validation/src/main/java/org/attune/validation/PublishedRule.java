package org.attune.validation;

import java.util.Arrays;

/** The rules of others, each with one threshold that can be moved. */
enum PublishedRule {
  TALK_RULE("SRS below 36, or a point lower than last time (talk rule of PCOMS)", 0) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      return ratings[at] < CUT_OFF - threshold || ratings[at - 1] - ratings[at] >= 1 + threshold;
    }
  },
  BELOW_36("SRS below 36", 0) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      return ratings[at] < CUT_OFF - threshold;
    }
  },
  STILES("fall from last time by more than 1 pooled SD (after Stiles 2004)", 1) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      return ratings[at - 1] - ratings[at] > threshold * serviceSd;
    }
  },
  STRAUSS("fall from last time by more than 2 pooled SD (after Strauss 2006)", 2) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      return STILES.flags(ratings, at, serviceSd, threshold);
    }
  },
  GUMZ("fall by more than 2 of the stricter of own and pooled SD (after Gumz 2012)", 2) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      double stricter = Math.max(serviceSd, ControlCharts.sd(before(ratings, at)));
      return ratings[at - 1] - ratings[at] > threshold * stricter;
    }
  },
  SHEWHART("own mean less 3 sigma by moving range (Shewhart's individuals chart)", 3) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      var before = before(ratings, at);
      double sigma = ControlCharts.sigmaByMovingRange(before);
      return ratings[at] < ControlCharts.mean(before) - threshold * sigma;
    }
  },
  EWMA("smoothed rating (lambda .4) below own mean by 2 of its SD", 2) {
    @Override
    boolean flags(double[] ratings, int at, double serviceSd, double threshold) {
      var before = before(ratings, at);
      double mean = ControlCharts.mean(before);
      double smoothed = ControlCharts.ewma(mean, LAMBDA, Arrays.copyOf(ratings, at + 1));
      double sigma = ControlCharts.ewmaSigma(serviceSd, LAMBDA, at + 1);
      return smoothed < mean - threshold * sigma;
    }
  };

  /** As many earlier ratings as the product asks for, so that all are tried on the same ones. */
  static final int EARLIER = 3;

  private static final double CUT_OFF = 36;
  private static final double LAMBDA = 0.4;

  private final String says;
  private final double customary;

  PublishedRule(String says, double customary) {
    this.says = says;
    this.customary = customary;
  }

  /**
   * Whether it points at a rating.
   *
   * @param ratings all ratings, the missing ones left out
   * @param at which one is judged; later ones must not be looked at
   * @param serviceSd how much ratings of one person vary in the service
   * @param threshold where it draws the line; higher is stricter
   */
  abstract boolean flags(double[] ratings, int at, double serviceSd, double threshold);

  String says() {
    return says;
  }

  /** Its threshold as it is used. */
  double customary() {
    return customary;
  }

  private static double[] before(double[] ratings, int at) {
    return Arrays.copyOf(ratings, at);
  }

  /** What it says of a course, session by session. */
  Alarms over(double[] ratings, double serviceSd, double threshold) {
    var sessions = new int[ratings.length];
    var known = new double[ratings.length];
    int n = 0;
    for (int session = 0; session < ratings.length; session++) {
      if (!Double.isNaN(ratings[session])) {
        sessions[n] = session;
        known[n++] = ratings[session];
      }
    }
    var alarms = new Alarms();
    boolean stands = false;
    for (int at = EARLIER; at < n; at++) {
      boolean flags = flags(known, at, serviceSd, threshold);
      alarms.at(sessions[at], flags && !stands, flags);
      stands = flags;
    }
    return alarms;
  }
}
