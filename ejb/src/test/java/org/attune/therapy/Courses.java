package org.attune.therapy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.jspecify.annotations.Nullable;

/**
 * Tells a course as a story: one session a week from Monday 5 January 2026, nine o'clock in Vienna,
 * until it is told otherwise. Forms belong to the latest session. The course is judged a day after
 * the last thing that happened.
 */
public final class Courses {

  public static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
  public static final Instant FIRST = Instant.parse("2026-01-05T08:00:00Z");
  public static final PatientId CLIENT = new PatientId("c1");
  public static final TherapistId THERAPIST = new TherapistId("t1");
  public static final TherapistId STAND_IN = new TherapistId("t2");
  public static final InstrumentId SRS = new InstrumentId("srs");
  public static final InstrumentId PHQ_9 = new InstrumentId("phq-9");
  public static final InstrumentId GAD_7 = new InstrumentId("gad-7");

  private final List<Session> sessions = new ArrayList<>();
  private final List<ScaleScore> scores = new ArrayList<>();
  private final List<CheckIn> checkIns = new ArrayList<>();
  private final List<Contact> contacts = new ArrayList<>();
  private final List<CareGoal> goals = new ArrayList<>();
  private final List<Plan> plans = new ArrayList<>();
  private final List<GoalScore> goalScores = new ArrayList<>();
  private final List<SessionNote> notes = new ArrayList<>();
  private final List<GoalReview> goalReviews = new ArrayList<>();
  private final List<ReadinessRuler> rulers = new ArrayList<>();
  private final List<StepReview> steps = new ArrayList<>();
  private final List<TeleCheck> teleChecks = new ArrayList<>();
  private final List<TriedResponse> tried = new ArrayList<>();

  private Instant next = FIRST;
  private Instant latest = FIRST;
  private Duration between = Duration.ofDays(7);
  private @Nullable Duration lead;
  private @Nullable Instant created;
  private @Nullable TherapistId therapist = THERAPIST;
  private String form = "1.0.0#en";
  private Respondent respondent = Respondent.CLIENT;
  private boolean deceased;
  private boolean courtOrdered;
  private boolean onHold;
  private boolean group;
  private Modality modality = Modality.IN_PERSON;
  private @Nullable Instant ended;
  private @Nullable Instant asOf;
  private int number;

  private Courses() {}

  /** A course in which nothing has happened yet. */
  public static Courses course() {
    return new Courses();
  }

  public Courses every(int days) {
    between = Duration.ofDays(days);
    return this;
  }

  /** Nothing happens for some days. */
  public Courses later(int days) {
    next = next.plus(Duration.ofDays(days));
    return this;
  }

  /** From now on each session is booked so many days ahead. */
  public Courses bookedAhead(int days) {
    lead = Duration.ofDays(days);
    created = null;
    return this;
  }

  /** From now on all sessions are booked today. */
  public Courses bookedAsOneBlock() {
    created = next.minus(Duration.ofDays(2));
    return this;
  }

  public Courses with(@Nullable TherapistId other) {
    therapist = other;
    return this;
  }

  public Courses form(String other) {
    form = other;
    return this;
  }

  public Courses filledBy(Respondent other) {
    respondent = other;
    return this;
  }

  public Courses attended() {
    return session(SessionOutcome.ATTENDED, CancellationReason.NOT_GIVEN, false, false);
  }

  public Courses attended(int times) {
    for (int i = 0; i < times; i++) {
      attended();
    }
    return this;
  }

  /** A no-show of which nobody knows why. */
  public Courses missed() {
    return missed(CancellationReason.NOT_GIVEN);
  }

  public Courses missed(int times) {
    for (int i = 0; i < times; i++) {
      missed();
    }
    return this;
  }

  public Courses missed(CancellationReason reason) {
    return session(SessionOutcome.MISSED, reason, false, false);
  }

  /** A no-show; the client was asked and gave no reason. */
  public Courses missedAndAsked() {
    return session(SessionOutcome.MISSED, CancellationReason.NOT_GIVEN, true, false);
  }

  public Courses missedAndAsked(int times) {
    for (int i = 0; i < times; i++) {
      missedAndAsked();
    }
    return this;
  }

  public Courses missedAndMoved() {
    return session(SessionOutcome.MISSED, CancellationReason.NOT_GIVEN, true, true);
  }

