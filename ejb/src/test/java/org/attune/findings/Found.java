package org.attune.findings;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.therapy.CourseId;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;

/** Signals and findings for tests. */
public final class Found {

  public static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
  public static final CourseId COURSE = new CourseId(new PatientId("p1"), "individual#1");

  private Found() {}

  /** A signal on the chart that began with the first of its records. */
  public static Signal signal(String detector, String... records) {
    return signal(detector, Channel.CHART, Level.REVIEW, records);
  }

  /** A signal. */
  public static Signal signal(String detector, Channel channel, Level level, String... records) {
    return signal(detector, channel, level, records, "flag");
  }

  /** A finding on the chart that says so in other words than the usual ones. */
  public static Finding worded(String detector, String wording) {
    return finding(signal(detector, Channel.CHART, Level.REVIEW, new String[] {"a1"}, wording));
  }

  private static Signal signal(
      String detector, Channel channel, Level level, String[] records, String wording) {
    var evidence = List.of(records).stream().map(Found::record).toList();
    return new Signal(
        detector,
        1,
        level,
        Category.CLINICAL,
        channel,
        wording,
        new TreeMap<>(Map.of("latest", 31.0, "usual-low", 34.0, "usual-high", 38.0)),
        evidence.get(0),
        MONDAY,
        evidence,
        List.of(),
        List.of(),
        null,
        true,
        List.of());
  }

  /** An appointment in its first version. */
  public static Source record(String id) {
    return new Source("Appointment", id, "1");
  }

  /** A finding that opened on Monday. */
  public static Finding finding(Signal signal, TherapistId... therapists) {
    return new Finding(COURSE, signal, background(MONDAY, therapists), MONDAY);
  }

  /** What a course adds: the first therapist's caseload. */
  static Finding.Background background(Instant latest, TherapistId... therapists) {
    return new Finding.Background(
        Labels.NONE, List.of(therapists), latest, therapists.length == 0 ? null : therapists[0]);
  }

  /** A note for the unit about three clients. */
  public static UnitNote note(String detector, String subject, Instant when) {
    return new UnitNote(detector, subject, when, 3, when);
  }

  /** A note that holds no longer. */
  public static UnitNote closed(UnitNote note, Instant when) {
    note.close(when);
    return note;
  }

  /** A finding that was set aside. */
  public static Finding dismissed(Finding finding, Instant when) {
    finding.dismiss(when, Dismissal.NOT_APPLICABLE);
    return finding;
  }

  /** A finding whose turn on the chart has not come. */
  public static Finding waiting(Finding finding, Instant when) {
    finding.await(when);
    return finding;
  }

  /** A finding whose ground has passed. */
  public static Finding resolved(Finding finding, Instant when) {
    finding.resolve(when);
    return finding;
  }

  /** A finding to which evidence of a later moment has come. */
  public static Finding told(Finding finding, Instant when) {
    finding.follow(finding.signal(), background(when), when);
    return finding;
  }
}
