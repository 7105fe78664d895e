package org.attune.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.attune.chart.ChartPage.Kept;
import org.attune.detection.ScoreSeries;
import org.attune.instruments.Instruments;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.GoalScore;
import org.attune.therapy.Instrument;
import org.attune.therapy.Plan;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * What each record behind a client's courses says. Answers about risk, fear and threats are not
 * among them: they go another way.
 */
final class CitedFacts {

  /** Of these somebody else than the therapist hears, whoever may read the form. */
  private static final Set<CheckIn.Voice> ELSEWHERE =
      EnumSet.of(CheckIn.Voice.HARMED, CheckIn.Voice.JUDGED);

  private static final String SESSION = "session";
  private static final String CHECK_IN = "check-in";
  private static final String FORM = "form";

  private final Map<String, Cited> byReference = new HashMap<>();
  private final Instruments instruments;
  private final Words words;
  private final ZoneId zone;

  private final boolean hidden;

  private CitedFacts(Instruments instruments, Words words, ZoneId zone, boolean hidden) {
    this.hidden = hidden;
    this.instruments = instruments;
    this.words = words;
    this.zone = zone;
  }

  static CitedFacts of(Kept kept, Instruments instruments, Words words, ZoneId zone) {
    var facts = new CitedFacts(instruments, words, zone, kept.hidden());
    kept.courses().forEach(facts::add);
    return facts;
  }

  /** What a record says; one that is not known any longer says so. */
  Cited find(Source source) {
    var known = byReference.get(source.reference());
    if (known != null) {
      return known;
    }
    var unknown = words.say("fact.unknown");
    return source.inRecord()
        ? Cited.open("record", null, unknown)
        : new Cited("record", null, unknown, Cited.Readers.NOBODY, null);
  }

  /** Whether anything is known of a record. */
  boolean knows(Source source) {
    return byReference.containsKey(source.reference());
  }

  private void add(TherapyCourse course) {
    var hours = new SessionWords(words);
    course.sessions().forEach(session -> add(session, hours));
    course.scores().forEach(score -> add(score.source(), score(score)));
    course.checkIns().forEach(checkIn -> add(checkIn.source(), checkIn(checkIn, course)));
    course.contacts().stream()
        .filter(Contact::spoken)
        .forEach(each -> add(each.source(), said("contact", each.at(), "fact.contact")));
    course.goals().forEach(goal -> add(goal.source(), goal(goal)));
    course.care().plans().forEach(plan -> add(plan.source(), plan(plan)));
    course.care().goalScores().forEach(each -> add(each.source(), goalScore(each)));
    var forms = course.forms();
    forms
        .goalReviews()
        .forEach(each -> add(each.source(), said(FORM, each.at(), "fact.goal-form")));
    forms.rulers().forEach(each -> add(each.source(), said(FORM, each.at(), "fact.ruler")));
    forms.steps().forEach(each -> add(each.source(), step(each)));
    forms.teleChecks().forEach(each -> add(each.source(), tele(each)));
    forms.notes().forEach(each -> add(each.source(), note(each, course)));
    course.tried().forEach(each -> tried(each.source(), each.at()));
  }

  private void add(Source source, Cited fact) {
    byReference.putIfAbsent(source.reference(), fact);
  }

  private void add(Session session, SessionWords hours) {
    var fact = Cited.open(SESSION, session.start(), hours.of(session));
    add(session.source(), fact);
    session.sources().forEach(source -> add(source, fact));
  }

  private void tried(@Nullable Source source, Instant at) {
    if (source != null) {
      add(source, said("record", at, "fact.tried"));
    }
  }

  private Cited said(String kind, Instant at, String key) {
    return Cited.open(kind, at, words.say(key));
  }

  private Cited score(ScaleScore score) {
    var instrument = instruments.byId(score.instrument());
    var name = instrument.map(each -> each.name()).orElse(score.instrument().value());
    double most = instrument.map(each -> each.maximum()).orElse(score.total());
    var text =
        name
            + ": "
            + words.say("fact.score", Map.of("score", score.total(), "max", most))
            + by(score.respondent());
    if (hidden && instrument.filter(each -> each.kind() == Instrument.Kind.ALLIANCE).isPresent()) {
      return new Cited("score", null, words.say("fact.unknown"), Cited.Readers.NOBODY, null);
    }
    return Cited.open("score", score.at(), text);
  }

