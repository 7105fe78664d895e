package org.attune.detection.alliance;

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
import org.attune.detection.statistics.LowerCusum;
import org.attune.detection.statistics.Ratings;
import org.attune.detection.statistics.RuptureEpisodes.Episode;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * The client's ratings of the sessions have slowly eased, or stay low. Many small falls count that
 * would each be too small for a drop; while a drop stands, nothing is added to it here.
 */
@Dependent
public final class AllianceDrift implements Detector {

  static final Setting<Double> SUM = Setting.number("alliance-drift.sum", 4.0, 3.0, 6.0);
  static final Setting<Double> SLACK = Setting.number("alliance-drift.slack", 0.5, 0.25, 1.0);
  static final Setting<Integer> LOW = Setting.count("alliance-drift.low-sessions", 4, 4, 10);

  /** Falling ratings in a row that are named. */
  private static final int FALLING = 3;

  private final Instruments instruments;
  private final Ruptures ruptures;
  private final Decline.Rule rule;

  @Inject
  public AllianceDrift(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    ruptures = Ruptures.by(settings);
    rule =
        new Decline.Rule(new LowerCusum(settings.get(SLACK), settings.get(SUM)), settings.get(LOW));
  }

  @Override
  public String id() {
    return "alliance-drift";
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
    return List.of(SUM, SLACK, LOW);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    var found = new ArrayList<Found>();
    for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE)) {
      var forms = RatedForms.totals(series, norms);
      var drops = ruptures.inTotals(forms, early);
      var decline = decline(forms, early, drops, lowLevel(series.instrument(), norms));
      if (decline != null) {
        found.add(decline.without(series.excluded(course)));
      }
    }
    inCheckIns(course, early, found);
    return found.stream().min(Comparator.comparing(Found::at)).map(first -> signal(first, course));
  }

  private void inCheckIns(TherapyCourse course, Instant early, List<Found> found) {
    if (course.checkIns().isEmpty()) {
      return;
    }
    var instrumentUsed = Ruptures.instrumentUsed(course, instruments);
    for (CheckInSeries series : ruptures.checkIns(course, instrumentUsed)) {
      var items = RatedForms.items(series, RatedForms.RELATIONSHIP, ruptures.itemSd());
      var forms = RatedForms.means(series, ruptures.itemSd());
      var decline = decline(forms, early, ruptures.inItems(items, early), Double.NaN);
      if (decline != null && decline.at().isBefore(instrumentUsed)) {
        found.add(decline.without(series.excluded(course)));
      }
    }
  }

  /** What the service counts as low; not a number while that is not known. */
  private static double lowLevel(Instrument instrument, ServiceNorms norms) {
    var low = norms.lowCentile().get(instrument.id());
    return low == null || !instrument.higherIsBetter() ? Double.NaN : low;
  }

  private @Nullable Found decline(
      RatedForms<?> forms, Instant early, List<Episode> drops, double lowLevel) {
    double serviceSd = forms.serviceSd()[0];
    if (!(serviceSd > 0)) {
      return null;
    }
    var rows = new double[forms.count()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = forms.rows()[i][0];
    }
    var decline =
        Decline.standing(
            rows,
            new Ratings(serviceSd, forms.ceiling()),
            forms.firstAfter(early),
            drops,
            lowLevel,
            rule);
    return decline == null
        ? null
        : new Found(
            decline,
            decline.falling(rows),
            rows.length - decline.from(),
            forms.sign(),
            forms.source(decline.onset()),
            forms.at(decline.onset()),
            forms.evidence(Math.min(decline.from(), decline.onset())),
            List.of());
  }

  /** A decline with the forms it rests on. */
  private record Found(
      Decline decline,
      int falling,
      int sessions,
      double sign,
      Source onset,
      Instant at,
      List<Source> evidence,
      List<Signal.Excluded> excluded) {

    private Found without(List<Signal.Excluded> notCompared) {
      return new Found(decline, falling, sessions, sign, onset, at, evidence, notCompared);
    }
  }

  private Signal signal(Found found, TherapyCourse course) {
    var decline = found.decline();
    var remarks = LifeEvents.remarks(course, found.at());
    var numbers = new TreeMap<String, Double>();
    numbers.put("usual", found.sign() * decline.usual());
    numbers.put("back-at", found.sign() * decline.backAt());
    numbers.put("earlier", (double) decline.earlier());
    numbers.put("sessions", (double) found.sessions());
    numbers.put("falling", (double) found.falling());
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.CLINICAL,
        Channel.CHART,
        remarks.isEmpty() ? wording(decline, found.falling()) : "flag.life-event",
        numbers,
        found.onset(),
        found.at(),
        found.evidence(),
        found.excluded(),
        remarks,
        Lookout.nextSession(course),
        true,
        List.of());
  }

  private static String wording(Decline decline, int falling) {
    return switch (decline.kind()) {
      case EASED -> falling >= FALLING ? "flag.falling" : "flag";
      case LOW -> "flag.low";
      case LOW_FROM_THE_BEGINNING -> "flag.building-trust";
    };
  }
}
