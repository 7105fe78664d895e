package org.attune.detection.goals;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.statistics.RuptureEpisodes;
import org.attune.instruments.Instruments;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Instrument;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** Client and therapist do not have the same goals in mind, or a goal is not the client's. */
@Dependent
public final class GoalAlignment implements Detector {

  static final Setting<Integer> DISTANCE = Setting.count("goal-alignment.distance", 4, 3, 8);
  static final Setting<Integer> QUIET_DAYS = Setting.count("goal-alignment.quiet-days", 14, 0, 60);
  static final Setting<Double> LIMIT = Setting.number("goal-alignment.limit", 2.0, 1.5, 3.0);

  private static final int EARLIER = 3;
  private static final int MOST_GOALS = 12;
  private static final double SMALLEST_FALL = 1.0;

  private final Instruments instruments;
  private final int distance;
  private final int quietDays;
  private final RuptureEpisodes.Rule rule;

  @Inject
  public GoalAlignment(Instruments instruments, Settings settings) {
    this.instruments = instruments;
    distance = settings.get(DISTANCE);
    quietDays = settings.get(QUIET_DAYS);
    rule = new RuptureEpisodes.Rule(settings.get(LIMIT), EARLIER, SMALLEST_FALL, 1);
  }

  @Override
  public String id() {
    return "goal-alignment";
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public boolean aboutPlan() {
    return true;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DISTANCE, QUIET_DAYS, LIMIT);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var early = FirstSessions.over(course);
    if (early.isAfter(course.asOf())) {
      return Optional.empty();
    }
    var concerns = new ArrayList<Concern>();
    ImportanceGap.addTo(concerns, course, distance, early);
    ClientsWord.addTo(concerns, course, early);
    if (GoalPart.told(course.scores())) {
      for (ScoreSeries series : ScoreSeries.of(course, instruments, Instrument.Kind.ALLIANCE)) {
        GoalPart.in(series, norms, early, rule).ifPresent(concerns::add);
      }
    }
    return concerns.isEmpty() ? Optional.empty() : standing(concerns, course);
  }

  private Optional<Signal> standing(List<Concern> concerns, TherapyCourse course) {
    var together = new ReviewedTogether(course, quietDays);
    var standing = new ArrayList<Concern>();
    for (Concern concern : concerns) {
      Instant from = together.standsFrom(concern);
      if (!from.isAfter(course.asOf())) {
        standing.add(concern.from(from));
      }
    }
    standing.sort(Concern.FIRST);
    return standing.isEmpty() ? Optional.empty() : Optional.of(signal(standing, course));
  }

  private Signal signal(List<Concern> standing, TherapyCourse course) {
    var first = standing.get(0);
    var numbers = new TreeMap<>(first.numbers());
    numbers.put("signs", (double) standing.size());
    var evidence = new LinkedHashSet<Source>();
    standing.forEach(concern -> evidence.addAll(concern.evidence()));
    return new Signal(
            id(),
            version(),
            Level.REVIEW,
            Category.CLINICAL,
            Channel.CHART,
            standing.stream().anyMatch(Concern::said) ? "flag.client-says" : first.wording(),
            numbers,
            first.onset(),
            first.at(),
            List.copyOf(evidence),
            filledByOthers(course),
            List.of(),
            Lookout.nextSession(course),
            true,
            List.of())
        .about(about(standing));
  }

  /** Where they are several, nobody says later which of them is meant. */
  private static List<String> about(List<Concern> standing) {
    return standing.stream()
        .flatMap(concern -> concern.about().stream())
        .distinct()
        .limit(MOST_GOALS)
        .toList();
  }

  private static List<Signal.Excluded> filledByOthers(TherapyCourse course) {
    var excluded = new ArrayList<Signal.Excluded>();
    for (GoalReview form : course.forms().goalReviews()) {
      if (form.respondent() == Respondent.PROXY && !form.goals().isEmpty()) {
        excluded.add(new Signal.Excluded(form.source(), "excluded.proxy"));
      }
    }
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.respondent() == Respondent.PROXY
          && checkIn.audience() == CheckIn.Audience.CARE_TEAM
          && checkIn.fits().contains(CheckIn.Fit.NOT_MY_GOAL)) {
        excluded.add(new Signal.Excluded(checkIn.source(), "excluded.proxy"));
      }
    }
    return excluded;
  }
}
