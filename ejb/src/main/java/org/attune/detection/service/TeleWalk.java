package org.attune.detection.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the hours of a course, oldest first, and looks at those by video. Trouble stands
 * until two hours in a row were held without it, by video or any other way; misses stand until two
 * hours in a row were held. What was counted once is not counted again. An hour by video of which
 * nothing was said is neither trouble nor the end of it.
 */
final class TeleWalk {

  /**
   * One hour in which something got in the way, or that was missed.
   *
   * @param known when that was known
   * @param cited what to cite for it
   */
  record Sign(Instant known, Source cited) {}

  private static final int LAST = 3;
  private static final int KEPT_TO_END = 2;
  private static final int FEWEST = 4;
  private static final double ROUNDING = 1e-9;

  private final int enough;
  private final double difference;

  private final List<@Nullable Sign> checked = new ArrayList<>();
  private final List<Sign> missed = new ArrayList<>();
  private final List<Session> setAside = new ArrayList<>();
  private int dueByVideo;
  private int dueInPerson;
  private int missedInPerson;

  private final List<Sign> signs = new ArrayList<>();
  private int of;
  private int kept;
  private boolean byMisses;
  private @Nullable Sign onset;
  private Instant known = Instant.MIN;
  private Instant since = Instant.MIN;

  /**
   * @param enough how many of the last three hours must have had trouble
   * @param difference by how much the shares of missed hours must differ
   */
  TeleWalk(int enough, double difference) {
    this.enough = enough;
    this.difference = difference;
  }

  /**
   * @param session the hour
   * @param said what was said of it; null where nothing was
   */
  void step(Session session, @Nullable RemoteHour said) {
    if (session.start().isAfter(known)) {
      known = session.start();
    }
    switch (session.modality()) {
      case VIRTUAL -> byVideo(session, said);
      case IN_PERSON -> {
        keep(session.attended());
        inPerson(session);
      }
      case TELEPHONE -> keep(session.attended());
    }
  }

  private void byVideo(Session session, @Nullable RemoteHour said) {
    if (byMisses) {
      keep(session.attended());
    }
    var trouble = trouble(session, said);
    if (trouble != null) {
      hindered(trouble);
    } else if (said != null) {
      clean();
    }
    if (session.attended()) {
      dueByVideo++;
      of += byMisses ? 1 : 0;
    } else if (lost(session)) {
      dueByVideo++;
      miss(session);
    } else {
      setAside.add(session);
    }
  }

  private static @Nullable Sign trouble(Session session, @Nullable RemoteHour said) {
    if (said != null && said.trouble() != null) {
      return new Sign(said.known(), said.cited(session));
    }
    return !session.attended() && session.reason() == CancellationReason.TECHNOLOGY
        ? new Sign(session.start(), session.source())
        : null;
  }

  private void hindered(Sign trouble) {
    if (trouble.known().isAfter(known)) {
      known = trouble.known();
    }
    look(trouble);
    if (onset != null && !byMisses) {
      kept = 0;
      signs.add(trouble);
      of++;
      return;
    }
    int times = 0;
    for (Sign each : checked) {
      times += each == null ? 0 : 1;
    }
    if (onset == null && times >= enough) {
      for (Sign each : checked) {
        if (each != null) {
          signs.add(each);
        }
      }
      of = checked.size();
      stands(trouble, false);
    }
  }

  private void clean() {
    look(null);
    if (onset != null && !byMisses) {
      of++;
      keep(true);
    }
  }

  private void look(@Nullable Sign hour) {
    checked.add(hour);
    if (checked.size() > LAST) {
      checked.remove(0);
    }
  }

  private void miss(Session session) {
    var sign = new Sign(session.start(), session.source());
    missed.add(sign);
    if (onset != null && byMisses) {
      kept = 0;
      signs.add(sign);
      of++;
    } else if (onset == null && differ()) {
      signs.addAll(missed);
      of = dueByVideo;
      stands(sign, true);
    }
  }

  private boolean differ() {
    return dueByVideo >= FEWEST
        && dueInPerson >= FEWEST
        && (double) missed.size() / dueByVideo - (double) missedInPerson / dueInPerson
            >= difference - ROUNDING;
  }

  private void inPerson(Session session) {
    if (session.attended()) {
      dueInPerson++;
    } else if (lost(session) && session.reason() != CancellationReason.TECHNOLOGY) {
      dueInPerson++;
      missedInPerson++;
    }
  }

  /** Not held, and it may have to do with how it was to be held. */
  private static boolean lost(Session session) {
    return switch (session.outcome()) {
      case MISSED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE, CANCELLED ->
          !session.rescheduled()
              && switch (session.reason().kind()) {
                case CLIENT, UNKNOWN -> true;
                case ACCESS -> session.reason() == CancellationReason.TECHNOLOGY;
                case LIFE, SERVICE, ENDING, VOICE, RESCHEDULING, DEATH -> false;
              };
      case ATTENDED, PLANNED, UNKNOWN, CANCELLED_BY_SERVICE -> false;
    };
  }

  private void stands(Sign sign, boolean misses) {
    onset = sign;
    since = known;
    byMisses = misses;
    kept = 0;
  }

  private void keep(boolean held) {
    if (held && onset != null && ++kept >= KEPT_TO_END) {
      onset = null;
      byMisses = false;
      kept = 0;
      of = 0;
      dueByVideo = 0;
      dueInPerson = 0;
      missedInPerson = 0;
      signs.clear();
      checked.clear();
      missed.clear();
      setAside.clear();
    }
  }

  /** The hour with which it showed, or null while nothing stands. */
  @Nullable Sign onset() {
    return onset;
  }

  /** When it showed. */
  Instant since() {
    return since;
  }

  /** Whether it shows in missed hours rather than in trouble. */
  boolean byMisses() {
    return byMisses;
  }

  /** The hours that count, oldest first. */
  List<Sign> signs() {
    return signs;
  }

  /** Among how many hours by video. */
  int of() {
    return of;
  }

  /** Hours by video that were not held and do not count, where missed hours do. */
  List<Session> notCounted() {
    return byMisses ? setAside : List.of();
  }
}
