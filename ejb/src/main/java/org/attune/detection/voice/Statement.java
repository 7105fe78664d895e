package org.attune.detection.voice;

import java.time.Instant;
import java.util.Comparator;
import org.attune.detection.Level;
import org.attune.detection.voice.ClientVoice.Readers;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.Source;

/**
 * One thing a client told us.
 *
 * @param at when it was said
 * @param source where it stands
 * @param level how soon somebody should be in contact
 * @param readers who may know
 * @param proxy whether somebody else wrote it down
 */
record Statement(Instant at, Source source, Level level, Readers readers, boolean proxy) {

  static final Comparator<Statement> BY_TIME =
      Comparator.comparing(Statement::at).thenComparing(Statement::source);

  static Statement of(CheckIn checkIn) {
    return new Statement(
        checkIn.at(),
        checkIn.source(),
        level(checkIn),
        readers(checkIn),
        checkIn.respondent() == Respondent.PROXY);
  }

  /** A session that was called off with a reason that may be about the fit: no complaint yet. */
  static Statement of(Session session) {
    var at = session.cancelledAt();
    return new Statement(
        at == null ? session.start() : at, session.source(), Level.INFO, Readers.NOBODY_YET, false);
  }

  private static Level level(CheckIn checkIn) {
    return ofConcern(checkIn) || checkIn.voices().contains(Voice.WANTS_CHANGE)
        ? Level.PRIORITY
        : Level.REVIEW;
  }

  private static Readers readers(CheckIn checkIn) {
    if (ofConcern(checkIn)) {
      return Readers.NAMED_PERSON;
    }
    return switch (checkIn.audience()) {
      case NOT_MY_THERAPIST -> Readers.NAMED_PERSON;
      case THERAPIST -> Readers.THERAPIST;
      case CARE_TEAM -> Readers.CARE_TEAM;
    };
  }

  private static boolean ofConcern(CheckIn checkIn) {
    return checkIn.voices().contains(Voice.HARMED) || checkIn.voices().contains(Voice.JUDGED);
  }
}
