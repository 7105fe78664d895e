package org.attune.detection.alliance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.attune.detection.statistics.RuptureEpisodes.State;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Good news: ratings are back in the usual range, sessions take place again, or goals were reached.
 */
@Dependent
public final class RepairGain implements Detector {

  static final Setting<Integer> DAYS = Setting.count("repair-gain.days", 14, 7, 60);

  private final Instruments instruments;
  private final Ruptures ruptures;
  private final Duration shown;

  @Inject
  public RepairGain(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    ruptures = Ruptures.by(settings);
    shown = Duration.ofDays(settings.get(DAYS));
  }

  @Override
  public String id() {
    return "repair-gain";
  }

  @Override
  public boolean aboutRelationship() {
    return true;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DAYS);
  }

  /** One gain. */
  private record Gain(
      String wording,
      Source onset,
      Instant at,
      SortedMap<String, Double> numbers,
      List<Source> evidence,
      List<Signal.Excluded> excluded) {}

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    var gains = new ArrayList<Gain>();
    inRatings(course, norms, early, gains);
    var regained = Regained.in(course, norms, early);
    if (regained != null) {
      gains.add(
          new Gain(
              "flag.attendance",
              regained.last().source(),
              regained.last().start(),
              numbers("kept", regained.kept().size()),
              regained.evidence(),
              List.of()));
    }
    addGoals(GoalsReached.onForms(course), gains);
    addGoals(GoalsReached.inPlan(course), gains);
    return gains.stream()
        .filter(gain -> isNew(gain.at(), course))
        .min(Comparator.comparing(Gain::at))
        .map(gain -> signal(gain, course));
  }

  private boolean isNew(Instant at, TherapyCourse course) {
    return at.plus(shown).isAfter(course.asOf());
  }

  private static void addGoals(@Nullable GoalsReached reached, List<Gain> gains) {
    if (reached != null) {
      gains.add(
          new Gain(
              "flag.goal",
              reached.source(),
              reached.at(),
              numbers("attainment", reached.score()),
              List.of(reached.source()),
              reached.excluded()));
    }
  }

  private void inRatings(
      TherapyCourse course, ServiceNorms norms, Instant early, List<Gain> gains) {
    for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE)) {
      var forms = RatedForms.totals(series, norms);
      repaired(ruptures.inTotals(forms, early))
          .filter(episode -> isNew(forms.at(episode.end()), course))
          .ifPresent(episode -> gains.add(gain(forms, episode, series.excluded(course))));
    }
    if (course.checkIns().isEmpty()) {
      return;
    }
    var instrumentUsed = Ruptures.instrumentUsed(course, instruments);
    for (CheckInSeries series : ruptures.checkIns(course, instrumentUsed)) {
      var forms = RatedForms.items(series, RatedForms.RELATIONSHIP, ruptures.itemSd());
      repaired(ruptures.inItems(forms, early))
          .filter(episode -> forms.at(episode.onset()).isBefore(instrumentUsed))
          .filter(episode -> isNew(forms.at(episode.end()), course))
          .ifPresent(episode -> gains.add(gain(forms, episode, series.excluded(course))));
    }
  }

  /** The last episode, where it was repaired; one that stands leaves nothing to be glad about. */
  private static Optional<Episode> repaired(List<Episode> episodes) {
    return episodes.isEmpty()
        ? Optional.empty()
        : Optional.of(episodes.get(episodes.size() - 1))
            .filter(episode -> episode.state() == State.REPAIRED);
  }

  private static Gain gain(RatedForms<?> forms, Episode episode, List<Signal.Excluded> excluded) {
    var evidence = new ArrayList<Source>();
    for (int form = episode.end(); form >= episode.onset(); form--) {
      evidence.add(forms.source(form));
    }
    return new Gain(
        "flag",
        forms.source(episode.end()),
        forms.at(episode.end()),
        numbers("low", episode.end() - 1 - episode.onset()),
        evidence,
        excluded);
  }

  private static SortedMap<String, Double> numbers(String name, double number) {
    var numbers = new TreeMap<String, Double>();
    numbers.put(name, number);
    return numbers;
  }

  private Signal signal(Gain gain, TherapyCourse course) {
    return new Signal(
        id(),
        version(),
        Level.INFO,
        Category.CLINICAL,
        Channel.CHART,
        gain.wording(),
        gain.numbers(),
        gain.onset(),
        gain.at(),
        gain.evidence(),
        gain.excluded(),
        List.of(),
        Lookout.nextSessionOr(gain.at().plus(shown), course),
        false,
        List.of());
  }
}
