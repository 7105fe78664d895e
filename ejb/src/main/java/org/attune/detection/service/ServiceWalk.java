package org.attune.detection.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.attune.detection.Signal;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the hours of a course, oldest first: what the service interrupted stands until two
 * sessions took place after the last interruption. What was counted once is not counted again.
 */
final class ServiceWalk {

  private static final int KEPT_TO_END = 2;

  private final int cancellations;
  private final int among;
  private final Instant early;
  private final List<Cause> otherCauses;

  private final List<Session> due = new ArrayList<>();
  private @Nullable Cause standing;
  private int kept;
  private int next;

  /**
   * @param cancellations how many the service must have called off
   * @param among among how many due hours
   * @param early nothing before counts
   * @param otherCauses causes that show at one moment
   */
  ServiceWalk(int cancellations, int among, Instant early, List<Cause> otherCauses) {
    this.cancellations = cancellations;
    this.among = among;
    this.early = early;
    this.otherCauses = otherCauses;
    otherCauses.sort(Comparator.comparing(Cause::at).thenComparing(Cause::onset));
  }

  /** The cause that stands at the end, or null. */
  @Nullable Cause through(TherapyCourse course) {
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      otherCausesBefore(session.start());
      if (!session.start().isBefore(early)) {
        step(session);
      }
    }
    otherCausesBefore(Instant.MAX);
    return standing;
  }

  private void otherCausesBefore(Instant moment) {
    while (next < otherCauses.size() && otherCauses.get(next).at().isBefore(moment)) {
      interrupted(otherCauses.get(next++));
    }
  }

  private void interrupted(Cause cause) {
    kept = 0;
    if (standing == null) {
      standing = cause;
    }
  }

  private void step(Session session) {
    if (session.rescheduled()
        || session.outcome() == SessionOutcome.UNKNOWN
        || session.outcome() == SessionOutcome.PLANNED) {
      return;
    }
    due.add(session);
    if (due.size() > among) {
      due.remove(0);
    }
    if (session.attended()) {
      keep();
    } else if (session.outcome() == SessionOutcome.CANCELLED_BY_SERVICE) {
      kept = 0;
      standing = standing == null ? calledOff(session) : standing;
    }
  }

  private void keep() {
    if (standing != null && ++kept >= KEPT_TO_END) {
      standing = null;
      kept = 0;
      due.clear();
    }
  }

  private @Nullable Cause calledOff(Session onset) {
    var calledOff =
        due.stream()
            .filter(session -> session.outcome() == SessionOutcome.CANCELLED_BY_SERVICE)
            .toList();
    if (calledOff.size() < cancellations) {
      return null;
    }
    var away = away(calledOff);
    var numbers = new TreeMap<String, Double>();
    numbers.put("cancelled", (double) calledOff.size());
    numbers.put("of", (double) due.size());
    numbers.put("absence", away == null ? 0.0 : 1.0);
    var evidence = new ArrayList<Source>();
    evidence.add(onset.source());
    calledOff.stream()
        .map(Session::source)
        .filter(source -> !source.equals(onset.source()))
        .forEach(evidence::add);
    return new Cause(
        onset.start(),
        onset.source(),
        away == null ? "flag" : "flag.absence",
        numbers,
        evidence,
        List.<Signal.Excluded>of(),
        away);
  }

  /** With whom all of them were called off, one after the other; null where they were not. */
  private @Nullable TherapistId away(List<Session> calledOff) {
    var therapist = calledOff.get(0).therapist();
    int first = due.indexOf(calledOff.get(0));
    boolean one =
        therapist != null
            && calledOff.stream().allMatch(session -> therapist.equals(session.therapist()))
            && due.subList(first, due.size()).stream().noneMatch(Session::attended);
    return one ? therapist : null;
  }
}
