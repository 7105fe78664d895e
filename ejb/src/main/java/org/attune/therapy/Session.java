package org.attune.therapy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A booked hour of one course and how it ended, joined from the appointment book and the
 * encounters.
 *
 * @param source the record to cite: the appointment, or the encounter where none was booked
 * @param sources every record it was joined from
 * @param start when it began or should have begun
 * @param outcome how it ended
 * @param reason why it did not take place; {@code NOT_GIVEN} where it did or where nothing says
 * @param asked whether somebody asked the client for the reason, whatever the answer
 * @param rescheduled whether another hour was found for it within seven days
 * @param cancelledAt when it was cancelled, or null
 * @param created when it was booked, or null
 * @param therapist with whom, or null
 * @param modality how it was or was to be held
 * @param group whether several clients shared the hour
 * @param labels what its readers must carry on
 */
public record Session(
    Source source,
    List<Source> sources,
    Instant start,
    SessionOutcome outcome,
    CancellationReason reason,
    boolean asked,
    boolean rescheduled,
    @Nullable Instant cancelledAt,
    @Nullable Instant created,
    @Nullable TherapistId therapist,
    Modality modality,
    boolean group,
    Labels labels) {

  public Session {
    sources = List.copyOf(sources);
  }

  /** Whether it took place. */
  public boolean attended() {
    return outcome == SessionOutcome.ATTENDED;
  }
}
