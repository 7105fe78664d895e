package org.attune.ledger;

import java.util.Comparator;
import java.util.List;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;

/**
 * Gives an hour that was not kept the reason the client named in a check-in. A check-in speaks of
 * the latest such hour before it, of those that the service did not cancel itself; the first answer
 * to an hour holds.
 */
final class Obstacles {

  private Obstacles() {}

  /** Changes the sessions in place. */
  static void tell(List<CheckIn> checkIns, List<Session> sessions) {
    var answered = new boolean[sessions.size()];
    checkIns.stream()
        .sorted(Comparator.comparing(CheckIn::at).thenComparing(CheckIn::source))
        .forEach(checkIn -> tell(checkIn, sessions, answered));
  }

  private static void tell(CheckIn checkIn, List<Session> sessions, boolean[] answered) {
    var obstacle = checkIn.obstacle();
    if (obstacle == null || checkIn.respondent() == Respondent.THERAPIST) {
      return;
    }
    for (int i = sessions.size() - 1; i >= 0; i--) {
      if (asksAbout(sessions.get(i), checkIn)) {
        if (!answered[i]) {
          sessions.set(i, explained(sessions.get(i), obstacle));
          answered[i] = true;
        }
        return;
      }
    }
  }

  private static boolean asksAbout(Session session, CheckIn checkIn) {
    return Replacements.lost(session)
        && session.outcome() != SessionOutcome.CANCELLED_BY_SERVICE
        && !session.start().isAfter(checkIn.at());
  }

  private static Session explained(Session session, CancellationReason obstacle) {
    // "Rather not say" tells that somebody asked; it takes away nothing that is known already.
    boolean tells =
        obstacle != CancellationReason.RATHER_NOT_SAY
            || session.reason().kind() == CancellationReason.Kind.UNKNOWN;
    var reason = tells ? obstacle : session.reason();
    return new Session(
        session.source(),
        session.sources(),
        session.start(),
        session.outcome() == SessionOutcome.MISSED ? SessionOutcome.MISSED : Hour.cancelled(reason),
        reason,
        true,
        session.rescheduled(),
        session.cancelledAt(),
        session.created(),
        session.therapist(),
        session.modality(),
        session.group(),
        session.labels());
  }
}
