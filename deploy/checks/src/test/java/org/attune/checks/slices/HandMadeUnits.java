package org.attune.checks.slices;

import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.TherapyCourse;

/**
 * Says something for the unit of clients whose id asks for it: {@code p-7-away-1} of the therapist
 * {@code Practitioner/7}, {@code p-…-unclear} of the hour.
 */
@Dependent
public final class HandMadeUnits implements Detector {

  @Override
  public String id() {
    return "hand-made-units";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var client = course.id().patient().value();
    var hour = course.sessions().get(0);
    if (client.contains("-away-")) {
      return Optional.of(signal(course, "Practitioner/" + client.split("-", -1)[1]));
    }
    return client.endsWith("-unclear")
        ? Optional.of(signal(course, hour.source().reference()))
        : Optional.empty();
  }

  private Signal signal(TherapyCourse course, String subject) {
    var hour = course.sessions().get(0);
    return new Signal(
            id(),
            version(),
            Level.INFO,
            Category.ADMIN,
            Channel.PROMPT,
            "flag",
            new TreeMap<>(),
            hour.source(),
            hour.start(),
            List.of(hour.source()),
            List.of(),
            List.of(),
            null,
            false,
            List.of())
        .forUnit(subject);
  }
}
