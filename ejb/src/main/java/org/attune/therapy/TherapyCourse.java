package org.attune.therapy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one client's course of psychotherapy at one instant. Everything in it
 * happened, or was known, at {@code asOf} or before; sessions may lie ahead. Every list is in the
 * order of time, ties broken by source, so that the order in which facts arrived cannot matter.
 *
 * @param id which course
 * @param asOf the instant of the view
 * @param zone the hospital's time zone
 * @param began when the first session was held or booked
 * @param ended when it ended, or null while it runs
 * @param sessions every booked hour
 * @param scores every scored questionnaire
 * @param checkIns every check-in of the client
 * @param contacts how the service and the client were in touch between sessions
 * @param goals the goals of the care plan
 * @param care the care plans themselves, and how far their goals were reached
 * @param forms every other form that was filled in
 * @param tried what people tried because of signals, as they logged or documented it
 * @param standing what frames the whole course
 */
public record TherapyCourse(
    CourseId id,
    Instant asOf,
    ZoneId zone,
    Instant began,
    @Nullable Instant ended,
    List<Session> sessions,
    List<ScaleScore> scores,
    List<CheckIn> checkIns,
    List<Contact> contacts,
    List<CareGoal> goals,
    Care care,
    Forms forms,
    List<TriedResponse> tried,
    Standing standing) {

  /**
   * What frames the whole course.
   *
   * @param deceased the client has died
   * @param courtOrdered the course was ordered by a court: prompts only
   * @param onHold the treatment is paused, as the record says
   * @param threatened the client told, here or in another course, that somebody threatens them; it
   *     only ever takes something away and is shown to nobody
   * @param labels the labels of the client's record and of the episode: all that is derived from
   *     the course carries them on
   */
  public record Standing(
      boolean deceased, boolean courtOrdered, boolean onHold, boolean threatened, Labels labels) {
    /** Nothing special. */
    public static final Standing USUAL = new Standing(false, false, false, false, Labels.NONE);
  }

  /**
   * The forms beside scores and check-ins, each list in the order of time.
   *
   * @param notes the therapist's own notes; never to be cited on a chart
   * @param goalReviews goal forms
   * @param rulers readiness rulers
   * @param steps reviews of steps between sessions
   * @param teleChecks how sessions at a distance were
   */
  public record Forms(
      List<SessionNote> notes,
      List<GoalReview> goalReviews,
      List<ReadinessRuler> rulers,
      List<StepReview> steps,
      List<TeleCheck> teleChecks) {

    /** None at all. */
    public static final Forms NONE =
        new Forms(List.of(), List.of(), List.of(), List.of(), List.of());

    public Forms {
      notes = inOrder(notes, SessionNote::at, SessionNote::source);
      goalReviews = inOrder(goalReviews, GoalReview::at, GoalReview::source);
      rulers = inOrder(rulers, ReadinessRuler::at, ReadinessRuler::source);
      steps = inOrder(steps, StepReview::at, StepReview::source);
      teleChecks = inOrder(teleChecks, TeleCheck::at, TeleCheck::source);
    }
  }

  /**
   * What was planned, as it stands on the day of the view.
   *
   * @param plans the care plans that have begun and are not over, our own among them
   * @param goalScores how far goals were reached, in the order of time
   * @param known which goals of the client's and of the team's plans are one or two
   */
  public record Care(List<Plan> plans, List<GoalScore> goalScores, OneOrTwo known) {

    /** Nothing at all. */
    public static final Care NONE = new Care(List.of(), List.of());

    /** Where nothing is known of goals that are the same. */
    public Care(List<Plan> plans, List<GoalScore> goalScores) {
      this(plans, goalScores, OneOrTwo.UNKNOWN);
    }

    public Care {
      plans = plans.stream().distinct().sorted(Comparator.comparing(Plan::source)).toList();
      goalScores = inOrder(goalScores, GoalScore::at, GoalScore::source);
    }
  }

  /**
   * The course once it is known which goals are one or two; of a goal that no plan of the team's
   * names any longer nothing is known by what people confirmed.
   */
  public TherapyCourse with(OneOrTwo known) {
    var named =
        care.plans().stream()
            .filter(plan -> plan.active() && !plan.own())
            .flatMap(plan -> plan.goals().stream())
            .map(Source::reference)
            .collect(Collectors.toSet());
    return new TherapyCourse(
        id,
        asOf,
        zone,
        began,
        ended,
        sessions,
        scores,
        checkIns,
        contacts,
        goals,
        new Care(care.plans(), care.goalScores(), known.about(named)),
        forms,
        tried,
        standing);
  }

  public TherapyCourse {
    sessions = inOrder(sessions, Session::start, Session::source);
    scores = inOrder(scores, ScaleScore::at, ScaleScore::source);
    checkIns = inOrder(checkIns, CheckIn::at, CheckIn::source);
    contacts = inOrder(contacts, Contact::at, Contact::source);
    tried =
        tried.stream()
            .distinct()
            .sorted(
                Comparator.comparing(TriedResponse::at)
                    .thenComparing(TriedResponse::detector)
                    .thenComparing(TriedResponse::response)
                    .thenComparing(
                        TriedResponse::source, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    goals = goals.stream().distinct().sorted(Comparator.comparing(CareGoal::source)).toList();
  }

  /** Sorts; only where two share a moment and a source can one be there twice. */
  private static <T> List<T> inOrder(
      List<T> facts, Function<T, Instant> time, Function<T, Source> source) {
    var order = Comparator.comparing(time).thenComparing(source);
    var sorted = new ArrayList<>(facts);
    sorted.sort(order);
    for (int i = 1; i < sorted.size(); i++) {
      if (order.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        return sorted.stream().distinct().toList();
      }
    }
    return List.copyOf(sorted);
  }

  /** Hours whose time has come, oldest first. */
  public Stream<Session> past() {
    return sessions.stream().filter(session -> !session.start().isAfter(asOf));
  }

  /** Hours still to come and still planned, soonest first. */
  public Stream<Session> ahead() {
    return sessions.stream()
        .filter(
            session ->
                session.start().isAfter(asOf) && session.outcome() == SessionOutcome.PLANNED);
  }

  /**
   * To whose caseload it belongs: the therapist of the latest hour that has come, of the next one
   * where none has; empty where nobody is known.
   */
  public Optional<TherapistId> caseload() {
    TherapistId latest = null;
    for (Session session : sessions) {
      boolean ahead = session.start().isAfter(asOf);
      if (session.therapist() != null && (!ahead || latest == null)) {
        latest = session.therapist();
      }
    }
    return Optional.ofNullable(latest);
  }

  /** The client's own scores of one instrument and form, oldest first. */
  public List<ScaleScore> series(InstrumentId instrument, String form) {
    return scores.stream()
        .filter(score -> score.instrument().equals(instrument) && score.form().equals(form))
        .filter(score -> score.respondent() == Respondent.CLIENT)
        .toList();
  }
}
