package org.attune.detection.outcome;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import org.attune.therapy.CheckIn;
import org.attune.therapy.Instrument;
import org.attune.therapy.Instrument.Figure;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** Scores of how the client is doing got worse by more than measurement error. */
@Dependent
public final class NotOnTrack implements Detector {

  static final Setting<Double> AT_ONCE = Setting.number("not-on-track.at-once", 1.5, 1.0, 3.0);

  private static final int TWICE = 2;

  private final Instruments instruments;
  private final Worsening.Rule rule;

  @Inject
  public NotOnTrack(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    rule = new Worsening.Rule(settings.get(AT_ONCE), TWICE);
  }

  @Override
  public String id() {
    return "not-on-track";
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(AT_ONCE);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var all = ScoreSeries.of(course, instruments, Instrument.Kind.OUTCOME);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    var early = FirstSessions.over(course);
    var exposure = PlannedExposure.of(course);
    var standing = new ArrayList<Worsening>();
    for (ScoreSeries series : all) {
      Worsening.in(series, early, rule, exposure).ifPresent(standing::add);
    }
    return standing.stream()
        .min(Comparator.comparing(worsening -> worsening.onset().at()))
        .map(worsening -> signal(worsening, course));
  }

  private Signal signal(Worsening worsening, TherapyCourse course) {
    var onset = worsening.onset();
    var lifeEvents = LifeEvents.remarks(course, onset.at());
    var lessHope = LessHope.in(course, onset.at());
    var remarks = new ArrayList<>(lifeEvents);
    if (!lessHope.isEmpty()) {
      remarks.add("remark.less-hope");
    }
    if (worsening.series().instrument().unverified().contains(Figure.RELIABLE_CHANGE)) {
      remarks.add("remark.figure-not-checked");
    }
    var numbers = new TreeMap<String, Double>();
    numbers.put("score", worsening.latest().total());
    numbers.put("first", worsening.first().total());
    numbers.put("best", worsening.best().total());
    numbers.put("reliable", worsening.reliable());
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.CLINICAL,
        Channel.CHART,
        lifeEvents.isEmpty() ? "flag" : "flag.life-event",
        numbers,
        onset.source(),
        onset.at(),
        evidence(worsening, lessHope),
        worsening.excluded(course),
        remarks,
        Lookout.nextSession(course),
        true,
        List.of());
  }

  private static List<Source> evidence(Worsening worsening, List<CheckIn> lessHope) {
    var evidence = new ArrayList<>(worsening.since());
    evidence.add(worsening.first());
    evidence.add(worsening.best());
    return Stream.concat(
            evidence.stream().map(ScaleScore::source), lessHope.stream().map(CheckIn::source))
        .distinct()
        .toList();
  }
}
