package org.attune.detection.alliance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.LifeEvents;
import org.attune.detection.Lookout;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.TherapyCourse;

/** The client's rating of the sessions fell below the range that is usual for this client. */
@Dependent
public final class AllianceDrop implements Detector {

  private final Instruments instruments;
  private final Ruptures ruptures;

  @Inject
  public AllianceDrop(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    ruptures = Ruptures.by(settings);
  }

  @Override
  public String id() {
    return "alliance-drop";
  }

  @Override
  public boolean aboutRelationship() {
    return true;
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Ruptures.LIMIT, Ruptures.EARLIER, Ruptures.ITEM_SD);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    var standing = new ArrayList<Drop>();
    for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE)) {
      var forms = RatedForms.totals(series, norms);
      Drop.standing(forms, ruptures.inTotals(forms, early), Drop.BY_SHAPE)
          .map(drop -> drop.without(series.excluded(course)))
          .ifPresent(standing::add);
    }
    inCheckIns(course, early, standing);
    return standing.stream().min(Comparator.comparing(Drop::at)).map(drop -> signal(drop, course));
  }

  /**
   * Two items of the check-in at once, where that began before the client rated the sessions on an
   * instrument.
   */
  private void inCheckIns(TherapyCourse course, Instant early, List<Drop> standing) {
    if (course.checkIns().isEmpty()) {
      return;
    }
    var instrumentUsed = Ruptures.instrumentUsed(course, instruments);
    for (CheckInSeries series : ruptures.checkIns(course, instrumentUsed)) {
      var forms = RatedForms.items(series, RatedForms.RELATIONSHIP, ruptures.itemSd());
      Drop.standing(forms, ruptures.inItems(forms, early), "flag.items")
          .filter(drop -> drop.at().isBefore(instrumentUsed))
          .map(drop -> drop.without(series.excluded(course)))
          .ifPresent(standing::add);
    }
  }

  private Signal signal(Drop drop, TherapyCourse course) {
    var remarks = LifeEvents.remarks(course, drop.at());
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.CLINICAL,
        Channel.CHART,
        remarks.isEmpty() ? drop.wording() : "flag.life-event",
        drop.numbers(),
        drop.onset(),
        drop.at(),
        drop.evidence(),
        drop.excluded(),
        remarks,
        Lookout.nextSession(course),
        true,
        List.of());
  }
}
