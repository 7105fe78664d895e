package org.attune.detection.attendance;

import java.util.ArrayList;
import java.util.List;
import org.attune.detection.NotCounted;
import org.attune.detection.Signal;
import org.attune.detection.statistics.BernoulliCusum;
import org.attune.therapy.Session;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the hours of a course, oldest first, with two running sums: one of every counted
 * miss, for a note; one of misses with a known reason only, for a look. Neither resets the other.
 */
final class AttendanceWalk {

  /** This many kept sessions in a row end whatever stood. */
  private static final int KEPT_TO_END = 3;

  /** This many explained misses in a row ask for a look, whatever the sums say. */
  private static final int RUN = 5;

  /** Feeling better twice within this many hours raises the question of an ending. */
  private static final int ENDING_WITHIN = 6;

  private final BernoulliCusum cusum;
  private final double infoSum;
  private final double reviewSum;

  private final List<Session> missed = new ArrayList<>();
  private final List<Session> notCounted = new ArrayList<>();
  private double sum;
  private double explainedSum;
  private int explainedInARow;
  private int unexplained;
  private int due;
  private int kept;
  private boolean review;
  private @Nullable Session onset;

  private final List<Session> feltBetter = new ArrayList<>();
  private int sinceFeltBetter;
  private int keptSinceFeltBetter;
  private @Nullable Session endingOnset;

  AttendanceWalk(BernoulliCusum cusum, double infoSum, double reviewSum) {
    this.cusum = cusum;
    this.infoSum = infoSum;
    this.reviewSum = reviewSum;
  }

  void step(Session session) {
    sinceFeltBetter++;
    switch (Hour.of(session)) {
      case KEPT -> keep();
      case MISSED -> miss(session, true);
      case MISSED_UNEXPLAINED -> miss(session, false);
      case FELT_BETTER -> feelBetter(session);
      case NOT_COUNTED -> {
        if (due > 0) {
          notCounted.add(session);
        }
      }
    }
  }

  private void keep() {
    sum = cusum.next(sum, false);
    explainedSum = cusum.next(explainedSum, false);
    explainedInARow = 0;
    kept++;
    keptSinceFeltBetter++;
    if (keptSinceFeltBetter >= KEPT_TO_END) {
      feltBetter.clear();
      endingOnset = null;
    }
    if (due == 0) {
      return;
    }
    due++;
    if (onset == null ? sum == 0 : kept >= KEPT_TO_END) {
      startAfresh();
    }
  }

  private void startAfresh() {
    sum = 0;
    explainedSum = 0;
    due = 0;
    unexplained = 0;
    review = false;
    onset = null;
    missed.clear();
    notCounted.clear();
  }

  private void miss(Session session, boolean explained) {
    sum = cusum.next(sum, true);
    missed.add(session);
    due++;
    kept = 0;
    if (explained) {
      explainedSum = cusum.next(explainedSum, true);
      explainedInARow++;
    } else {
      unexplained++;
    }
    if (explainedSum >= reviewSum || explainedInARow >= RUN) {
      review = true;
    }
    if (onset == null && (sum >= infoSum || review)) {
      onset = session;
    }
  }

  private void feelBetter(Session session) {
    if (endingOnset == null && sinceFeltBetter >= ENDING_WITHIN) {
      feltBetter.clear();
    }
    feltBetter.add(session);
    sinceFeltBetter = 0;
    keptSinceFeltBetter = 0;
    if (endingOnset == null && feltBetter.size() > 1) {
      endingOnset = session;
    }
    if (due > 0) {
      notCounted.add(session);
    }
  }

  /** The miss with which the change showed, or null while there is none. */
  @Nullable Session onset() {
    return onset;
  }

  /** Whether misses with known reasons alone ask for a look. */
  boolean review() {
    return review;
  }

  /** The counted misses since the sum last stood at zero. */
  List<Session> missed() {
    return missed;
  }

  /** How many of them nobody knows the reason of. */
  int unexplained() {
    return unexplained;
  }

  /** How many hours were due since the first of them. */
  int due() {
    return due;
  }

  /** The sum of every counted miss. */
  double sum() {
    return sum;
  }

  /** The sum of misses with a known reason. */
  double explainedSum() {
    return explainedSum;
  }

  /** The hours since then that were looked at and not counted. */
  List<Signal.Excluded> excluded() {
    return notCounted.stream()
        .map(session -> new Signal.Excluded(session.source(), NotCounted.why(session)))
        .toList();
  }

  /** The second session in a short while that was called off because the client felt better. */
  @Nullable Session endingOnset() {
    return endingOnset;
  }

  /** The sessions that were called off because the client felt better. */
  List<Session> feltBetter() {
    return feltBetter;
  }
}
