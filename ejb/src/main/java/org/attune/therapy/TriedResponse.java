package org.attune.therapy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something people tried because of a signal.
 *
 * @param detector which detector's signal it answered
 * @param response what was tried, a code such as {@code st-06}
 * @param at when it was tried, or when that was logged
 * @param source the record that tells of it, or null where it was logged with us
 * @param labels what its readers must carry on
 */
public record TriedResponse(
    String detector, String response, Instant at, @Nullable Source source, Labels labels) {

  /** Telling of the same thing again so soon tells more of it, not that it was tried twice. */
  public static final Duration SAME_TRY = Duration.ofHours(12);

  /** A try that was logged with us. */
  public TriedResponse(String detector, String response, Instant at) {
    this(detector, response, at, null, Labels.NONE);
  }

  /** Whether both tell of one try. */
  public boolean sameTry(TriedResponse other) {
    return detector.equals(other.detector)
        && response.equals(other.response)
        && Duration.between(at, other.at).abs().compareTo(SAME_TRY) < 0;
  }
}
