package org.attune.access;

import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/** Which records of clients are somebody's own. Implemented on the FHIR side. */
public interface OwnPatients {

  /**
   * The records that are a member of staff's own, as far as the EHR tells: those that share an
   * identifier with theirs, and those that a Person links to it. What is not told is not known.
   *
   * @param user who, such as {@code Practitioner/7}
   * @throws EhrUnavailable when the EHR does not say
   */
  Set<PatientId> of(String user) throws EhrUnavailable;
}
