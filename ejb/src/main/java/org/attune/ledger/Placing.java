package org.attune.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.instruments.Instruments;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Exchange;
import org.attune.therapy.GapReason;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Instrument;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TriedResponse;
import org.attune.therapy.Visit;
import org.jspecify.annotations.Nullable;

/**
 * Places what clients answered, and what was spoken between sessions, into their courses: by the
 * record it names, else into the only course that ran then, else into the only one of these with
 * the therapist it names.
 */
final class Placing {

  /** Forms are often filled before the first session. */
  private static final Duration BEFORE_THE_FIRST_SESSION = Duration.ofDays(30);

  private final List<Draft> drafts;
  private final Instruments instruments;
  private final Map<Source, GapReason> gaps;

  Placing(List<Draft> drafts, Instruments instruments, Map<Source, GapReason> gaps) {
    this.drafts = drafts;
    this.instruments = instruments;
    this.gaps = gaps;
  }

  /** A score of how the client is doing counts in every course that ran then. */
  void place(ScaleScore score) {
    var possible = possible(score.visit(), score.therapist(), score.at());
    boolean ofThePerson =
        instruments
            .byId(score.instrument())
            .filter(each -> each.kind() == Instrument.Kind.OUTCOME)
            .isPresent();
    if (possible.size() <= 1 || ofThePerson) {
      possible.forEach(draft -> draft.scores().add(score));
    } else {
      gaps.put(score.source(), GapReason.COURSE_UNCLEAR);
    }
  }

  /**
   * A check-in that could belong to either of two courses is not guessed at, but what the client
   * wants to tell is never lost: it goes, alone, into the first of them. What happened in the
   * client's life goes into all.
   */
  void place(CheckIn checkIn) {
    var possible = possible(checkIn.visit(), checkIn.therapist(), checkIn.at());
    if (possible.size() <= 1) {
      possible.forEach(draft -> draft.checkIns().add(checkIn));
      return;
    }
    gaps.put(checkIn.source(), GapReason.COURSE_UNCLEAR);
    for (int i = 0; i < possible.size(); i++) {
      var voices = i == 0 ? checkIn.voices() : List.<CheckIn.Voice>of();
      if (!voices.isEmpty() || !checkIn.events().isEmpty()) {
        possible.get(i).checkIns().add(only(checkIn, voices));
      }
    }
  }

  /** A form about one session belongs to one course, or to none. */
  void place(SessionNote note) {
    one(note.source(), possible(note.visit(), note.therapist(), note.at()))
        .ifPresent(draft -> draft.notes().add(note));
  }

  /** A form about one session belongs to one course, or to none. */
  void place(StepReview step) {
    one(step.source(), possible(step.visit(), step.therapist(), step.at()))
        .ifPresent(draft -> draft.steps().add(step));
  }

  /** A form about one session belongs to one course, or to none. */
  void place(TeleCheck check) {
    one(check.source(), possible(check.visit(), check.therapist(), check.at()))
        .ifPresent(draft -> draft.teleChecks().add(check));
  }

  /**
   * A response that was tried belongs to one course. One of which nobody says because of what it
   * was tried answers nothing.
   */
  void place(DocumentedResponse tried) {
    var detector = tried.detector();
    if (detector == null) {
      gaps.put(tried.source(), GapReason.SIGNAL_NOT_NAMED);
      return;
    }
    one(tried.source(), possible(tried.visit(), tried.therapist(), tried.at()))
        .ifPresent(
            draft ->
                draft
                    .tried()
                    .add(
                        new TriedResponse(
                            detector,
                            tried.response(),
                            tried.at(),
                            tried.source(),
                            tried.labels())));
  }

  /** Goals are the client's: what is said of them counts in every course it may be about. */
  void place(GoalReview review) {
    possible(review.visit(), review.therapist(), review.at())
        .forEach(draft -> draft.goalReviews().add(review));
  }

