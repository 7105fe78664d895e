package org.attune.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.instruments.Instruments;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.CourseId;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Exchange;
import org.attune.therapy.GapReason;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionNote;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.Treatment;
import org.attune.therapy.TriedResponse;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;

/**
 * Puts one client's facts together into courses, as of an instant. Nothing that happened or was
 * recorded after that instant counts, and the order of the facts does not matter.
 */
@ApplicationScoped
public class Assembly implements Configurable {

  static final Setting<Integer> SILENCE = Setting.count("course.silence-days", 120, 30, 730);

  private static final Comparator<TriedResponse> IN_TIME =
      Comparator.comparing(TriedResponse::at)
          .thenComparing(TriedResponse::source, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Settings settings;
  private final Instruments instruments;
  private final ZoneId zone;

  @Inject
  public Assembly(Settings settings, Instruments instruments, ZoneId zone) {
    this.settings = settings;
    this.instruments = instruments;
    this.zone = zone;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SILENCE);
  }

  /** The courses of one client of whom nothing was logged. */
  public Assembled of(PatientId patient, Collection<ChartFact> facts, Instant asOf) {
    return of(patient, facts, Map.of(), asOf);
  }

  /**
   * The courses of one client.
   *
   * @param facts facts of that client alone
   * @param tried what people logged that they tried, by course
   * @param asOf the instant of the view
   */
  public Assembled of(
      PatientId patient,
      Collection<ChartFact> facts,
      Map<CourseId, List<TriedResponse>> tried,
      Instant asOf) {
    if (of(facts, Client.class).anyMatch(each -> each.test() || each.replacedBy() != null)) {
      return Assembled.NOTHING;
    }
    var silence = Duration.ofDays(settings.get(SILENCE));
    var gaps = new HashMap<Source, GapReason>();
    var twins = new Twins(gaps);
    var hours = hours(facts, asOf, twins, gaps);
    var drafts = new Courses(treatments(facts, asOf), asOf, silence, gaps).split(hours);
    answer(facts, asOf, drafts, twins, gaps);
    var care = care(facts, asOf);
    var courses =
        drafts.stream()
            .map(draft -> course(patient, draft, care, tried, standing(facts, draft, asOf), asOf))
            .toList();
    return new Assembled(courses, gaps, changesAt(facts, courses, asOf, silence).orElse(null));
  }

  private static List<Draft.Placed> hours(
      Collection<ChartFact> facts, Instant asOf, Twins twins, Map<Source, GapReason> gaps) {
    var bookings =
        twins.bookings(
            of(facts, Booking.class)
                .filter(each -> each.created() == null || !each.created().isAfter(asOf))
                .toList());
    var visits =
        twins.visits(
            of(facts, Visit.class)
                .filter(each -> !each.contact())
                .filter(each -> knownBy(each, asOf))
                .toList());
    var hours =
        Hours.join(bookings, visits, asOf).stream()
            .filter(hour -> !hour.service().isEmpty())
            .toList();
    hours.stream()
        .filter(Hour::contradictory)
        .forEach(hour -> gaps.put(hour.source(), GapReason.CONTRADICTION));
    return hours.stream()
        .map(hour -> new Draft.Placed(hour.session(), hour.end(), hour.service(), hour.episode()))
        .toList();
  }

  /** Of a visit that is not planned nothing is known before it begins. */
  private static boolean knownBy(Visit visit, Instant asOf) {
    return visit.status() == VisitStatus.PLANNED || !visit.start().isAfter(asOf);
  }

  private static List<Treatment> treatments(Collection<ChartFact> facts, Instant asOf) {
    return of(facts, Treatment.class)
        .filter(each -> each.start() == null || !each.start().isAfter(asOf))
        .map(each -> each.end() != null && each.end().isAfter(asOf) ? open(each) : each)
        .toList();
  }

  private static Treatment open(Treatment each) {
    return new Treatment(
        each.source(),
        each.patient(),
        each.start(),
        null,
        each.onHold(),
        each.courtOrdered(),
        each.labels());
  }

