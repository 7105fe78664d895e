package org.attune.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.chart.TrendView.Band;
import org.attune.chart.TrendView.CutOff;
import org.attune.chart.TrendView.Point;
import org.attune.chart.TrendView.Series;
import org.attune.chart.TrendView.SessionView;
import org.attune.chart.TrendView.Usual;
import org.attune.detection.alliance.AllianceRatings;
import org.attune.detection.alliance.AllianceRatings.Rated;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Instrument;
import org.attune.therapy.Instrument.Figure;
import org.attune.therapy.Modality;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * How ratings, scores and sessions went over time. Of check-ins only those that the whole team may
 * read are in it, and no therapist's own notes.
 */
final class Trends {

  private static final int BEST_RATING = 10;

  /** One course, what names it and how its sessions were rated. */
  private record Of(
      TherapyCourse course, String id, boolean alone, boolean hidden, List<Rated> rated) {

    /** Names a series within the chart. */
    String named(String series) {
      return alone ? series : id + ":" + series;
    }

    /** The newest series of an instrument, or of the check-in where none is given. */
    @Nullable Rated newest(@Nullable Instrument instrument) {
      return rated.stream()
          .filter(
              each ->
                  Objects.equals(each.instrument(), instrument == null ? null : instrument.id()))
          .filter(each -> !each.ratings().isEmpty())
          .max(Comparator.comparing(each -> each.ratings().get(each.ratings().size() - 1).at()))
          .orElse(null);
    }
  }

  private final Instruments instruments;
  private final AllianceRatings ratings;
  private final ServiceNorms norms;
  private final Words words;
  private final Map<String, String> signals;

  /**
   * Trends.
   *
   * @param signals the signal that rests on a record, by the record's reference
   */
  Trends(
      Instruments instruments,
      AllianceRatings ratings,
      ServiceNorms norms,
      Words words,
      Map<String, String> signals) {
    this.instruments = instruments;
    this.ratings = ratings;
    this.norms = norms;
    this.words = words;
    this.signals = signals;
  }

  TrendView of(KnownOfClient known) {
    var all = known.courses().stream().map(course -> of(course, known)).toList();
    if (all.isEmpty()) {
      return TrendView.NOTHING;
    }
    return new TrendView(
        all.stream().flatMap(this::series).toList(),
        all.stream()
            .flatMap(this::sessions)
            .sorted(Comparator.comparing(SessionView::at).thenComparing(SessionView::reference))
            .toList(),
        all.stream()
            .flatMap(each -> new Marks(words).of(each.course(), each.rated()))
            .sorted(Comparator.comparing(TrendView.Mark::at).thenComparing(TrendView.Mark::kind))
            .toList());
  }

  private Of of(TherapyCourse course, KnownOfClient known) {
    boolean alone = known.courses().size() == 1;
    return new Of(
        course,
        known.idOf(course),
        alone,
        known.hidden(),
        known.hidden() ? List.of() : ratings.of(course, norms));
  }

  private Stream<Series> series(Of of) {
    var scored = new ArrayList<Series>();
    for (Instrument instrument : instruments.all()) {
      boolean alliance = instrument.kind() == Instrument.Kind.ALLIANCE;
      if ((alliance && !of.hidden()) || instrument.kind() == Instrument.Kind.OUTCOME) {
        scored.addAll(scores(of, instrument));
      }
    }
    boolean rated = scored.stream().anyMatch(each -> each.kind().equals("alliance"));
    var relationship = relationship(of);
    var all = new ArrayList<Series>();
    if (!of.hidden() && (!relationship.points().isEmpty() || !rated)) {
      // Where nothing was rated yet, that is what is shown.
      all.add(relationship);
    }
    all.addAll(scored);
    var mood = mood(of);
    if (!mood.points().isEmpty()) {
      all.add(mood);
    }
    return all.stream();
  }

  private Series relationship(Of of) {
    var rated = of.newest(null);
    var points =
        of.rated().stream()
            .filter(each -> each.instrument() == null)
            .flatMap(each -> each.ratings().stream())
            .map(
                each ->
                    point(
                        each.at(),
                        each.value(),
                        each.source().reference(),
                        formOf(of, each.source().reference())))
            .sorted(Comparator.comparing(Point::at))
            .toList();
    int have = rated == null ? 0 : rated.ratings().size();
    return checkIn(of, "alliance:check-in", "series.check-in", points, usual(rated), have);
  }

  private static @Nullable String formOf(Of of, String reference) {
    return of.course().checkIns().stream()
        .filter(checkIn -> checkIn.source().reference().equals(reference))
        .map(CheckIn::form)
        .findFirst()
        .orElse(null);
  }

  private Series mood(Of of) {
    var points =
        of.course().checkIns().stream()
            .filter(checkIn -> checkIn.respondent() == Respondent.CLIENT)
            .filter(checkIn -> checkIn.audience() == CheckIn.Audience.CARE_TEAM)
            .flatMap(
                checkIn ->
                    Stream.ofNullable(checkIn.ratings().get(CheckIn.Item.MOOD))
                        .map(
                            rating ->
                                point(
                                    checkIn.at(),
                                    rating,
                                    checkIn.source().reference(),
                                    checkIn.form())))
            .toList();
    return checkIn(of, "outcome:mood", "series.mood", points, null, points.size());
  }

