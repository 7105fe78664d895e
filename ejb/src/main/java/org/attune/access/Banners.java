package org.attune.access;

import org.attune.ehr.EhrUnavailable;

/** Who a client is, read from the EHR as it is now. Implemented on the FHIR side. */
public interface Banners {

  /**
   * The banner of the client whose chart somebody has open; the account of it names them.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  Banner of(Viewer viewer) throws EhrUnavailable;
}
