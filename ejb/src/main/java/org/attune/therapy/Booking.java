package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An hour in the appointment book, for one client. A group appointment is one booking for each
 * member.
 *
 * @param source the appointment
 * @param patient for whom
 * @param service the site's short word for the kind of psychotherapy, as its scope settings name it
 * @param start when it begins
 * @param end when it should end, or null
 * @param status how the book says it stands
 * @param reason why it did not take place; {@code NOT_GIVEN} where nothing was recorded
 * @param cancelledAt when it was cancelled, or null where nothing says so
 * @param created when it was booked, or null
 * @param therapist with whom, or null
 * @param modality how it was to be held
 * @param group whether several clients share the hour
 * @param labels what its readers must carry on
 */
public record Booking(
    Source source,
    PatientId patient,
    String service,
    Instant start,
    @Nullable Instant end,
    BookingStatus status,
    CancellationReason reason,
    @Nullable Instant cancelledAt,
    @Nullable Instant created,
    @Nullable TherapistId therapist,
    Modality modality,
    boolean group,
    Labels labels)
    implements ChartFact {}