  public Courses cancelledByClient(CancellationReason reason) {
    return session(SessionOutcome.CANCELLED_BY_CLIENT, reason, false, false);
  }

  public Courses cancelledByClient(CancellationReason reason, int times) {
    for (int i = 0; i < times; i++) {
      cancelledByClient(reason);
    }
    return this;
  }

  /** Called off by the client so many hours ahead. */
  public Courses cancelledByClient(CancellationReason reason, Duration ahead) {
    add(next, SessionOutcome.CANCELLED_BY_CLIENT, reason, false, false, next.minus(ahead));
    latest = next;
    next = next.plus(between);
    return this;
  }

  public Courses cancelledByCircumstance(CancellationReason reason) {
    return session(SessionOutcome.CANCELLED_BY_CIRCUMSTANCE, reason, false, false);
  }

  public Courses cancelledByService() {
    return session(SessionOutcome.CANCELLED_BY_SERVICE, CancellationReason.SERVICE, false, false);
  }

  /** Cancelled, and nothing says by whom. */
  public Courses cancelled() {
    return session(SessionOutcome.CANCELLED, CancellationReason.NOT_GIVEN, false, false);
  }

  public Courses unknown() {
    return session(SessionOutcome.UNKNOWN, CancellationReason.NOT_GIVEN, false, false);
  }

  public Courses session(
      SessionOutcome outcome, CancellationReason reason, boolean asked, boolean moved) {
    add(next, outcome, reason, asked, moved, null);
    latest = next;
    next = next.plus(between);
    return this;
  }

  /** A session that lies ahead, so many days after the last one. */
  public Courses planned(int daysAhead) {
    add(
        latest.plus(Duration.ofDays(daysAhead)),
        SessionOutcome.PLANNED,
        CancellationReason.NOT_GIVEN,
        false,
        false,
        null);
    return this;
  }

  /** A session ahead that was called off today. */
  public Courses calledOffAhead(CancellationReason reason, int daysAhead) {
    add(
        latest.plus(Duration.ofDays(daysAhead)),
        SessionOutcome.CANCELLED_BY_CLIENT,
        reason,
        false,
        false,
        latest);
    return this;
  }

  private void add(
      Instant start,
      SessionOutcome outcome,
      CancellationReason reason,
      boolean asked,
      boolean moved,
      @Nullable Instant cancelledAt) {
    var source = source("Appointment");
    sessions.add(
        new Session(
            source,
            List.of(source),
            start,
            outcome,
            reason,
            asked,
            moved,
            cancelledAt,
            created != null ? created : lead == null ? null : start.minus(lead),
            therapist,
            modality,
            group,
            Labels.NONE));
  }

  /** The client's session rating of the latest session. */
  public Courses score(double total) {
    return score(SRS, total);
  }

  /** A session rating with one of its parts. */
  public Courses part(InstrumentId instrument, double total, String name, double value) {
    score(instrument, total);
    var plain = scores.remove(scores.size() - 1);
    scores.add(
        new ScaleScore(
            plain.source(),
            plain.patient(),
            plain.instrument(),
            plain.form(),
            plain.at(),
            plain.total(),
            new TreeMap<>(Map.of(name, value)),
            plain.respondent(),
            plain.visit(),
            plain.therapist(),
            plain.labels()));
    return this;
  }

  /** Sessions that took place, each with its rating. */
  public Courses rated(double... totals) {
    for (double total : totals) {
      attended().score(total);
    }
    return this;
  }

  public Courses score(InstrumentId instrument, double total) {
    scores.add(
        new ScaleScore(
            source("QuestionnaireResponse"),
            CLIENT,
            instrument,
            form,
            latest.plus(Duration.ofMinutes(50)),
            total,
            new TreeMap<>(),
            respondent,
            null,
            null,
            Labels.NONE));
    return this;
  }

  /** Sessions that took place, each with a PHQ-9. */
  public Courses phq(double... totals) {
    for (double total : totals) {
      attended().score(PHQ_9, total);
    }
    return this;
  }

  /** What the client ticked after the latest session. */
  public Courses says(Voice... voices) {
    return checkIn(form -> form.voices(voices));
  }

  /** A check-in in which the client had nothing to tell. */
  public Courses clearCheckIn() {
    return checkIn(form -> form);
  }

