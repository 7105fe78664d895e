package org.attune.validation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.attune.detection.Detection;
import org.attune.detection.Detector;
import org.attune.detection.EveryDetector;
import org.attune.detection.Roster;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.TherapyCourse;

/** The product's own detection with the detectors that are under test, settings as shipped. */
final class Judge {

  private final Detection detection;

  private Judge(Iterable<Detector> detectors) {
    detection = new Detection(Roster.of(detectors));
  }

  /** Just these detectors, by id. */
  static Judge by(String... ids) {
    return new Judge(
        EveryDetector.withFallbacks().stream()
            .filter(detector -> Arrays.asList(ids).contains(detector.id()))
            .toList());
  }

  static Judge with(Detector detector) {
    return new Judge(List.of(detector));
  }

  static Judge withEveryDetector() {
    return new Judge(EveryDetector.withFallbacks());
  }

  List<Signal> all(TherapyCourse course, ServiceNorms norms) {
    return detection.judge(course, norms);
  }

  /** What a roster of one detector says. */
  Optional<Signal> one(TherapyCourse course, ServiceNorms norms) {
    return detection.judge(course, norms).stream().findFirst();
  }
}