  private void answer(
      Collection<ChartFact> facts,
      Instant asOf,
      List<Draft> drafts,
      Twins twins,
      Map<Source, GapReason> gaps) {
    var placing = new Placing(drafts, instruments, gaps);
    twins.scores(scores(facts, asOf)).forEach(placing::place);
    twins
        .checkIns(of(facts, CheckIn.class).filter(each -> !each.at().isAfter(asOf)).toList())
        .forEach(placing::place);
    answerOtherForms(facts, asOf, placing);
    of(facts, DocumentedResponse.class)
        .filter(each -> !each.at().isAfter(asOf))
        .forEach(placing::place);
    of(facts, Visit.class).filter(each -> tookPlace(each, asOf)).forEach(placing::placeContact);
    of(facts, Exchange.class).filter(each -> !each.at().isAfter(asOf)).forEach(placing::place);
    var goals = goals(facts, asOf);
    drafts.forEach(draft -> draft.goals().addAll(goals));
  }

  /** A score that stands both in a form and in an observation of it counts once. */
  private static List<ScaleScore> scores(Collection<ChartFact> facts, Instant asOf) {
    var scores = of(facts, ScaleScore.class).filter(each -> !each.at().isAfter(asOf)).toList();
    var forms = scores.stream().filter(each -> !each.observed()).toList();
    return scores.stream()
        .filter(each -> !each.observed() || forms.stream().noneMatch(each::repeats))
        .toList();
  }

  private static void answerOtherForms(Collection<ChartFact> facts, Instant asOf, Placing placing) {
    of(facts, SessionNote.class).filter(each -> !each.at().isAfter(asOf)).forEach(placing::place);
    of(facts, StepReview.class).filter(each -> !each.at().isAfter(asOf)).forEach(placing::place);
    of(facts, TeleCheck.class).filter(each -> !each.at().isAfter(asOf)).forEach(placing::place);
    of(facts, GoalReview.class).filter(each -> !each.at().isAfter(asOf)).forEach(placing::place);
    of(facts, ReadinessRuler.class)
        .filter(each -> !each.at().isAfter(asOf))
        .forEach(placing::place);
  }

  private static boolean tookPlace(Visit visit, Instant asOf) {
    return visit.contact()
        && !visit.start().isAfter(asOf)
        && switch (visit.status()) {
          case FINISHED, UNDER_WAY -> true;
          case PLANNED, CANCELLED, UNKNOWN -> false;
        };
  }

  /** The team's goals; one that we proposed ourselves counts once people have taken it up. */
  private List<CareGoal> goals(Collection<ChartFact> facts, Instant asOf) {
    var today = asOf.atZone(zone).toLocalDate();
    var own =
        of(facts, Plan.class)
            .filter(Plan::own)
            .flatMap(plan -> plan.goals().stream())
            .map(Source::reference)
            .collect(Collectors.toCollection(HashSet::new));
    return of(facts, CareGoal.class)
        .filter(goal -> goal.start() == null || !goal.start().isAfter(today))
        .filter(
            goal ->
                goal.lifecycle() != CareGoal.Lifecycle.PROPOSED
                    || !own.contains(goal.source().reference()))
        .map(
            goal ->
                goal.statusDate() != null && goal.statusDate().isAfter(today)
                    ? goal.beforeItsStatus()
                    : goal)
        .toList();
  }

  /** Plans and goals are the client's, so they belong to every course. */
  private TherapyCourse.Care care(Collection<ChartFact> facts, Instant asOf) {
    var today = asOf.atZone(zone).toLocalDate();
    return new TherapyCourse.Care(
        of(facts, Plan.class).flatMap(plan -> plan.on(today).stream()).toList(),
        of(facts, GoalScore.class).filter(each -> !each.at().isAfter(asOf)).toList());
  }

  private static TherapyCourse.Standing standing(
      Collection<ChartFact> facts, Draft draft, Instant asOf) {
    var frame = treatments(facts, asOf).stream().filter(each -> frames(each, draft)).toList();
    var labels =
        Stream.concat(
                of(facts, Client.class).map(Client::labels), frame.stream().map(Treatment::labels))
            .reduce(Labels.NONE, Labels::and);
    return new TherapyCourse.Standing(
        deceased(facts, asOf),
        frame.stream().anyMatch(Treatment::courtOrdered),
        onHold(facts, asOf),
        threatened(facts, asOf),
        labels);
  }

  /** Whether a treatment is the course, or one that runs beside it at any time. */
  private static boolean frames(Treatment treatment, Draft draft) {
    var start = treatment.start();
    var end = treatment.end();
    var ended = draft.ended();
    return treatment.source().reference().equals(draft.treatment())
        || ((end == null || !end.isBefore(draft.began()))
            && (start == null || ended == null || !start.isAfter(ended)));
  }