  public Courses checkIn(UnaryOperator<Form> fill) {
    var filled = fill.apply(new Form());
    checkIns.add(
        new CheckIn(
            source("QuestionnaireResponse"),
            CLIENT,
            form,
            latest.plus(Duration.ofHours(1)),
            new TreeMap<>(filled.ratings),
            filled.voices,
            filled.obstacle,
            filled.events,
            filled.fits,
            filled.fears,
            filled.audience,
            respondent,
            null,
            null,
            Labels.NONE));
    return this;
  }

  /** From now on sessions are held so. */
  public Courses held(Modality how) {
    modality = how;
    return this;
  }

  /** From now on sessions are shared with other clients. */
  public Courses inAGroup() {
    group = true;
    return this;
  }

  /** A goal of the care plan that stands from the beginning. */
  public Courses goal(CareGoal goal) {
    goals.add(goal);
    return this;
  }

  /** A care plan, from its first day to its last. */
  public Courses plan(Plan plan) {
    plans.add(plan);
    return this;
  }

  /** How far a goal was reached, as somebody rated it at the latest session. */
  public Courses goalScore(String goal, int attainment, Respondent by) {
    goalScores.add(
        new GoalScore(
            source("Observation"),
            CLIENT,
            new Source("Goal", goal, null),
            latest.plus(Duration.ofMinutes(54)),
            attainment,
            by,
            Labels.NONE));
    return this;
  }

  /** The therapist's own note on the latest session. */
  public Courses note(UnaryOperator<Note> fill) {
    var filled = fill.apply(new Note());
    notes.add(
        new SessionNote(
            source("QuestionnaireResponse"),
            CLIENT,
            form,
            latest.plus(Duration.ofMinutes(70)),
            filled.observed,
            filled.ratings,
            filled.distress,
            filled.painfulTopic,
            filled.avoidedBy,
            filled.plannedExposure,
            filled.boundary,
            filled.atStart,
            filled.atEnd,
            null,
            therapist,
            Labels.NONE));
    return this;
  }

  /** The goal form, filled in at the latest session. */
  public Courses goalReview(GoalReview.OfGoal... all) {
    return goalReview(List.of(all), List.of());
  }

  public Courses agreed(GoalReview.Agreement... agreements) {
    return goalReview(List.of(), List.of(agreements));
  }

  /** Something agreed for a while, or from now on. */
  public static GoalReview.Agreement agreement(
      GoalReview.Agreement.Kind kind, @Nullable LocalDate from, @Nullable LocalDate until) {
    return new GoalReview.Agreement(kind, from, until, null);
  }

  private Courses goalReview(
      List<GoalReview.OfGoal> reviewed, List<GoalReview.Agreement> agreements) {
    goalReviews.add(
        new GoalReview(
            source("QuestionnaireResponse"),
            CLIENT,
            form,
            latest.plus(Duration.ofMinutes(55)),
            reviewed,
            agreements,
            respondent,
            null,
            null,
            Labels.NONE));
    return this;
  }

  /** What client and therapist say a goal matters, 0 to 10. */
  public static GoalReview.OfGoal matters(
      String goal, @Nullable Integer client, @Nullable Integer therapist) {
    return new GoalReview.OfGoal(
        goal, null, client, therapist, null, false, List.of(), null, null, null, null);
  }

  /** A goal of the goal form that the client ticked as not theirs. */
  public static GoalReview.OfGoal notMine(String goal) {
    return new GoalReview.OfGoal(
        goal, null, null, null, null, true, List.of(), null, null, null, null);
  }

  /** The same, looked at together on a day. */
  public static GoalReview.OfGoal together(GoalReview.OfGoal goal, LocalDate day) {
    return new GoalReview.OfGoal(
        goal.goal(),
        goal.whose(),
        goal.importanceForClient(),
        goal.importanceForTherapist(),
        goal.agreed(),
        goal.notMine(),
        goal.size(),
        day,
        goal.attainment(),
        goal.weight(),
        goal.sessionsLeft());
  }

  /** A goal of the care plan, and what the client says to it. */
  public static CareGoal careGoal(
      String id, CareGoal.Lifecycle lifecycle, CareGoal.@Nullable Acceptance client) {
    return careGoal(id, lifecycle, client, null);
  }

