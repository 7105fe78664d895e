package org.attune.responses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.detection.Channel;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Instrument;
import org.attune.therapy.Modality;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ReadinessStage;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** On what footing the work of a course stands: what a suggestion has to take into account. */
@ApplicationScoped
public class Footing {

  private static final int RATINGS_NEEDED = 3;
  private static final Set<String> STRAIN =
      Set.of("alliance-drop", "alliance-drift", "client-voice");
  private static final Set<CheckIn.Item> OF_ALLIANCE =
      EnumSet.of(
          CheckIn.Item.HEARD,
          CheckIn.Item.TOPICS,
          CheckIn.Item.PACE,
          CheckIn.Item.APPROACH,
          CheckIn.Item.SAFE_TO_DISAGREE);

  private final Instruments instruments;

  @Inject
  public Footing(Instruments instruments) {
    this.instruments = instruments;
  }

  /**
   * The whole situation of a course.
   *
   * @param course what is known
   * @param standing the signals that stand in it
   */
  public Situation of(TherapyCourse course, Collection<Signal> standing) {
    var session = nextOrLatest(course);
    return new Situation(
        alliance(course, standing),
        stage(course),
        session.map(Session::group).orElse(false),
        session.map(each -> each.modality() != Modality.IN_PERSON).orElse(false),
        course.standing().threatened(),
        course.tried());
  }

  /**
   * The stage of change that somebody named last. Where several goals stand at several stages, the
   * earliest of them: what is offered there pushes nobody.
   */
  private static @Nullable ReadinessStage stage(TherapyCourse course) {
    return course.forms().rulers().stream()
        .map(Footing::earliest)
        .flatMap(Optional::stream)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  private static Optional<ReadinessStage> earliest(ReadinessRuler ruler) {
    return ruler.goals().stream()
        .map(ReadinessRuler.OfGoal::stage)
        .flatMap(Stream::ofNullable)
        .min(Comparator.naturalOrder());
  }

  /**
   * What the working relationship can carry. It is adequate when the client rated it on three days
   * or more, always about the therapist of today, and no signal of strain stands. A signal that is
   * meant for somebody other than the therapist makes it unknown and not low: then nothing
   * confronts, and nothing shows.
   */
  public AllianceLevel alliance(TherapyCourse course, Collection<Signal> standing) {
    var strained =
        standing.stream()
            .filter(signal -> STRAIN.contains(signal.detector()))
            .map(Signal::channel)
            .collect(Collectors.toSet());
    if (!strained.isEmpty()) {
      return strained.equals(Set.of(Channel.NAMED_PERSON))
          ? AllianceLevel.UNKNOWN
          : AllianceLevel.LOW;
    }
    var days = ratings(course).map(at -> at.atZone(course.zone()).toLocalDate()).distinct().count();
    return days >= RATINGS_NEEDED ? AllianceLevel.ADEQUATE : AllianceLevel.UNKNOWN;
  }

  /** When the client rated the work with the therapist of today. */
  private Stream<Instant> ratings(TherapyCourse course) {
    var scores =
        course.scores().stream()
            .filter(score -> score.respondent() == Respondent.CLIENT && ofAlliance(score))
            .filter(score -> withTheSame(score.therapist(), score.at(), course))
            .map(ScaleScore::at);
    var checkIns =
        course.checkIns().stream()
            .filter(checkIn -> checkIn.respondent() == Respondent.CLIENT)
            .filter(checkIn -> checkIn.audience() == CheckIn.Audience.CARE_TEAM)
            .filter(checkIn -> checkIn.ratings().keySet().stream().anyMatch(OF_ALLIANCE::contains))
            .filter(checkIn -> withTheSame(checkIn.therapist(), checkIn.at(), course))
            .map(CheckIn::at);
    return Stream.concat(scores, checkIns);
  }

  private boolean ofAlliance(ScaleScore score) {
    return instruments
        .byId(score.instrument())
        .filter(instrument -> instrument.kind() == Instrument.Kind.ALLIANCE)
        .isPresent();
  }

  private static boolean withTheSame(
      @Nullable TherapistId named, Instant at, TherapyCourse course) {
    var then = named == null ? ScoreSeries.therapistAt(at, course) : named;
    var today = nextOrLatest(course).map(Session::therapist).orElse(null);
    return then == null || today == null || then.equals(today);
  }

  private static Optional<Session> nextOrLatest(TherapyCourse course) {
    return course.ahead().findFirst().or(() -> course.past().reduce((earlier, later) -> later));
  }
}
