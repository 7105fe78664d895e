package org.attune.fhir.attendance;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.attune.therapy.Treatment;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads an episode of care into the frame of a course. Its boundaries are often bare dates; a FHIR
 * period includes them whole, so they are read in the hospital's zone.
 */
public final class EpisodeMapper {

  /** Types and tags of an episode that say that a court ordered it. */
  public static final Setting<List<String>> COURT_ORDERED =
      Setting.list("scope.court-ordered", List.of());

  private final Scope scope;
  private final References references;
  private final ZoneId zone;
  private final Set<String> courtOrdered;

  /**
   * @param settings tell which codes say that a court ordered a treatment
   */
  public EpisodeMapper(Settings settings, Scope scope, References references, ZoneId zone) {
    this.courtOrdered = Set.copyOf(settings.get(COURT_ORDERED));
    this.scope = scope;
    this.references = references;
    this.zone = zone;
  }

  /** The treatment of an episode, or why there is none. */
  public Reading<List<ChartFact>> read(EpisodeOfCare episode) {
    if (episode.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR) {
      return new Reading.Withdrawn<>();
    }
    if (!scope.admits(episode)) {
      return new Reading.OutOfScope<>();
    }
    if (episode.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (episode.getStatus()) {
      case PLANNED, WAITLIST, CANCELLED -> new Reading.Gap<>(GapReason.NEVER_BOOKED);
      case ACTIVE, ONHOLD -> treatment(episode, null);
      case FINISHED -> closed(episode);
      case ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  // Without an end a closed episode would look open.
  private Reading<List<ChartFact>> closed(EpisodeOfCare episode) {
    var end = Times.lastMoment(episode.getPeriod().getEndElement(), zone);
    return end == null ? new Reading.Gap<>(GapReason.NO_TIME) : treatment(episode, end);
  }

  private Reading<List<ChartFact>> treatment(EpisodeOfCare episode, @Nullable Instant end) {
    var start = Times.firstMoment(episode.getPeriod().getStartElement(), zone);
    if (start != null && end != null && end.isBefore(start)) {
      return new Reading.Gap<>(GapReason.TIME_IMPOSSIBLE);
    }
    return references
        .patient(episode.getPatient())
        .then(
            client ->
                new Reading.Fact<>(
                    List.of(
                        new Treatment(
                            References.source(episode),
                            client,
                            start,
                            end,
                            episode.getStatus() == EpisodeOfCareStatus.ONHOLD,
                            courtOrdered(episode),
                            Marks.labels(episode.getMeta())))));
  }

  private boolean courtOrdered(EpisodeOfCare episode) {
    var marks =
        Stream.concat(
            episode.getMeta().getTag().stream(), episode.getMeta().getSecurity().stream());
    return Stream.concat(Coded.keys(episode.getType()), marks.map(Coded::key))
        .anyMatch(courtOrdered::contains);
  }
}
