package org.attune.detection.followup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Instrument;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionNote;
import org.attune.therapy.StepReview;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/** Whether what belongs to the feedback loop was asked, reviewed and answered. */
final class Feedback {

  /** The forms of a session may still come in for so long. */
  private static final Duration GRACE = Duration.ofHours(36);

  private static final Set<String> LOW_SCORES =
      Set.of("alliance-drop", "alliance-drift", "not-on-track");
  private static final int ANSWERED_WITHIN = 2;
  private static final int STEP_LEFT_OPEN_FOR = 2;
  private static final int NOTES_IN_A_ROW = 3;

  private final TherapyCourse course;
  private final List<Session> held;
  private final Instruments instruments;
  private final Rule rule;

  /**
   * How long is too long.
   *
   * @param sessions sessions without any form about the working relationship
   * @param goalSessions sessions without a review of goals
   * @param goalDays days without a review of goals
   */
  record Rule(int sessions, int goalSessions, int goalDays) {}

  Feedback(TherapyCourse course, List<Session> held, Instruments instruments, Rule rule) {
    this.course = course;
    this.held = held;
    this.instruments = instruments;
    this.rule = rule;
  }

  /** Every gap, also one that only becomes one within the grace. */
  List<Gap> gaps(List<Signal> before) {
    var gaps = new ArrayList<Gap>(4);
    add(gaps, notAsked());
    add(gaps, goalsNotReviewed());
    add(gaps, stepLeftOpen());
    add(gaps, notStructured());
    for (Signal signal : before) {
      if (LOW_SCORES.contains(signal.detector()) && !answered(signal)) {
        add(gaps, notAnswered(signal));
      }
    }
    return gaps;
  }

  private static void add(List<Gap> gaps, @Nullable Gap gap) {
    if (gap != null) {
      gaps.add(gap);
    }
  }

  private @Nullable Gap notAsked() {
    int from = firstAfter(lastAsked());
    int due = from + rule.sessions() - 1;
    return due < held.size() ? gap("flag", from, due) : null;
  }

  private Instant lastAsked() {
    var last = Instant.MIN;
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.respondent() != Respondent.THERAPIST) {
        last = later(last, checkIn.at());
      }
    }
    for (ScaleScore score : course.scores()) {
      if (score.at().isAfter(last) && ratesTheAlliance(score)) {
        last = score.at();
      }
    }
    return last;
  }

  private boolean ratesTheAlliance(ScaleScore score) {
    return instruments
        .byId(score.instrument())
        .filter(instrument -> instrument.kind() == Instrument.Kind.ALLIANCE)
        .isPresent();
  }

  private @Nullable Gap goalsNotReviewed() {
    var last = lastReview();
    int from = firstAfter(last);
    if (from >= held.size()) {
      return null;
    }
    var since = last.equals(Instant.MIN) ? held.get(0).start() : last;
    var tooLong = since.plus(Duration.ofDays(rule.goalDays()));
    int due = Math.min(from + rule.goalSessions() - 1, held.size());
    for (int i = from; i < due; i++) {
      if (!held.get(i).start().isBefore(tooLong)) {
        due = i;
      }
    }
    return due < held.size() ? gap("flag.goals", from, due) : null;
  }

  /** A goal form, or any later change of a goal in the care plan: nobody documents twice. */
  private Instant lastReview() {
    var last = Instant.MIN;
    for (GoalReview form : course.forms().goalReviews()) {
      if (!form.goals().isEmpty()) {
        last = later(last, form.at());
      }
    }
    ZoneId zone = course.zone();
    for (CareGoal goal : course.goals()) {
      if (goal.statusDate() != null) {
        var changed = goal.statusDate().atStartOfDay(zone).toInstant();
        last = changed.isAfter(course.asOf()) ? last : later(last, changed);
      }
    }
    return last;
  }

  /** A step that was not agreed, not clear or not looked at; two sessions on it is past. */
  private @Nullable Gap stepLeftOpen() {
    StepReview onset = null;
    var until = Instant.MAX;
    for (StepReview step : course.forms().steps()) {
      if (step.respondent() != Respondent.CLIENT) {
        continue;
      }
      if (!leftOpen(step)) {
        onset = null;
        continue;
      }
      if (onset == null || !step.at().isBefore(until)) {
        onset = step;
      }
      int past = firstAfter(step.at()) + STEP_LEFT_OPEN_FOR - 1;
      until = past < held.size() ? held.get(past).start() : Instant.MAX;
    }
    return onset == null || !course.asOf().isBefore(until)
        ? null
        : new Gap("flag.step", onset.at(), 1, List.of(onset.source()));
  }

  private static boolean leftOpen(StepReview step) {
    return Boolean.FALSE.equals(step.agreed())
        || Boolean.FALSE.equals(step.clear())
        || Boolean.FALSE.equals(step.reviewed());
  }

  /**
   * The therapist ticked several times that a check-in at the start or the end was left out. The
   * sessions are cited, not the notes.
   */
  private @Nullable Gap notStructured() {
    int inARow = 0;
    Instant since = null;
    for (SessionNote note : course.forms().notes()) {
      if (note.checkedInAtStart() == null && note.checkedInAtEnd() == null) {
        continue;
      }
      boolean missing =
          Boolean.FALSE.equals(note.checkedInAtStart())
              || Boolean.FALSE.equals(note.checkedInAtEnd());
      inARow = missing ? inARow + 1 : 0;
      if (inARow == NOTES_IN_A_ROW) {
        since = note.at();
      } else if (inARow == 0) {
        since = null;
      }
    }
    int session = since == null ? 0 : firstAfter(since);
    return since == null || session == 0
        ? null
        : new Gap("flag.structure", since, inARow, List.of(held.get(session - 1).source()));
  }

  private @Nullable Gap notAnswered(Signal signal) {
    int due = firstAfter(signal.since()) + ANSWERED_WITHIN - 1;
    if (due >= held.size()) {
      return null;
    }
    var session = held.get(due);
    return new Gap(
        "flag.response",
        session.start().plus(GRACE),
        ANSWERED_WITHIN,
        List.of(session.source(), signal.onset()));
  }

  /** Somebody logged what they tried, or spoke with the client. */
  private boolean answered(Signal signal) {
    for (TriedResponse response : course.tried()) {
      if (response.detector().equals(signal.detector())
          && !response.at().isBefore(signal.since())) {
        return true;
      }
    }
    for (Contact contact : course.contacts()) {
      if (contact.spoken() && !contact.at().isBefore(signal.since())) {
        return true;
      }
    }
    return false;
  }

  /** The first session that began after a moment. */
  private int firstAfter(Instant moment) {
    int first = held.size();
    while (first > 0 && held.get(first - 1).start().isAfter(moment)) {
      first--;
    }
    return first;
  }

  private Gap gap(String wording, int from, int due) {
    var session = held.get(due);
    return new Gap(
        wording, session.start().plus(GRACE), held.size() - from, List.of(session.source()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
