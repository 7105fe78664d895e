package org.attune.access;

import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/**
 * Looks for clients in the EHR. Whom it finds is no answer for anybody: it may be people who are no
 * clients of Attune's, or whom whoever asks may not know of. Implemented on the FHIR side.
 */
public interface ClientSearch {

  /**
   * Who was found.
   *
   * @param patients who
   * @param more whether there are more than these, so that they are told of at random
   */
  record Found(Set<PatientId> patients, boolean more) {
    public Found {
      patients = Set.copyOf(patients);
    }
  }

  /**
   * Looks for somebody; the account of it holds what was asked for, and who asked.
   *
   * @param user who looks, such as {@code Practitioner/7}
   * @param most so many at most
   * @throws EhrUnavailable when the EHR does not say
   */
  Found find(String user, Sought sought, int most) throws EhrUnavailable;
}
