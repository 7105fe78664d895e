package org.attune.therapy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The little of a patient record that the rules need. No name, no birth date.
 *
 * @param source the patient record
 * @param patient who
 * @param deceased whether the client has died: everything closes, silently
 * @param deceasedAt when the client died, or null where that is not said
 * @param test whether this is a test record
 * @param replacedBy the record this one was merged into, or null
 * @param labels what its readers must carry on
 */
public record Client(
    Source source,
    PatientId patient,
    boolean deceased,
    @Nullable Instant deceasedAt,
    boolean test,
    @Nullable PatientId replacedBy,
    Labels labels)
    implements ChartFact {

  /** A client of whose death, if any, the moment is not known. */
  public Client(
      Source source,
      PatientId patient,
      boolean deceased,
      boolean test,
      @Nullable PatientId replacedBy,
      Labels labels) {
    this(source, patient, deceased, null, test, replacedBy, labels);
  }
}
