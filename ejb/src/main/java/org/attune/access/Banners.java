package org.attune.access;

import java.util.List;
import java.util.Map;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/** Who a client is, read from the EHR as it is now. Implemented on the FHIR side. */
public interface Banners {

  /**
   * The banner of the client whose chart somebody has open; the account of it names them.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  Banner of(Viewer viewer) throws EhrUnavailable;

  /**
   * The banners of several clients in one search; each client is accounted for. Of a client of whom
   * the EHR says nothing there is none.
   *
   * @param user who looks, such as {@code Practitioner/7}
   * @throws EhrUnavailable when the EHR does not say
   */
  Map<PatientId, Banner> of(String user, List<PatientId> patients) throws EhrUnavailable;
}
