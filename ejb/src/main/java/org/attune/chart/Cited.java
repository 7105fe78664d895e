package org.attune.chart;

import java.time.Instant;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the EHR says, in a few words, and who may read that.
 *
 * @param kind the kind of fact, as the page knows it
 * @param at when it was, or null where nothing says so
 * @param text what it says
 * @param readers who may read it
 * @param therapist who wrote it or was meant, where only they may read it; null where nobody knows
 */
record Cited(
    String kind,
    @Nullable Instant at,
    String text,
    Readers readers,
    @Nullable TherapistId therapist) {

  /** Who may read something. */
  enum Readers {
    /** Whoever may open the chart. */
    EVERYBODY,
    /** One therapist alone. */
    ONE_THERAPIST,
    /** Nobody on this page. */
    NOBODY
  }

  static Cited open(String kind, @Nullable Instant at, String text) {
    return new Cited(kind, at, text, Readers.EVERYBODY, null);
  }
}
