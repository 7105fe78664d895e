package org.attune.benchmarks;

import java.util.List;
import java.util.Map;
import org.attune.detection.Detection;
import org.attune.detection.EveryDetector;
import org.attune.detection.Roster;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.TherapyCourse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judges assembled courses by all detectors, one after the other on one core. */
@State(Scope.Thread)
public class Judging {

  static final int CLIENTS = 1024;

  private static final ServiceNorms NORMS = new ServiceNorms(Map.of(), 0.12, 0.95);

  private Detection detection = everyDetector();
  private List<TherapyCourse> courses = List.of();
  private int next;

  @Setup
  public void assemble() {
    detection = everyDetector();
    courses = Caseload.of(CLIENTS);
  }

  static Detection everyDetector() {
    return new Detection(Roster.of(EveryDetector.withFallbacks()));
  }

  static List<Signal> judge(Detection detection, TherapyCourse course) {
    return detection.judge(course, NORMS);
  }

  @Benchmark
  public List<Signal> coursesJudged() {
    next = (next + 1) % CLIENTS;
    return judge(detection, courses.get(next));
  }
}
