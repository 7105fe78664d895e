package org.attune.detection.alliance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Every rating of the sessions is perfect while scores or attendance changed: perhaps something is
 * not being said. Perfect ratings alone are good news and nothing else.
 */
@Dependent
public final class Unspoken implements Detector {

  static final Setting<Integer> FORMS = Setting.count("unspoken.forms", 4, 4, 10);

  /** What must stand beside the perfect ratings. */
  private static final Set<String> CHANGES = Set.of("not-on-track", "attendance-change");

  /** Called off because the client felt better: that goes well with perfect ratings. */
  private static final String FELT_BETTER = "flag.ending";

  private static final double TOP_OF_AN_ITEM = 10;

  private final Instruments instruments;
  private final int needed;

  @Inject
  public Unspoken(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    needed = settings.get(FORMS);
  }

  @Override
  public String id() {
    return "unspoken";
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
  public Stage stage() {
    return Stage.FOLLOW_UP;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FORMS);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    return examine(course, norms, List.of());
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms, List<Signal> before) {
    Signal change = null;
    for (Signal signal : before) {
      if (CHANGES.contains(signal.detector())
          && !signal.wording().equals(FELT_BETTER)
          && (change == null || signal.since().isBefore(change.since()))) {
        change = signal;
      }
    }
    var perfect = change == null ? null : perfect(course);
    return change == null || perfect == null
        ? Optional.empty()
        : Optional.of(signal(perfect, change, course));
  }

  /**
   * Perfect ratings at the end of a series.
   *
   * @param onset the form that made them enough
   * @param at when that was filled in
   * @param forms every one of them
   * @param excluded forms that could not be compared
   */
  private record Perfect(
      Source onset, Instant at, List<Source> forms, List<Signal.Excluded> excluded) {}

  private @Nullable Perfect perfect(TherapyCourse course) {
    var early = FirstSessions.over(course);
    var all = new ArrayList<Perfect>();
    var series = ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE);
    for (ScoreSeries each : series) {
      var instrument = each.instrument();
      double best = instrument.higherIsBetter() ? instrument.maximum() : -instrument.minimum();
      add(all, RatedForms.totals(each, 0), best, early, each.excluded(course));
    }
    if (series.isEmpty()) {
      for (CheckInSeries each : CheckInSeries.of(course)) {
        add(all, RatedForms.means(each, 0), TOP_OF_AN_ITEM, early, each.excluded(course));
      }
    }
    return all.stream().min(Comparator.comparing(Perfect::at)).orElse(null);
  }

  private void add(
      List<Perfect> all,
      RatedForms<?> forms,
      double best,
      Instant early,
      List<Signal.Excluded> excluded) {
    int first = forms.count();
    int from = forms.firstAfter(early);
    while (first > from && forms.rows()[first - 1][0] == best) {
      first--;
    }
    if (forms.count() - first >= needed) {
      var sources = new ArrayList<Source>();
      for (int form = first; form < forms.count(); form++) {
        sources.add(forms.source(form));
      }
      int onset = first + needed - 1;
      all.add(new Perfect(forms.source(onset), forms.at(onset), sources, excluded));
    }
  }

  private Signal signal(Perfect perfect, Signal change, TherapyCourse course) {
    boolean ratingsCameLast = perfect.at().isAfter(change.since());
    var evidence = new ArrayList<>(perfect.forms());
    change.evidence().stream().filter(each -> !evidence.contains(each)).forEach(evidence::add);
    var numbers = new TreeMap<String, Double>();
    numbers.put("forms", (double) perfect.forms().size());
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.CLINICAL,
        Channel.PROMPT,
        change.detector().equals("not-on-track") ? "flag.scores" : "flag.attendance",
        numbers,
        ratingsCameLast ? perfect.onset() : change.onset(),
        ratingsCameLast ? perfect.at() : change.since(),
        evidence,
        perfect.excluded().stream().filter(each -> !evidence.contains(each.source())).toList(),
        change.remarks().stream().filter(remark -> remark.equals("remark.life-event")).toList(),
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