  /** A goal of the care plan whose status changed last on a day. */
  public static CareGoal careGoal(
      String id,
      CareGoal.Lifecycle lifecycle,
      CareGoal.@Nullable Acceptance client,
      @Nullable LocalDate statusDate) {
    return new CareGoal(
        new Source("Goal", id, "1"),
        CLIENT,
        lifecycle,
        null,
        null,
        client == null ? new TreeMap<>() : new TreeMap<>(Map.of(CareGoal.Party.CLIENT, client)),
        null,
        statusDate,
        Labels.NONE);
  }

  /** What is said of readiness for a goal. */
  public static ReadinessRuler.OfGoal ready(
      String goal,
      @Nullable Integer importance,
      @Nullable Integer confidence,
      @Nullable ReadinessStage stage) {
    return new ReadinessRuler.OfGoal(goal, importance, confidence, null, stage);
  }

  /** The day of the latest session, and so many days after it. */
  public LocalDate day(int daysAfter) {
    return latest.atZone(ZONE).toLocalDate().plusDays(daysAfter);
  }

  /** How far a goal was reached, -2 to 2, and its weight. */
  public static GoalReview.OfGoal reached(
      String goal, @Nullable Integer attainment, @Nullable Integer weight) {
    return new GoalReview.OfGoal(
        goal, null, null, null, null, false, List.of(), null, attainment, weight, null);
  }

  /** A goal of the plan that was reached on the day of the latest session. */
  public Courses goalAchieved() {
    return goal(
        new CareGoal(
            source("Goal"),
            CLIENT,
            CareGoal.Lifecycle.ACTIVE,
            CareGoal.Achievement.ACHIEVED,
            CareGoal.Party.CLIENT,
            new TreeMap<>(),
            null,
            latest.atZone(ZONE).toLocalDate(),
            Labels.NONE));
  }

  /** The readiness ruler, filled in at the latest session. */
  public Courses ruler(ReadinessRuler.OfGoal... all) {
    rulers.add(
        new ReadinessRuler(
            source("QuestionnaireResponse"),
            CLIENT,
            form,
            latest.plus(Duration.ofMinutes(56)),
            List.of(all),
            respondent,
            null,
            null,
            Labels.NONE));
    return this;
  }

  /** The review of a step between sessions, filled in at the latest session. */
  public Courses step(UnaryOperator<Step> fill) {
    var filled = fill.apply(new Step());
    steps.add(
        new StepReview(
            source("QuestionnaireResponse"),
            CLIENT,
            form,
            latest.plus(Duration.ofMinutes(57)),
            filled.agreed,
            filled.chosenBy,
            filled.clear,
            filled.tried,
            filled.quantity,
            null,
            filled.difficulty,
            null,
            filled.obstacle,
            filled.reviewed,
            respondent,
            null,
            null,
            Labels.NONE,
            filled.goal));
    return this;
  }

  /** How the setting of the latest session was, as the respondent says. */
  public Courses tele(
      @Nullable Boolean privatePlace,
      @Nullable Boolean interrupted,
      TeleCheck.@Nullable Connection connection) {
    return tele(privatePlace, interrupted, connection, null);
  }

  /** All that the therapist says of the latest session is that they were distracted. */
  public Courses distracted() {
    return tele(null, null, null, true);
  }

  private Courses tele(
      @Nullable Boolean privatePlace,
      @Nullable Boolean interrupted,
      TeleCheck.@Nullable Connection connection,
      @Nullable Boolean distracted) {
    teleChecks.add(
        new TeleCheck(
            source("QuestionnaireResponse"),
            CLIENT,
            form,
            latest.plus(Duration.ofMinutes(58)),
            privatePlace,
            interrupted,
            connection,
            distracted,
            respondent,
            null,
            null,
            Labels.NONE));
    return this;
  }

  /** Something was tried because of a signal, a day after the latest session. */
  public Courses tried(String detector, String response) {
    tried.add(new TriedResponse(detector, response, latest.plus(Duration.ofDays(1))));
    return this;
  }

  /** The chart tells that something was tried, a day after the latest session. */
  public Courses documented(String detector, String response) {
    var at = latest.plus(Duration.ofDays(1));
    tried.add(new TriedResponse(detector, response, at, source("Task"), Labels.NONE));
    return this;
  }

  public Courses onHold() {
    onHold = true;
    return this;
  }

