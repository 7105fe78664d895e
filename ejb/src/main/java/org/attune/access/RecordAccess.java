package org.attune.access;

import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * One request of ours to the hospital's record. It names whom it was about, since that is what an
 * account is for, and nothing of what the record says.
 *
 * @param kind what was asked
 * @param patient about whom, or null where the request names nobody
 * @param record the record or the type of record, such as {@code Flag/3} or {@code Flag}
 * @param query the search, or null where it was none
 * @param outcome what came of it
 */
public record RecordAccess(
    Kind kind,
    @Nullable PatientId patient,
    String record,
    @Nullable String query,
    Outcome outcome) {

  /** What was asked. */
  public enum Kind {
    READ,
    QUERY,
    CREATE,
    UPDATE
  }

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** The EHR would not. */
    REFUSED,
    /** The EHR could not, or gave no answer: nobody knows. */
    FAILED
  }

  /** Nobody in particular: a search over everyone. */
  boolean aboutNobody() {
    return patient == null;
  }
}
