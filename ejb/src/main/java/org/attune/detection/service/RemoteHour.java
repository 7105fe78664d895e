package org.attune.detection.service;

import java.time.Instant;
import java.util.List;
import org.attune.therapy.Modality;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TeleCheck.Connection;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * What was said of one hour by video: whether place or connection got in the way. Whether the
 * therapist was distracted is read by nobody here, and a form that the therapist filled in is never
 * cited: the hour is.
 */
final class RemoteHour {

  private @Nullable Instant clean;
  private @Nullable Instant trouble;
  private @Nullable Source said;

  private RemoteHour() {}

  /** By the place of each hour in the course; null where nothing was said of it. */
  static @Nullable RemoteHour[] of(TherapyCourse course) {
    var sessions = course.sessions();
    var hours = new @Nullable RemoteHour[sessions.size()];
    int begun = 0;
    for (TeleCheck check : course.forms().teleChecks()) {
      if (check.respondent() != Respondent.PROXY && answered(check)) {
        while (begun < hours.length && !sessions.get(begun).start().isAfter(check.at())) {
          begun++;
        }
        int place = place(check, sessions, begun);
        if (place >= 0) {
          var hour = hours[place];
          if (hour == null) {
            hour = new RemoteHour();
            hours[place] = hour;
          }
          hour.hear(check);
        }
      }
    }
    return hours;
  }

  private static boolean answered(TeleCheck check) {
    return check.privatePlace() != null
        || check.interrupted() != null
        || check.connection() != null;
  }

  /**
   * The hour it names, else the last one that had begun, where that was by video; below 0 where
   * there is none. A form is never put down to an older hour: what was clean then stays so.
   */
  private static int place(TeleCheck check, List<Session> sessions, int begun) {
    var visit = check.visit();
    if (visit == null) {
      return begun > 0 && mayBeHeld(sessions.get(begun - 1)) ? begun - 1 : -1;
    }
    for (int i = begun - 1; i >= 0; i--) {
      if (sessions.get(i).modality() == Modality.VIRTUAL && named(sessions.get(i), visit)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean mayBeHeld(Session session) {
    return session.modality() == Modality.VIRTUAL
        && switch (session.outcome()) {
          case ATTENDED, MISSED, PLANNED, UNKNOWN -> true;
          case CANCELLED_BY_CLIENT, CANCELLED_BY_SERVICE, CANCELLED_BY_CIRCUMSTANCE, CANCELLED ->
              false;
        };
  }

  private static boolean named(Session session, Source visit) {
    for (Source source : session.sources()) {
      if (source.sameResource(visit)) {
        return true;
      }
    }
    return false;
  }

  private void hear(TeleCheck check) {
    if (!hindered(check)) {
      clean = clean == null ? check.at() : clean;
    } else if (trouble == null) {
      trouble = check.at();
      said = check.respondent() == Respondent.CLIENT ? check.source() : null;
    }
  }

  private static boolean hindered(TeleCheck check) {
    return Boolean.FALSE.equals(check.privatePlace())
        || Boolean.TRUE.equals(check.interrupted())
        || check.connection() == Connection.TROUBLE
        || check.connection() == Connection.FAILED;
  }

  /** When it was first said that something got in the way; null where nobody said so. */
  @Nullable Instant trouble() {
    return trouble;
  }

  /** When something was first said of it. */
  Instant known() {
    if (trouble != null) {
      return trouble;
    }
    if (clean != null) {
      return clean;
    }
    throw new IllegalStateException("nothing was said");
  }

  /** What to cite for it: what the client said first, else the hour itself. */
  Source cited(Session session) {
    return said == null ? session.source() : said;
  }
}
