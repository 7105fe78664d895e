package org.attune.detection.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/**
 * Something has stood for weeks although people did what was suggested: the plan asks for a look,
 * not the client. Weeks alone, or responses alone, say nothing.
 */
@Dependent
public final class Persistence implements Detector {

  static final Setting<Integer> WEEKS = Setting.count("persistence.weeks", 6, 4, 26);
  static final Setting<Integer> RESPONSES = Setting.count("persistence.responses", 3, 1, 10);

  /** Of a week. */
  private static final long DAYS = 7;

  private final Duration weeks;
  private final int responses;

  @Inject
  public Persistence(Settings settings) {
    weeks = Duration.ofDays(DAYS * settings.get(WEEKS));
    responses = settings.get(RESPONSES);
  }

  @Override
  public String id() {
    return "persistence";
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
    return List.of(WEEKS, RESPONSES);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    return Optional.empty();
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms, List<Signal> before) {
    if (course.tried().size() < responses) {
      return Optional.empty();
    }
    Signal longest = null;
    Instant since = Instant.MAX;
    for (Signal signal : before) {
      var due = due(signal, course);
      if (due != null && !due.isAfter(course.asOf()) && due.isBefore(since)) {
        longest = signal;
        since = due;
      }
    }
    return longest == null ? Optional.empty() : Optional.of(signal(longest, since, course));
  }

  /** Since when a signal has persisted, or null. A look at the plan sets the clock back. */
  private @Nullable Instant due(Signal signal, TherapyCourse course) {
    if (signal.level() != Level.REVIEW || signal.channel() != Channel.CHART) {
      return null;
    }
    List<Instant> looks = null;
    var from = signal.since();
    while (true) {
      var due = due(signal.detector(), from, course);
      if (due == null || due.isAfter(course.asOf())) {
        return due;
      }
      looks = looks == null ? looksAtThePlan(course) : looks;
      var look = firstAfter(looks, due);
      if (look == null) {
        return due;
      }
      from = look;
    }
  }

  /** When both the weeks were over and the responses were logged, or null. */
  private @Nullable Instant due(String detector, Instant from, TherapyCourse course) {
    int logged = 0;
    for (TriedResponse response : course.tried()) {
      if (response.detector().equals(detector)
          && !response.at().isBefore(from)
          && ++logged == responses) {
        var over = from.plus(weeks);
        return over.isAfter(response.at()) ? over : response.at();
      }
    }
    return null;
  }

  /** The goals were reviewed, or somebody logged what they did about the plan. */
  private List<Instant> looksAtThePlan(TherapyCourse course) {
    var looks = new ArrayList<Instant>();
    for (GoalReview form : course.forms().goalReviews()) {
      if (!form.goals().isEmpty()) {
        looks.add(form.at());
      }
    }
    for (TriedResponse response : course.tried()) {
      if (response.detector().equals(id())) {
        looks.add(response.at());
      }
    }
    looks.sort(null);
    return looks;
  }

  private static @Nullable Instant firstAfter(List<Instant> looks, Instant moment) {
    for (Instant look : looks) {
      if (look.isAfter(moment)) {
        return look;
      }
    }
    return null;
  }

  /**
   * What the persisting signal rests on, then what the chart tells that was tried because of it.
   */
  private static List<Source> evidence(Signal persisting, TherapyCourse course) {
    return Stream.concat(
            persisting.evidence().stream(),
            course.tried().stream()
                .filter(each -> each.detector().equals(persisting.detector()))
                .filter(each -> !each.at().isBefore(persisting.since()))
                .flatMap(each -> Stream.ofNullable(each.source())))
        .distinct()
        .toList();
  }

  private Signal signal(Signal persisting, Instant since, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    long over = Duration.between(persisting.since(), course.asOf()).toDays() / DAYS;
    numbers.put("weeks", (double) over);
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.CLINICAL,
        Channel.CHART,
        "flag",
        numbers,
        persisting.onset(),
        since,
        evidence(persisting, course),
        List.of(),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
