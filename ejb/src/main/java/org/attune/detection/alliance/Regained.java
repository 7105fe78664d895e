package org.attune.detection.alliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.detection.statistics.BernoulliCusum;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Sessions take place again after fewer had: kept sessions in a row, one more than end what was
 * said of attendance.
 *
 * @param kept the kept sessions, oldest first
 */
record Regained(List<Session> kept) {

  /** Three in a row end what was said of attendance; the fourth is the gain. */
  private static final int KEPT_IN_A_ROW = 4;

  /** The share of misses and the sum at which attendance counts as changed, as published. */
  private static final double CHANGED_SHARE = 0.45;

  private static final double CHANGED_SUM = 2.0;

  private static final double LEAST_USUAL = 0.02;
  private static final double MOST_USUAL = 0.30;

  /** The newest gain of a course, or null where there is none or sessions were missed since. */
  static @Nullable Regained in(TherapyCourse course, ServiceNorms norms, Instant early) {
    double usual = Math.min(MOST_USUAL, Math.max(LEAST_USUAL, norms.missRate()));
    var cusum = BernoulliCusum.between(usual, CHANGED_SHARE);
    double sum = 0;
    boolean changed = false;
    var kept = new ArrayList<Session>();
    Regained regained = null;
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      if (session.start().isBefore(early)) {
        continue;
      }
      if (missed(session)) {
        sum = cusum.next(sum, true);
        changed |= sum >= CHANGED_SUM;
        kept.clear();
        regained = null;
      } else if (session.attended()) {
        sum = cusum.next(sum, false);
        kept.add(session);
        if (changed && kept.size() == KEPT_IN_A_ROW) {
          regained = new Regained(List.copyOf(kept));
          changed = false;
          sum = 0;
        }
      }
    }
    return regained;
  }

  /** Not kept, for no reason that lies with the service, with access or with life. */
  private static boolean missed(Session session) {
    return switch (session.outcome()) {
      case MISSED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE, CANCELLED ->
          switch (session.reason().kind()) {
            case CLIENT, UNKNOWN -> !session.rescheduled();
            case ACCESS, LIFE, SERVICE, VOICE, RESCHEDULING, DEATH, ENDING -> false;
          };
      case ATTENDED, PLANNED, UNKNOWN, CANCELLED_BY_SERVICE -> false;
    };
  }

  /** The session that made it a gain. */
  Session last() {
    return kept.get(kept.size() - 1);
  }

  /** The records it rests on, newest first. */
  List<Source> evidence() {
    var evidence = new ArrayList<Source>();
    for (int i = kept.size() - 1; i >= 0; i--) {
      evidence.add(kept.get(i).source());
    }
    return evidence;
  }
}
