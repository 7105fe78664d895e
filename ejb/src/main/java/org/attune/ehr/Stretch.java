package org.attune.ehr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a feed holds: what was last updated within a span of time.
 *
 * @param from not before this moment
 * @param until and before this one, or null for all that came later
 */
public record Stretch(Instant from, @Nullable Instant until) {

  /** All that a feed holds. */
  public static final Stretch WHOLE = new Stretch(Instant.EPOCH, null);
}
