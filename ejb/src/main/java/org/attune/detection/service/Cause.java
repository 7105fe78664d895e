package org.attune.detection.service;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import org.attune.detection.Signal;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the service interrupted the work.
 *
 * @param at when it showed
 * @param onset the record with which it showed
 * @param wording which text names it
 * @param numbers what was compared
 * @param evidence the records it rests on
 * @param excluded the records that were not counted
 * @param away the therapist who was away, for all clients alike; null where that was not the cause
 */
record Cause(
    Instant at,
    Source onset,
    String wording,
    NavigableMap<String, Double> numbers,
    List<Source> evidence,
    List<Signal.Excluded> excluded,
    @Nullable TherapistId away) {}
