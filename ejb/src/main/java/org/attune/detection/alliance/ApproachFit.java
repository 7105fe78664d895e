package org.attune.detection.alliance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.attune.detection.statistics.RuptureEpisodes;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Instrument;
import org.attune.therapy.TherapyCourse;

/** The client says that the method, the pace or the plan fits less well. */
@Dependent
public final class ApproachFit implements Detector {

  static final Setting<Double> LIMIT = Setting.number("approach-fit.limit", 2.0, 1.5, 3.0);
  static final Setting<Double> ITEM_SD = Setting.number("approach-fit.item-sd", 1.5, 0.5, 3.0);
  static final Setting<Integer> TICKED = Setting.count("approach-fit.ticked", 2, 2, 3);

  /** The parts of instruments that ask whether the way of working fits. */
  private static final List<String> PARTS = List.of("approach", "task");

  private static final List<Item> ITEMS = List.of(Item.PACE, Item.APPROACH);
  private static final Set<Fit> TICKS =
      EnumSet.of(Fit.TOO_FAST, Fit.TOO_SLOW, Fit.NOT_FOR_ME, Fit.DISAGREE_WITH_PLAN);
  private static final int EARLIER = 3;
  private static final int AMONG = 3;
  private static final int CLEAR_TO_END = 2;

  private final Instruments instruments;
  private final RuptureEpisodes.Rule rule;
  private final double itemSd;
  private final int ticked;

  @Inject
  public ApproachFit(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    rule = new RuptureEpisodes.Rule(settings.get(LIMIT), EARLIER, Ruptures.SMALLEST_FALL, 1);
    itemSd = settings.get(ITEM_SD);
    ticked = settings.get(TICKED);
  }

  @Override
  public String id() {
    return "approach-fit";
  }

  @Override
  public boolean aboutRelationship() {
    return true;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LIMIT, ITEM_SD, TICKED);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    var standing = new ArrayList<Drop>();
    for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE)) {
      for (String part : PARTS) {
        inPart(series, part, norms, early)
            .map(drop -> drop.without(series.excluded(course)))
            .ifPresent(standing::add);
      }
    }
    if (!course.checkIns().isEmpty()) {
      for (CheckInSeries series : CheckInSeries.of(course)) {
        standing(RatedForms.items(series, ITEMS, itemSd), early)
            .map(drop -> drop.without(series.excluded(course)))
            .ifPresent(standing::add);
        inTicks(series, early, course).ifPresent(standing::add);
      }
    }
    return standing.stream().min(Comparator.comparing(Drop::at)).map(drop -> signal(drop, course));
  }

  private Optional<Drop> inPart(
      ScoreSeries series, String part, ServiceNorms norms, Instant early) {
    double share = share(series.instrument(), part);
    if (!(share > 0) || series.scores().size() <= EARLIER) {
      return Optional.empty();
    }
    // As if parts varied each for itself: variances add up to that of the total.
    double spread = norms.withinPersonSd(series.instrument()) * Math.sqrt(share);
    return standing(RatedForms.part(series, part, spread), early);
  }

  /** Which share of the points of an instrument a part has; 0 where it has no such part. */
  private static double share(Instrument instrument, String part) {
    double points = 0;
    double of = 0;
    for (Instrument.Item item : instrument.items()) {
      double range = item.maximum() - item.minimum();
      of += range;
      points += part.equals(item.part()) ? range : 0;
    }
    return of > 0 ? points / of : 0;
  }

  private Optional<Drop> standing(RatedForms<?> forms, Instant early) {
    if (forms.count() <= EARLIER || !(forms.serviceSd()[0] > 0)) {
      return Optional.empty();
    }
    return Drop.standing(
        forms,
        RuptureEpisodes.in(forms.rows(), forms.serviceSd(), forms.firstAfter(early), rule),
        "flag");
  }

  /** The same said by ticks on two of three check-ins; two clear ones in a row end it. */
  private Optional<Drop> inTicks(CheckInSeries series, Instant early, TherapyCourse course) {
    var checkIns = series.checkIns();
    int onset = -1;
    int clear = 0;
    for (int i = 0; i < checkIns.size(); i++) {
      boolean tick = ticks(checkIns.get(i));
      clear = tick ? 0 : clear + 1;
      if (onset >= 0 && clear >= CLEAR_TO_END) {
        onset = -1;
      } else if (onset < 0 && tick && recent(checkIns, i, early) >= ticked) {
        onset = i;
      }
    }
    return onset < 0 ? Optional.empty() : Optional.of(ticked(series, onset, course));
  }

  private static int recent(List<CheckIn> checkIns, int last, Instant early) {
    int ticks = 0;
    for (int i = Math.max(0, last - AMONG + 1); i <= last; i++) {
      ticks += ticks(checkIns.get(i)) && !checkIns.get(i).at().isBefore(early) ? 1 : 0;
    }
    return ticks;
  }

  private static boolean ticks(CheckIn checkIn) {
    return checkIn.fits().stream().anyMatch(TICKS::contains);
  }

  private static Drop ticked(CheckInSeries series, int onset, TherapyCourse course) {
    var recent =
        series.checkIns().subList(Math.max(0, onset - AMONG + 1), series.checkIns().size());
    var telling = recent.stream().filter(ApproachFit::ticks).map(CheckIn::source).toList();
    var numbers = new TreeMap<String, Double>();
    numbers.put("ticked", (double) telling.size());
    numbers.put("of", (double) recent.size());
    var first = series.checkIns().get(onset);
    return new Drop(
        first.source(), first.at(), "flag.ticked", numbers, telling, series.excluded(course));
  }

  private Signal signal(Drop drop, TherapyCourse course) {
    var remarks = LifeEvents.remarks(course, drop.at());
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.CLINICAL,
        Channel.CHART,
        wording(drop, remarks),
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

  private static String wording(Drop drop, List<String> remarks) {
    if (drop.wording().equals("flag.ticked")) {
      return drop.wording();
    }
    return remarks.isEmpty() ? "flag" : "flag.life-event";
  }
}
