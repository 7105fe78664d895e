package org.attune.detection.attendance;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the hours of a course, oldest first, and counts as a clinic's closing rule does: in
 * a row until a session takes place, and within some days. It stands while one more miss would meet
 * either part, or has met it, and nobody has decided.
 */
final class ClosureWalk {

  private final ClosingRule rule;
  private final Deque<Session> within = new ArrayDeque<>();
  private final List<Session> streak = new ArrayList<>();
  private final List<Session> notCounted = new ArrayList<>();
  private @Nullable Session onset;

  ClosureWalk(ClosingRule rule) {
    this.rule = rule;
  }

  void step(Session session) {
    passTo(session.start());
    if (rule.counts(session)) {
      streak.add(session);
      within.addLast(session);
      if (onset == null && near()) {
        onset = session;
      }
    } else if (session.attended()) {
      streak.clear();
      settle();
    } else if (session.outcome() != SessionOutcome.PLANNED && worthNaming(session)) {
      notCounted.add(session);
    }
  }

  /** An hour that might be taken for a miss, and is none. */
  private static boolean worthNaming(Session session) {
    return session.rescheduled() || Hour.of(session) == Hour.NOT_COUNTED;
  }

  /** Lets time pass: what is long past counts no more within the days. */
  void passTo(Instant moment) {
    boolean fewer = false;
    while (!within.isEmpty() && !moment.isBefore(within.getFirst().start().plus(rule.span()))) {
      within.removeFirst();
      fewer = true;
    }
    if (fewer) {
      settle();
    }
  }

  private boolean near() {
    return rule.nearlyInARow(streak.size()) || rule.nearlyWithin(within.size());
  }

  private void settle() {
    if (!near()) {
      onset = null;
    }
    if (within.isEmpty() && streak.isEmpty()) {
      notCounted.clear();
    }
  }

  /** The miss with which it came near, or null while it is not near. */
  @Nullable Session onset() {
    return onset;
  }

  /** The hours the rule counts now, oldest first. */
  List<Session> events() {
    var events = new ArrayList<Session>(within);
    int older = 0;
    for (Session session : streak) {
      if (!within.contains(session)) {
        events.add(older++, session);
      }
    }
    return events;
  }

  /** The hours since then that the rule does not count. */
  List<Session> notCounted() {
    return notCounted;
  }

  /** When fewer will count if nothing else happens, or null where that changes nothing. */
  @Nullable Instant changesAt() {
    return within.isEmpty() ? null : within.getFirst().start().plus(rule.span());
  }
}
