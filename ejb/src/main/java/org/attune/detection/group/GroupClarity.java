package org.attune.detection.group;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason.Kind;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * One member's part in the question whether a step was clear to a group: the step was not clear or
 * not tried, or the last hour of the group was missed. It is counted for the group and never said
 * of the member; it lasts until the next hour of the group.
 */
@Dependent
public final class GroupClarity implements Detector {

  @Inject
  public GroupClarity() {}

  @Override
  public String id() {
    return "group-clarity";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var hour = lastHour(course);
    if (hour == null || hour.start().isBefore(FirstSessions.over(course))) {
      return Optional.empty();
    }
    if (missed(hour)) {
      return Optional.of(signal(hour, hour.start(), hour.source(), 0, course));
    }
    var step = hour.attended() ? unclearStep(course, hour) : null;
    return step == null
        ? Optional.empty()
        : Optional.of(signal(hour, step.at(), step.source(), 1, course));
  }

  private static @Nullable Session lastHour(TherapyCourse course) {
    for (int i = course.sessions().size() - 1; i >= 0; i--) {
      var session = course.sessions().get(i);
      if (session.group() && !session.start().isAfter(course.asOf())) {
        return session;
      }
    }
    return null;
  }

  private static boolean missed(Session hour) {
    return switch (hour.outcome()) {
      case MISSED, CANCELLED_BY_CLIENT -> !hour.rescheduled() && own(hour.reason().kind());
      case ATTENDED, PLANNED, UNKNOWN, CANCELLED, CANCELLED_BY_CIRCUMSTANCE, CANCELLED_BY_SERVICE ->
          false;
    };
  }

  private static boolean own(Kind kind) {
    return kind == Kind.CLIENT || kind == Kind.UNKNOWN;
  }

  private static @Nullable StepReview unclearStep(TherapyCourse course, Session hour) {
    for (StepReview step : course.forms().steps()) {
      if (step.respondent() != Respondent.PROXY
          && !Boolean.FALSE.equals(step.agreed())
          && unclear(step)
          && isOf(hour, step)) {
        return step;
      }
    }
    return null;
  }

  private static boolean unclear(StepReview step) {
    var obstacle = step.obstacle();
    boolean outward = obstacle != null && !own(obstacle.kind());
    return Boolean.FALSE.equals(step.clear()) || (Boolean.FALSE.equals(step.tried()) && !outward);
  }

  /** Filled in for that hour, or after it where no hour is named. */
  private static boolean isOf(Session hour, StepReview step) {
    var visit = step.visit();
    if (visit == null) {
      return !step.at().isBefore(hour.start());
    }
    for (Source source : hour.sources()) {
      if (source.sameResource(visit)) {
        return true;
      }
    }
    return false;
  }

  private Signal signal(
      Session hour, Instant since, Source evidence, int stepUnclear, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("step-unclear", (double) stepUnclear);
    numbers.put("missed", 1.0 - stepUnclear);
    return new Signal(
            id(),
            version(),
            Level.PROMPT,
            Category.CLINICAL,
            Channel.PROMPT,
            "flag",
            numbers,
            evidence,
            since.isBefore(hour.start()) ? hour.start() : since,
            List.of(evidence),
            List.of(),
            List.of(),
            Lookout.nextSession(course),
            false,
            List.of())
        .forUnit(hour.source().reference());
  }
}