  /** A threat is the client's, whatever course the form belongs to and whoever may read it. */
  private static boolean threatened(Collection<ChartFact> facts, Instant asOf) {
    return of(facts, CheckIn.class)
        .filter(each -> !each.at().isAfter(asOf))
        .flatMap(each -> each.fears().stream())
        .anyMatch(CheckIn.Fear::fromOthers);
  }

  private static boolean deceased(Collection<ChartFact> facts, Instant asOf) {
    return of(facts, Client.class)
            .filter(Client::deceased)
            .anyMatch(each -> each.deceasedAt() == null || !each.deceasedAt().isAfter(asOf))
        || of(facts, Booking.class)
            .filter(each -> each.status() == BookingStatus.CANCELLED)
            .filter(each -> each.reason() == CancellationReason.DEATH)
            .anyMatch(
                each ->
                    !Objects.requireNonNullElse(each.cancelledAt(), each.start()).isAfter(asOf));
  }

  private static boolean onHold(Collection<ChartFact> facts, Instant asOf) {
    return of(facts, Treatment.class)
        .filter(each -> each.start() == null || !each.start().isAfter(asOf))
        .filter(each -> each.end() == null || each.end().isAfter(asOf))
        .anyMatch(Treatment::onHold);
  }

  private TherapyCourse course(
      PatientId patient,
      Draft draft,
      TherapyCourse.Care care,
      Map<CourseId, List<TriedResponse>> tried,
      TherapyCourse.Standing standing,
      Instant asOf) {
    var id = new CourseId(patient, draft.treatment());
    var sessions = Replacements.mark(draft.sessions());
    Obstacles.tell(draft.checkIns(), sessions);
    return new TherapyCourse(
        id,
        asOf,
        zone,
        draft.began(),
        draft.ended(),
        sessions,
        draft.scores(),
        draft.checkIns(),
        draft.contacts(),
        draft.goals(),
        care,
        draft.forms(),
        tried(tried.getOrDefault(id, List.of()), draft.tried(), asOf),
        standing);
  }

  /** What was logged with us and what the chart tells; a try that both tell of counts once. */
  private static List<TriedResponse> tried(
      List<TriedResponse> logged, List<TriedResponse> documented, Instant asOf) {
    var all =
        logged.stream()
            .filter(each -> !each.at().isAfter(asOf))
            .collect(Collectors.toCollection(ArrayList::new));
    documented.stream()
        .sorted(IN_TIME)
        .filter(each -> all.stream().noneMatch(each::sameTry))
        .forEachOrdered(all::add);
    return all;
  }

  /**
   * The next planned hour begins, a running series falls silent, or in a running course a goal or a
   * plan begins, a plan is over, or the day of a goal's status comes.
   */
  private Optional<Instant> changesAt(
      Collection<ChartFact> facts, List<TherapyCourse> courses, Instant asOf, Duration silence) {
    boolean running = courses.stream().anyMatch(course -> course.ended() == null);
    var days = running ? days(facts) : Stream.<LocalDate>empty();
    var hours =
        courses.stream()
            .flatMap(course -> course.sessions().stream())
            .filter(session -> session.outcome() == SessionOutcome.PLANNED)
            .map(Session::start);
    var silences =
        courses.stream()
            .filter(course -> course.ended() == null)
            .map(course -> course.sessions().get(course.sessions().size() - 1))
            .map(session -> session.start().plus(silence));
    var beginnings = days.map(day -> day.atStartOfDay(zone).toInstant());
    return Stream.concat(Stream.concat(hours, silences), beginnings)
        .filter(moment -> moment.isAfter(asOf))
        .min(Instant::compareTo);
  }

  /** The days on which plans and goals come to be something else. */
  private static Stream<LocalDate> days(Collection<ChartFact> facts) {
    var plans =
        of(facts, Plan.class)
            .flatMap(
                plan ->
                    Stream.of(
                        Optional.ofNullable(plan.from()),
                        Optional.ofNullable(plan.until()).map(last -> last.plusDays(1))));
    var goals =
        of(facts, CareGoal.class)
            .flatMap(
                goal ->
                    Stream.of(
                        Optional.ofNullable(goal.start()), Optional.ofNullable(goal.statusDate())));
    return Stream.concat(plans, goals).flatMap(Optional::stream);
  }

  private static <T extends ChartFact> Stream<T> of(Collection<ChartFact> facts, Class<T> kind) {
    return facts.stream().filter(kind::isInstance).map(kind::cast);
  }
}
