package org.attune.detection.outcome;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.LifeEvents;
import org.attune.detection.Lookout;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.outcome.UpsetWalk.Upset;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Instrument;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** The sessions seem to leave the client more upset than is usual for them: slow down? */
@Dependent
public final class Pace implements Detector {

  static final Setting<Double> LIMIT = Setting.number("pace.limit", 2.0, 1.5, 3.0);
  static final Setting<Double> ITEM_SD = Setting.number("pace.item-sd", 1.5, 0.5, 3.0);
  static final Setting<Double> AT_ONCE = Setting.number("pace.at-once", 1.5, 1.0, 3.0);

  private static final int NEVER_IN_A_ROW = Integer.MAX_VALUE;

  private final Instruments instruments;
  private final double limit;
  private final double itemSd;
  private final Worsening.Rule rule;

  @Inject
  public Pace(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    limit = settings.get(LIMIT);
    itemSd = settings.get(ITEM_SD);
    rule = new Worsening.Rule(settings.get(AT_ONCE), NEVER_IN_A_ROW);
  }

  @Override
  public String id() {
    return "pace";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LIMIT, ITEM_SD, AT_ONCE);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    if (early.isAfter(course.asOf())) {
      return Optional.empty();
    }
    var exposure = PlannedExposure.of(course);
    var signs = new ArrayList<Sign>(2);
    var upset = UpsetWalk.in(course, early, limit, itemSd, exposure);
    if (upset != null) {
      signs.add(Sign.of(upset));
    }
    var worse = worse(course, early, exposure);
    if (worse != null) {
      signs.add(Sign.of(worse));
    }
    signs.sort(Comparator.comparing(Sign::at).thenComparing(Sign::onset));
    return signs.isEmpty() ? Optional.empty() : Optional.of(signal(signs, worse, course));
  }

  private @Nullable Worsening worse(TherapyCourse course, Instant early, PlannedExposure exposure) {
    Worsening first = null;
    for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.OUTCOME)) {
      var found = Worsening.in(series, early, rule, exposure).orElse(null);
      if (found != null && (first == null || found.onset().at().isBefore(first.onset().at()))) {
        first = found;
      }
    }
    return first;
  }

  private record Sign(Source onset, Instant at, List<Source> forms) {

    private static Sign of(Upset upset) {
      return new Sign(
          upset.onset().source(),
          upset.onset().at(),
          upset.forms().stream().map(CheckIn::source).toList());
    }

    private static Sign of(Worsening worse) {
      return new Sign(
          worse.onset().source(),
          worse.onset().at(),
          worse.since().stream().map(ScaleScore::source).toList());
    }
  }

  private Signal signal(List<Sign> signs, @Nullable Worsening worse, TherapyCourse course) {
    var first = signs.get(0);
    boolean both = signs.size() > 1;
    var evidence = signs.stream().flatMap(sign -> sign.forms().stream()).distinct().toList();
    var remarks = LifeEvents.remarks(course, first.at());
    var numbers = new TreeMap<String, Double>();
    numbers.put("forms", (double) evidence.size());
    return new Signal(
        id(),
        version(),
        both ? Level.REVIEW : Level.PROMPT,
        Category.CLINICAL,
        both ? Channel.CHART : Channel.PROMPT,
        remarks.isEmpty() ? "flag" : "flag.life-event",
        numbers,
        first.onset(),
        first.at(),
        evidence,
        excluded(worse, course),
        remarks,
        Lookout.nextSession(course),
        false,
        List.of());
  }

  private static List<Signal.Excluded> excluded(@Nullable Worsening worse, TherapyCourse course) {
    var excluded = new ArrayList<Signal.Excluded>();
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.respondent() == Respondent.PROXY
          && checkIn.audience() == Audience.CARE_TEAM
          && (checkIn.ratings().containsKey(Item.MOOD)
              || checkIn.ratings().containsKey(Item.DISTRESS))) {
        excluded.add(new Signal.Excluded(checkIn.source(), "excluded.proxy"));
      }
    }
    if (worse != null) {
      excluded.addAll(worse.excluded(course));
    }
    return excluded;
  }
}
