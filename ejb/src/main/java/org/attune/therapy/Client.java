package org.attune.therapy;

import org.jspecify.annotations.Nullable;

/**
 * The little of a patient record that the rules need. No name, no birth date.
 *
 * @param source the patient record
 * @param patient who
 * @param deceased whether the client has died: everything closes, silently
 * @param test whether this is a test record
 * @param replacedBy the record this one was merged into, or null
 * @param labels what its readers must carry on
 */
public record Client(
    Source source,
    PatientId patient,
    boolean deceased,
    boolean test,
    @Nullable PatientId replacedBy,
    Labels labels)
    implements ChartFact {}
