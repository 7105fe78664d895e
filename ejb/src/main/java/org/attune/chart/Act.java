package org.attune.chart;

import java.time.Instant;
import org.attune.findings.Dismissal;
import org.attune.responses.LoggedResponse;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does about a signal. What they say with it is theirs, and is kept for nobody else.
 */
public sealed interface Act {

  /** They have seen it. */
  record Acknowledge() implements Act {}

  /** They want to see it again later. */
  record Snooze(Instant until) implements Act {}

  /** They set it aside. */
  record Dismiss(Dismissal reason, @Nullable String comment) implements Act {}

  /** The client wants it this way. */
  record ClientChoice(@Nullable String comment) implements Act {}

  /** They tried something because of it. */
  record Respond(String response, LoggedResponse.@Nullable Outcome outcome) implements Act {}

  /** They would like to talk it over with somebody. */
  record Consult(@Nullable String comment) implements Act {}

  /** The client says that it is not so. */
  record Contest(@Nullable String text) implements Act {}

  /** Whether it needs a signal that still stands and that nobody has set aside. */
  default boolean needsOpen() {
    return !(this instanceof Respond || this instanceof Contest);
  }
}