  /** Somebody telephones, so many days after the latest session. */
  public Courses contact(int daysAfter) {
    return contact("Encounter", daysAfter, true);
  }

  /** The client writes, so many days after the latest session. */
  public Courses wrote(int daysAfter) {
    return contact("Communication", daysAfter, false);
  }

  private Courses contact(String type, int daysAfter, boolean spoken) {
    var at = latest.plus(Duration.ofDays(daysAfter).plusHours(2));
    contacts.add(new Contact(source(type), at, spoken, Labels.NONE));
    return this;
  }

  public Courses deceased() {
    deceased = true;
    return this;
  }

  public Courses courtOrdered() {
    courtOrdered = true;
    return this;
  }

  /** The course ends with the latest session. */
  public Courses ended() {
    ended = latest;
    return this;
  }

  public Courses asOf(Instant moment) {
    asOf = moment;
    return this;
  }

  /** Judged so many days after the latest session. */
  public Courses judgedAfter(int days) {
    asOf = latest.plus(Duration.ofDays(days));
    return this;
  }

  public TherapyCourse build() {
    return view(asOf == null ? latest.plus(Duration.ofDays(1)) : asOf);
  }

  /** The course as it was known at a moment. */
  public TherapyCourse view(Instant moment) {
    var today = moment.atZone(ZONE).toLocalDate();
    return new TherapyCourse(
        new CourseId(CLIENT, "individual#1"),
        moment,
        ZONE,
        FIRST,
        ended,
        sessions.stream().map(session -> asKnown(session, moment)).toList(),
        scores.stream().filter(score -> !score.at().isAfter(moment)).toList(),
        checkIns.stream().filter(checkIn -> !checkIn.at().isAfter(moment)).toList(),
        contacts.stream().filter(contact -> !contact.at().isAfter(moment)).toList(),
        goals.stream()
            .filter(goal -> goal.start() == null || !goal.start().isAfter(today))
            .map(goal -> asKnown(goal, today))
            .toList(),
        new TherapyCourse.Care(
            plans.stream().flatMap(plan -> plan.on(today).stream()).toList(),
            goalScores.stream().filter(each -> !each.at().isAfter(moment)).toList()),
        new TherapyCourse.Forms(
            notes.stream().filter(each -> !each.at().isAfter(moment)).toList(),
            goalReviews.stream().filter(each -> !each.at().isAfter(moment)).toList(),
            rulers.stream().filter(each -> !each.at().isAfter(moment)).toList(),
            steps.stream().filter(each -> !each.at().isAfter(moment)).toList(),
            teleChecks.stream().filter(each -> !each.at().isAfter(moment)).toList()),
        tried.stream().filter(each -> !each.at().isAfter(moment)).toList(),
        new TherapyCourse.Standing(
            deceased, courtOrdered, onHold, threatened(moment), Labels.NONE));
  }

  private boolean threatened(Instant moment) {
    return checkIns.stream()
        .filter(checkIn -> !checkIn.at().isAfter(moment))
        .flatMap(checkIn -> checkIn.fears().stream())
        .anyMatch(CheckIn.Fear::fromOthers);
  }

  private static CareGoal asKnown(CareGoal goal, LocalDate today) {
    var changed = goal.statusDate();
    return changed != null && changed.isAfter(today) ? goal.beforeItsStatus() : goal;
  }

  private static Session asKnown(Session session, Instant moment) {
    var cancelledAt = session.cancelledAt();
    boolean known =
        !session.start().isAfter(moment) || (cancelledAt != null && !cancelledAt.isAfter(moment));
    return known
        ? session
        : new Session(
            session.source(),
            session.sources(),
            session.start(),
            SessionOutcome.PLANNED,
            CancellationReason.NOT_GIVEN,
            false,
            false,
            null,
            session.created(),
            session.therapist(),
            session.modality(),
            session.group(),
            session.labels());
  }

  /** When the latest session was. */
  public Instant latest() {
    return latest;
  }

  private Source source(String type) {
    return new Source(type, String.format("%04d", ++number), "1");
  }

  /** A check-in being filled in. */
  public static final class Form {

    private final Map<Item, Integer> ratings = new EnumMap<>(Item.class);
    private List<Voice> voices = List.of();
    private List<LifeEvent> events = List.of();
    private List<CheckIn.Fit> fits = List.of();
    private List<CheckIn.Fear> fears = List.of();
    private Audience audience = Audience.CARE_TEAM;
    private @Nullable CancellationReason obstacle;

