package org.attune.ehr;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a feed can be read in parts.
 *
 * @param asOf from when on changes must be asked for once all parts are read, by the EHR's own
 *     clock, or null where it does not say what time it is
 * @param stretches together all that the feed holds; none where it is not followed
 */
public record Outline(@Nullable Instant asOf, List<Stretch> stretches) {

  /** A feed that is read in one piece. */
  public static final Outline WHOLE = new Outline(null, List.of(Stretch.WHOLE));

  public Outline {
    stretches = List.copyOf(stretches);
  }
}