  private Series checkIn(
      Of of, String id, String name, List<Point> points, @Nullable Usual usual, int have) {
    return new Series(
        of.named(id),
        of.id(),
        words.say(name),
        id.substring(0, id.indexOf(':')),
        "client",
        0,
        BEST_RATING,
        true,
        words.say("unit.points"),
        points,
        within(usual, 0, BEST_RATING),
        null,
        null,
        state(have),
        ratings.needed(),
        have);
  }

  private List<Series> scores(Of of, Instrument instrument) {
    var all = new ArrayList<Series>();
    for (Respondent respondent : List.of(Respondent.CLIENT, Respondent.THERAPIST)) {
      Predicate<ScaleScore> theirs =
          score -> score.instrument().equals(instrument.id()) && score.respondent() == respondent;
      var scores = of.course().scores().stream().filter(theirs).toList();
      if (!scores.isEmpty()) {
        all.add(scores(of, instrument, respondent, scores));
      }
    }
    return all;
  }

  private Series scores(
      Of of, Instrument instrument, Respondent respondent, List<ScaleScore> scores) {
    boolean alliance = instrument.kind() == Instrument.Kind.ALLIANCE;
    boolean client = respondent == Respondent.CLIENT;
    var kind = alliance ? "alliance" : "outcome";
    var rated = alliance && client ? of.newest(instrument) : null;
    int have = rated == null ? scores.size() : rated.ratings().size();
    return new Series(
        of.named(kind + ":" + instrument.id().value() + (client ? "" : ":therapist")),
        of.id(),
        instrument.name(),
        kind,
        client ? "client" : "therapist",
        instrument.minimum(),
        instrument.maximum(),
        instrument.higherIsBetter(),
        words.say("unit.points"),
        scores.stream().map(this::point).toList(),
        within(usual(rated), instrument.minimum(), instrument.maximum()),
        client ? reliableChange(instrument, scores.get(0).total()) : null,
        client ? cutOff(instrument) : null,
        state(have),
        ratings.needed(),
        have);
  }

  private Point point(ScaleScore score) {
    return point(score.at(), score.total(), score.source().reference(), score.form());
  }

  private Point point(Instant at, double value, String reference, @Nullable String form) {
    return new Point(at, value, reference, language(form), signals.get(reference));
  }

  /** The language of a form, which it names behind its version: {@code …|1.0.0#en}. */
  private static @Nullable String language(@Nullable String form) {
    int mark = form == null ? -1 : form.lastIndexOf('#');
    return form == null || mark < 0 || mark + 1 == form.length() ? null : form.substring(mark + 1);
  }

  private String state(int have) {
    return have < ratings.needed() ? "not-enough" : "enough";
  }

  private static @Nullable Usual usual(@Nullable Rated rated) {
    return rated == null
        ? null
        : rated
            .usual()
            .map(range -> new Usual(range.low(), range.high(), range.from(), range.basedOn()))
            .orElse(null);
  }

  /** No range goes beyond what can be scored. */
  private static @Nullable Usual within(@Nullable Usual usual, double least, double most) {
    return usual == null
        ? null
        : new Usual(
            Math.max(least, usual.low()),
            Math.min(most, usual.high()),
            usual.from(),
            usual.basedOn());
  }

  /** Only where somebody has checked the figure. */
  private static @Nullable Band reliableChange(Instrument instrument, double first) {
    var change = instrument.reliableChange();
    return change == null || instrument.unverified().contains(Figure.RELIABLE_CHANGE)
        ? null
        : new Band(
            Math.max(instrument.minimum(), first - change.points()),
            Math.min(instrument.maximum(), first + change.points()));
  }

  private @Nullable CutOff cutOff(Instrument instrument) {
    var line = instrument.cutOff();
    return line == null || instrument.unverified().contains(Figure.CUT_OFF)
        ? null
        : new CutOff(
            line.points(),
            words.say("cut-off." + Catalogue.key(line.comparator()), "points", line.points()),
            line.source());
  }

  private Stream<SessionView> sessions(Of of) {
    var hours = new SessionWords(words);
    return of.course().sessions().stream().map(session -> session(session, hours, of.id()));
  }

  private static SessionView session(Session session, SessionWords hours, String course) {
    var therapist = session.therapist();
    var outcome =
        session.outcome() == SessionOutcome.CANCELLED ? SessionOutcome.UNKNOWN : session.outcome();
    return new SessionView(
        session.start(),
        outcome.name(),
        hours.of(session),
        therapist == null ? null : Readership.reference(therapist),
        modality(session.modality()),
        session.source().reference(),
        course);
  }

  private static String modality(Modality modality) {
    return switch (modality) {
      case IN_PERSON -> "in-person";
      case VIRTUAL -> "video";
      case TELEPHONE -> "phone";
    };
  }
}
