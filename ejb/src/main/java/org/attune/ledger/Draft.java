package org.attune.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.Exchange;
import org.attune.therapy.GoalReview;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/** A course while it is put together. */
final class Draft {

  private static final Comparator<Session> IN_TIME =
      Comparator.comparing(Session::start).thenComparing(Session::source);

  private final String treatment;
  private final @Nullable Instant ended;
  private final @Nullable Instant takesUntil;
  private final Set<String> services = new TreeSet<>();
  private final Set<Source> records = new HashSet<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Placed> held;
  private final List<ScaleScore> scores = new ArrayList<>();
  private final List<CheckIn> checkIns = new ArrayList<>();
  private final List<Contact> contacts = new ArrayList<>();
  private final List<CareGoal> goals = new ArrayList<>();
  private final List<SessionNote> notes = new ArrayList<>();
  private final List<GoalReview> goalReviews = new ArrayList<>();
  private final List<ReadinessRuler> rulers = new ArrayList<>();
  private final List<StepReview> steps = new ArrayList<>();
  private final List<TeleCheck> teleChecks = new ArrayList<>();
  private final List<TriedResponse> tried = new ArrayList<>();

  /**
   * Begins a course.
   *
   * @param treatment its name
   * @param ended when it ended, or null
   * @param takesUntil from when on nothing new belongs to it, or null while that is open
   */
  Draft(
      String treatment,
      @Nullable Instant ended,
      @Nullable Instant takesUntil,
      List<Placed> placed) {
    this.treatment = treatment;
    this.ended = ended;
    this.takesUntil = takesUntil;
    this.held = placed.stream().filter(each -> each.session().attended()).toList();
    placed.forEach(each -> services.add(each.service()));
    placed.stream().map(Placed::session).sorted(IN_TIME).forEach(sessions::add);
    sessions.forEach(
        session -> session.sources().forEach(source -> records.add(unversioned(source))));
  }

  /**
   * A session with what says to which course it belongs.
   *
   * @param session the session
   * @param end when it was over
   * @param service the kind of psychotherapy
   * @param episode the episode of care it names, or null
   */
  record Placed(Session session, Instant end, String service, @Nullable Source episode) {

    private boolean spans(Instant moment) {
      return !moment.isBefore(session.start()) && !moment.isAfter(end);
    }

    private boolean holds(Source record) {
      return session.sources().stream()
          .anyMatch(source -> unversioned(source).equals(unversioned(record)));
    }
  }

  String treatment() {
    return treatment;
  }

  @Nullable Instant ended() {
    return ended;
  }

  Instant began() {
    return sessions.get(0).start();
  }

  boolean runsAt(Instant moment) {
    return !moment.isBefore(began()) && (takesUntil == null || moment.isBefore(takesUntil));
  }

  boolean holds(Source record) {
    return records.contains(unversioned(record));
  }

  /** Whether it belongs to an hour that took place, so that it is none between hours. */
  boolean heldDuring(Exchange exchange) {
    return held.stream()
        .anyMatch(
            hour -> hour.spans(exchange.at()) || exchange.records().stream().anyMatch(hour::holds));
  }

  private static Source unversioned(Source record) {
    return record.version() == null ? record : new Source(record.type(), record.id(), null);
  }

  boolean offers(String service) {
    return services.contains(service);
  }

  boolean with(TherapistId therapist) {
    return sessions.stream().anyMatch(session -> therapist.equals(session.therapist()));
  }

  List<Session> sessions() {
    return sessions;
  }

  List<ScaleScore> scores() {
    return scores;
  }

  List<CheckIn> checkIns() {
    return checkIns;
  }

  List<Contact> contacts() {
    return contacts;
  }

  List<CareGoal> goals() {
    return goals;
  }

  List<SessionNote> notes() {
    return notes;
  }

  List<GoalReview> goalReviews() {
    return goalReviews;
  }

  List<ReadinessRuler> rulers() {
    return rulers;
  }

  List<StepReview> steps() {
    return steps;
  }

  List<TeleCheck> teleChecks() {
    return teleChecks;
  }

  /** What the chart tells that was tried. */
  List<TriedResponse> tried() {
    return tried;
  }

  TherapyCourse.Forms forms() {
    return new TherapyCourse.Forms(notes, goalReviews, rulers, steps, teleChecks);
  }
}