  private String by(Respondent respondent) {
    return switch (respondent) {
      case CLIENT -> "";
      case THERAPIST -> ". " + words.say("fact.by-therapist");
      case PROXY -> ". " + words.say("excluded.proxy");
    };
  }

  private Cited checkIn(CheckIn checkIn, TherapyCourse course) {
    return switch (checkIn.audience()) {
      case CARE_TEAM -> Cited.open(CHECK_IN, checkIn.at(), told(checkIn));
      case THERAPIST ->
          new Cited(
              CHECK_IN,
              checkIn.at(),
              words.say("fact.check-in.therapist"),
              Cited.Readers.ONE_THERAPIST,
              therapist(checkIn.therapist(), checkIn.at(), course));
      case NOT_MY_THERAPIST ->
          new Cited(CHECK_IN, null, words.say("fact.unknown"), Cited.Readers.NOBODY, null);
    };
  }

  private String told(CheckIn checkIn) {
    var told = new ArrayList<String>();
    told.add(words.say("fact.check-in"));
    if (checkIn.respondent() == Respondent.PROXY) {
      told.add(words.say("excluded.proxy"));
    }
    if (checkIn.voices().stream().noneMatch(ELSEWHERE::contains)) {
      checkIn.voices().forEach(voice -> told.add(words.say("voice", voice)));
    }
    if (!hidden) {
      checkIn.fits().forEach(fit -> told.add(words.say("fit", fit)));
    }
    var rated = ratings(checkIn);
    if (!rated.isEmpty()) {
      told.add(rated);
    }
    return String.join(" ", told);
  }

  private String ratings(CheckIn checkIn) {
    var rated = new ArrayList<String>();
    checkIn
        .ratings()
        .forEach(
            (item, rating) -> {
              if (!hidden || item == CheckIn.Item.MOOD) {
                rated.add(words.say("item", item) + " " + rating);
              }
            });
    return String.join(", ", rated);
  }

  private Cited goal(CareGoal goal) {
    var acceptance = goal.acceptances().get(CareGoal.Party.CLIENT);
    var text =
        acceptance == null
            ? words.say("fact.goal")
            : words.say("fact.goal") + " " + words.say("fact.goal", acceptance);
    var start = goal.start();
    return Cited.open("goal", start == null ? null : start.atStartOfDay(zone).toInstant(), text);
  }

  private Cited plan(Plan plan) {
    var from = plan.from();
    return Cited.open(
        "plan", from == null ? null : from.atStartOfDay(zone).toInstant(), words.say("fact.plan"));
  }

  private Cited goalScore(GoalScore score) {
    var text = words.say("fact.goal-score", "score", score.attainment()) + by(score.respondent());
    return Cited.open("goal", score.at(), text);
  }

  private Cited step(StepReview step) {
    var tried = step.tried();
    if (tried == null) {
      return said(FORM, step.at(), "fact.step.unknown");
    }
    return said(FORM, step.at(), tried ? "fact.step.tried" : "fact.step.not-tried");
  }

  /** Whether the therapist was distracted is the therapist's own to know. */
  private Cited tele(TeleCheck check) {
    var told = new ArrayList<String>();
    told.add(words.say("fact.tele"));
    var connection = check.connection();
    if (connection != null && connection != TeleCheck.Connection.GOOD) {
      told.add(words.say("fact.tele", connection));
    }
    if (Boolean.TRUE.equals(check.interrupted())) {
      told.add(words.say("fact.tele.interrupted"));
    }
    if (Boolean.FALSE.equals(check.privatePlace())) {
      told.add(words.say("fact.tele.no-place"));
    }
    return Cited.open(FORM, check.at(), String.join(" ", told));
  }

  /** That it is there is told to nobody but who wrote it, and what it says to nobody here. */
  private Cited note(SessionNote note, TherapyCourse course) {
    return new Cited(
        FORM,
        note.at(),
        words.say("fact.note"),
        Cited.Readers.ONE_THERAPIST,
        therapist(note.therapist(), note.at(), course));
  }

  /** Whom a form names, else who held the session that it belongs to. */
  private static @Nullable TherapistId therapist(
      @Nullable TherapistId named, Instant at, TherapyCourse course) {
    return named == null ? ScoreSeries.therapistAt(at, course) : named;
  }
}
