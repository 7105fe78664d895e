package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An episode of care, where the EHR keeps one: the frame of a course.
 *
 * @param source the episode of care
 * @param patient whose
 * @param start when it began, or null
 * @param end when it was closed, or null while it is open
 * @param onHold whether it is paused as of the record
 * @param courtOrdered whether a court ordered it
 * @param labels what its readers must carry on
 */
public record Treatment(
    Source source,
    PatientId patient,
    @Nullable Instant start,
    @Nullable Instant end,
    boolean onHold,
    boolean courtOrdered,
    Labels labels)
    implements ChartFact {

  /** A treatment that no court ordered. */
  public Treatment(
      Source source,
      PatientId patient,
      @Nullable Instant start,
      @Nullable Instant end,
      boolean onHold,
      Labels labels) {
    this(source, patient, start, end, onHold, false, labels);
  }
}
