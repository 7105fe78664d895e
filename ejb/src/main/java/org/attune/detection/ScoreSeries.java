package org.attune.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.instruments.Instruments;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Scores that may be compared with one another: the client's own, of one instrument in one version
 * and language and, where the working relationship is rated, about one therapist.
 */
public final class ScoreSeries {

  /** A form filled in this long after a session still belongs to that session. */
  private static final Duration ABOUT_A_SESSION = Duration.ofHours(36);

  private final Instrument instrument;
  private final Strand<ScaleScore> strand;

  private ScoreSeries(Instrument instrument, Strand<ScaleScore> strand) {
    this.instrument = instrument;
    this.strand = strand;
  }

  /**
   * The series of a course that are still open, in the order of their first scores.
   *
   * @param kind which instruments are wanted; ratings of the alliance are kept apart by therapist
   */
  public static List<ScoreSeries> of(
      TherapyCourse course, Instruments instruments, Instrument.Kind kind) {
    return sort(course, instruments, kind, kind == Instrument.Kind.ALLIANCE);
  }

  /** The ratings of the alliance across therapists, for asking what a change of therapist did. */
  public static List<ScoreSeries> acrossTherapists(TherapyCourse course, Instruments instruments) {
    return sort(course, instruments, Instrument.Kind.ALLIANCE, false);
  }

  private static List<ScoreSeries> sort(
      TherapyCourse course, Instruments instruments, Instrument.Kind kind, boolean byTherapist) {
    var known = new ArrayList<Instrument>(2);
    var strands = new ArrayList<Strand<ScaleScore>>(2);
    var scores = course.scores();
    for (int i = 0; i < scores.size(); i++) {
      var score = scores.get(i);
      if (score.respondent() == Respondent.CLIENT) {
        var instrument = instrument(score.instrument(), known, instruments);
        if (instrument != null && instrument.kind() == kind) {
          var therapist = byTherapist ? therapist(score, course) : null;
          Strand.add(strands, i, score, instrument.id().value(), score.form(), therapist);
        }
      }
    }
    var series = new ArrayList<ScoreSeries>(strands.size());
    for (Strand<ScaleScore> strand : strands) {
      var instrument = instrument(strand.forms().get(0).instrument(), known, instruments);
      if (instrument != null && !strand.closed()) {
        series.add(new ScoreSeries(instrument, strand));
      }
    }
    return series;
  }

  private static @Nullable Instrument instrument(
      InstrumentId id, List<Instrument> known, Instruments instruments) {
    for (Instrument instrument : known) {
      if (instrument.id().equals(id)) {
        return instrument;
      }
    }
    var instrument = instruments.byId(id);
    instrument.ifPresent(known::add);
    return instrument.orElse(null);
  }

  private static @Nullable TherapistId therapist(ScaleScore score, TherapyCourse course) {
    return score.therapist() != null ? score.therapist() : therapistAt(score.at(), course);
  }

  /** With whom the session was held to which something said at a moment belongs, if known. */
  public static @Nullable TherapistId therapistAt(Instant at, TherapyCourse course) {
    for (int i = course.sessions().size() - 1; i >= 0; i--) {
      Session session = course.sessions().get(i);
      if (session.attended() && !session.start().isAfter(at)) {
        return session.start().plus(ABOUT_A_SESSION).isBefore(at) ? null : session.therapist();
      }
    }
    return null;
  }

  /** Whether a score is of the same instrument. */
  public boolean sameInstrument(ScaleScore score) {
    return instrument.id().equals(score.instrument());
  }

  /** Why a score of the same instrument does not belong here, as a key of the catalogue. */
  public String whyNotHere(ScaleScore score) {
    if (score.respondent() != Respondent.CLIENT) {
      return "excluded.proxy";
    }
    return score.form().equals(strand.version())
        ? "excluded.other-therapist"
        : "excluded.other-form";
  }

  /** The scores of the same instrument that do not belong here; the therapist's own not at all. */
  public List<Signal.Excluded> excluded(TherapyCourse course) {
    var excluded = new ArrayList<Signal.Excluded>();
    int here = 0;
    for (ScaleScore score : course.scores()) {
      // Both lists are in the order of time, so one pass tells what belongs here.
      if (here < scores().size() && score.source().equals(scores().get(here).source())) {
        here++;
      } else if (sameInstrument(score) && score.respondent() != Respondent.THERAPIST) {
        excluded.add(new Signal.Excluded(score.source(), whyNotHere(score)));
      }
    }
    return excluded;
  }

  /** The instrument. */
  public Instrument instrument() {
    return instrument;
  }

  /** The scores, oldest first. */
  public List<ScaleScore> scores() {
    return strand.forms();
  }
}