  /** Readiness is for a goal, and goals are the client's. */
  void place(ReadinessRuler ruler) {
    possible(ruler.visit(), ruler.therapist(), ruler.at())
        .forEach(draft -> draft.rulers().add(ruler));
  }

  private Optional<Draft> one(Source form, List<Draft> possible) {
    if (possible.size() > 1) {
      gaps.put(form, GapReason.COURSE_UNCLEAR);
    }
    return possible.size() == 1 ? Optional.of(possible.get(0)) : Optional.empty();
  }

  /** A call that names no course counts in each that it may belong to: it only ever clears. */
  void placeContact(Visit visit) {
    var contact =
        new Contact(
            visit.source(),
            visit.start(),
            true,
            Stream.ofNullable(visit.therapist()).toList(),
            visit.labels());
    var episode = visit.episode();
    var named = named(episode == null ? List.of() : List.of(episode));
    var meant = named.isEmpty() ? ofItsKind(visit.service(), visit.start()) : named;
    meant.forEach(each -> each.contacts().add(contact));
  }

  /**
   * The same of what was spoken or written elsewhere. Of what does not say that it belongs to
   * psychotherapy only that counts which names a record or a therapist of the course: a talk with
   * somebody else of the hospital is none with us. What is filed about an hour that took place, or
   * was said within one, is that hour and no contact between hours.
   */
  void place(Exchange exchange) {
    if (drafts.stream().anyMatch(each -> each.heldDuring(exchange))) {
      return;
    }
    var contact =
        new Contact(
            exchange.source(),
            exchange.at(),
            exchange.spoken(),
            exchange.therapists(),
            exchange.labels());
    var named = named(exchange.records());
    var meant = named.isEmpty() ? byWhom(exchange) : named;
    meant.forEach(each -> each.contacts().add(contact));
  }

  private List<Draft> byWhom(Exchange exchange) {
    return exchange.service().isEmpty()
        ? runningAt(exchange.at()).stream()
            .filter(each -> exchange.therapists().stream().anyMatch(each::with))
            .toList()
        : ofItsKind(exchange.service(), exchange.at());
  }

  private List<Draft> ofItsKind(String service, Instant moment) {
    var running = runningAt(moment);
    var ofItsKind = running.stream().filter(each -> each.offers(service)).toList();
    return ofItsKind.isEmpty() ? running : ofItsKind;
  }

  /** The courses that hold one of these records, or are framed by it. */
  private List<Draft> named(List<Source> records) {
    return drafts.stream()
        .filter(
            each ->
                records.stream()
                    .anyMatch(one -> each.holds(one) || each.treatment().equals(one.reference())))
        .toList();
  }

  private List<Draft> possible(
      @Nullable Source record, @Nullable TherapistId therapist, Instant moment) {
    if (record != null) {
      var named = drafts.stream().filter(draft -> draft.holds(record)).toList();
      if (!named.isEmpty()) {
        return named;
      }
    }
    var running = runningAt(moment);
    if (therapist != null && running.size() > 1) {
      var theirs = running.stream().filter(draft -> draft.with(therapist)).toList();
      return theirs.size() == 1 ? theirs : running;
    }
    return running;
  }

  private List<Draft> runningAt(Instant moment) {
    var running = drafts.stream().filter(draft -> draft.runsAt(moment)).toList();
    if (!running.isEmpty()) {
      return running;
    }
    return drafts.stream()
        .filter(draft -> draft.began().isAfter(moment))
        .filter(draft -> !draft.began().isAfter(moment.plus(BEFORE_THE_FIRST_SESSION)))
        .toList();
  }

  private static CheckIn only(CheckIn checkIn, List<CheckIn.Voice> voices) {
    return new CheckIn(
        checkIn.source(),
        checkIn.patient(),
        checkIn.form(),
        checkIn.at(),
        new TreeMap<>(),
        voices,
        null,
        checkIn.events(),
        List.of(),
        List.of(),
        checkIn.audience(),
        checkIn.respondent(),
        checkIn.visit(),
        checkIn.therapist(),
        checkIn.labels());
  }
}