    private Form() {}

    /** What got in the way of the last session that did not take place. */
    public Form obstacle(CancellationReason what) {
      obstacle = what;
      return this;
    }

    public Form rate(Item item, int rating) {
      ratings.put(item, rating);
      return this;
    }

    /** The five items that tell of the working relationship. */
    public Form relationship(int heard, int topics, int pace, int approach, int safe) {
      return rate(Item.HEARD, heard)
          .rate(Item.TOPICS, topics)
          .rate(Item.PACE, pace)
          .rate(Item.APPROACH, approach)
          .rate(Item.SAFE_TO_DISAGREE, safe);
    }

    public Form voices(Voice... all) {
      voices = List.of(all);
      return this;
    }

    public Form events(LifeEvent... all) {
      events = List.of(all);
      return this;
    }

    public Form fits(CheckIn.Fit... all) {
      fits = List.of(all);
      return this;
    }

    public Form fears(CheckIn.Fear... all) {
      fears = List.of(all);
      return this;
    }

    public Form onlyFor(Audience readers) {
      audience = readers;
      return this;
    }
  }

  /** A therapist's note being filled in. */
  public static final class Note {

    private final List<SessionNote.Observed> observed = new ArrayList<>();
    private final TreeMap<Item, Integer> ratings = new TreeMap<>();
    private @Nullable Integer distress;
    private boolean painfulTopic;
    private SessionNote.@Nullable AvoidedBy avoidedBy;
    private boolean plannedExposure;
    private boolean boundary;
    private @Nullable Boolean atStart;
    private @Nullable Boolean atEnd;

    private Note() {}

    /** Noticed, with the therapist's own part said to be not seen. */
    public Note saw(Marker marker, int amount) {
      return saw(marker, amount, SessionNote.JustBefore.QUESTION, SessionNote.MyPart.NONE_SEEN);
    }

    public Note saw(
        Marker marker,
        int amount,
        SessionNote.@Nullable JustBefore before,
        SessionNote.@Nullable MyPart myPart) {
      observed.add(new SessionNote.Observed(marker, amount, before, myPart));
      return this;
    }

    public Note rate(Item item, int rating) {
      ratings.put(item, rating);
      return this;
    }

    public Note distress(int amount) {
      distress = amount;
      return this;
    }

    public Note painfulTopic() {
      painfulTopic = true;
      return this;
    }

    public Note avoidedBy(SessionNote.AvoidedBy whom) {
      avoidedBy = whom;
      return this;
    }

    public Note plannedExposure() {
      plannedExposure = true;
      return this;
    }

    public Note boundary() {
      boundary = true;
      return this;
    }

    public Note checkedIn(boolean start, boolean end) {
      atStart = start;
      atEnd = end;
      return this;
    }
  }

  /** The review of a step being filled in; agreed, clear and looked at unless said otherwise. */
  public static final class Step {

    private @Nullable Boolean agreed = true;
    private StepReview.@Nullable ChosenBy chosenBy = StepReview.ChosenBy.TOGETHER;
    private @Nullable Boolean clear = true;
    private @Nullable Boolean tried;
    private @Nullable Integer quantity;
    private @Nullable Integer difficulty;
    private @Nullable CancellationReason obstacle;
    private @Nullable Boolean reviewed = true;
    private @Nullable String goal;

    private Step() {}

    public Step towards(String whichGoal) {
      goal = whichGoal;
      return this;
    }

    public Step agreed(@Nullable Boolean was) {
      agreed = was;
      return this;
    }

    public Step chosenBy(StepReview.ChosenBy whom) {
      chosenBy = whom;
      return this;
    }

    public Step clear(@Nullable Boolean was) {
      clear = was;
      return this;
    }

    public Step tried(@Nullable Boolean was) {
      tried = was;
      return this;
    }

    public Step quantity(int amount) {
      quantity = amount;
      return this;
    }

    public Step difficulty(int amount) {
      difficulty = amount;
      return this;
    }

    public Step obstacle(CancellationReason what) {
      obstacle = what;
      return this;
    }

    public Step reviewed(@Nullable Boolean was) {
      reviewed = was;
      return this;
    }
  }
}
