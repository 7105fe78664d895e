package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An encounter between one client and the service.
 *
 * @param source the encounter
 * @param patient with whom
 * @param service the site's short word for the kind of psychotherapy, as its scope settings name it
 * @param booking the appointment it fulfils, or null
 * @param episode the episode of care it belongs to, or null
 * @param start when it began
 * @param end when it ended, or null
 * @param status how it stands
 * @param therapist who held it, or null
 * @param modality how it was held
 * @param group whether several clients shared the hour
 * @param contact whether it was a short contact between sessions (a telephone call), not a session
 * @param labels what its readers must carry on
 */
public record Visit(
    Source source,
    PatientId patient,
    String service,
    @Nullable Source booking,
    @Nullable Source episode,
    Instant start,
    @Nullable Instant end,
    VisitStatus status,
    @Nullable TherapistId therapist,
    Modality modality,
    boolean group,
    boolean contact,
    Labels labels)
    implements ChartFact {}
