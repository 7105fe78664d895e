package org.attune.access;

import java.util.List;
import org.attune.ehr.EhrUnavailable;

/**
 * Where accounts go for good: the EHR or a repository of the site. Implemented on the FHIR side.
 */
public interface AuditRepository {

  /** What came of one account. */
  enum Fate {
    TAKEN,
    /** It will not have it, now or later. */
    REFUSED,
    LATER
  }

  /**
   * Hands over accounts, all in one request.
   *
   * @return the fate of each, in the same order
   * @throws EhrUnavailable when it is not known what came of them; try again later
   */
  List<Fate> take(List<AuditEntry> entries) throws EhrUnavailable;
}
