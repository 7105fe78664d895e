package org.attune.detection.service;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import org.attune.detection.Signal;
import org.attune.therapy.Source;

/**
 * One way in which the service interrupted the work.
 *
 * @param at when it showed
 * @param onset the record with which it showed
 * @param wording which text names it
 * @param numbers what was compared
 * @param evidence the records it rests on
 * @param excluded the records that were not counted
 */
record Cause(
    Instant at,
    Source onset,
    String wording,
    NavigableMap<String, Double> numbers,
    List<Source> evidence,
    List<Signal.Excluded> excluded) {

  static final String ABSENCE = "flag.absence";

  /** Whether one therapist was away, for all clients alike. */
  boolean isAbsence() {
    return wording.equals(ABSENCE);
  }
}
