package org.attune.detection.outcome;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attune.therapy.SessionNote;
import org.attune.therapy.TherapyCourse;

/**
 * When distress was expected, because client and therapist had planned it. This is known from the
 * therapist's own notes, so it is only ever a reason to stay silent and is never cited.
 */
final class PlannedExposure {

  private static final Duration LASTS = Duration.ofDays(14);

  /** A note is written after the session, the client's form often before it. */
  private static final Duration SAME_SESSION = Duration.ofHours(36);

  private final List<Instant> notes;

  private PlannedExposure(List<Instant> notes) {
    this.notes = notes;
  }

  static PlannedExposure of(TherapyCourse course) {
    List<Instant> notes = List.of();
    for (SessionNote note : course.forms().notes()) {
      if (note.plannedExposure()) {
        if (notes.isEmpty()) {
          notes = new ArrayList<>();
        }
        notes.add(note.at());
      }
    }
    return new PlannedExposure(notes);
  }

  /** Whether a form filled at a moment is explained by it. */
  boolean explains(Instant filled) {
    for (Instant note : notes) {
      if (!filled.isBefore(note.minus(SAME_SESSION)) && !filled.isAfter(note.plus(LASTS))) {
        return true;
      }
    }
    return false;
  }
}
