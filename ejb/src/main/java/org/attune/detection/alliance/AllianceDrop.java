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
import org.attune.detection.statistics.RuptureEpisodes;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.TherapyCourse;

/** The client's rating of the sessions fell below the range that is usual for this client. */
@Dependent
public final class AllianceDrop implements Detector {

  static final Setting<Double> LIMIT = Setting.number("alliance-drop.limit", 2.0, 1.5, 3.0);
  static final Setting<Integer> EARLIER = Setting.count("alliance-drop.earlier-ratings", 3, 3, 10);
  static final Setting<Double> ITEM_SD = Setting.number("alliance-drop.item-sd", 1.5, 0.5, 3.0);

  /** A fall of less than one point is jitter, near the ceiling above all. */
  private static final double SMALLEST_FALL = 1.0;

  private static final int ITEMS_AT_ONCE = 2;

  private final Instruments instruments;
  private final RuptureEpisodes.Rule rule;
  private final RuptureEpisodes.Rule itemRule;
  private final double itemSd;

  @Inject
  public AllianceDrop(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    double limit = settings.get(LIMIT);
    int earlier = settings.get(EARLIER);
    rule = new RuptureEpisodes.Rule(limit, earlier, SMALLEST_FALL, 1);
    itemRule = new RuptureEpisodes.Rule(limit, earlier, SMALLEST_FALL, ITEMS_AT_ONCE);
    itemSd = settings.get(ITEM_SD);
  }

  @Override
  public String id() {
    return "alliance-drop";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LIMIT, EARLIER, ITEM_SD);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var all = ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE);
    var early = FirstSessions.over(course);
    var standing = new ArrayList<Drop>();
    for (ScoreSeries series : all) {
      Drop.inScores(series, norms.withinPersonSd(series.instrument()), early, rule, course)
          .ifPresent(standing::add);
    }
    inCheckIns(course, early, firstScore(course), standing);
    return standing.stream().min(Comparator.comparing(Drop::at)).map(drop -> signal(drop, course));
  }

  /** From here on an instrument is used, and the check-in steps back. */
  private Instant firstScore(TherapyCourse course) {
    for (ScaleScore score : course.scores()) {
      if (score.respondent() == Respondent.CLIENT && ratesTheAlliance(score)) {
        return score.at();
      }
    }
    return Instant.MAX;
  }

  private boolean ratesTheAlliance(ScaleScore score) {
    return instruments
        .byId(score.instrument())
        .filter(instrument -> instrument.kind() == Instrument.Kind.ALLIANCE)
        .isPresent();
  }

  /**
   * Two items of the check-in at once, where that began before the client rated the sessions on an
   * instrument.
   */
  private void inCheckIns(
      TherapyCourse course, Instant early, Instant instrumentUsed, List<Drop> standing) {
    int needed = itemRule.earlier();
    var checkIns = course.checkIns();
    if (checkIns.size() <= needed || !checkIns.get(needed).at().isBefore(instrumentUsed)) {
      return;
    }
    for (CheckInSeries series : CheckInSeries.of(course)) {
      Drop.inCheckIns(series, itemSd, early, itemRule, course)
          .filter(drop -> drop.at().isBefore(instrumentUsed))
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
