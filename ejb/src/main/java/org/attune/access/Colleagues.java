package org.attune.access;

import java.util.Collection;
import java.util.Map;
import org.attune.ehr.EhrUnavailable;

/**
 * Who other members of staff are, read from the EHR as it is now and kept nowhere. Implemented on
 * the FHIR side.
 */
public interface Colleagues {

  /**
   * Their names in one search, accounted to whoever looks. Of whom the EHR says nothing there is
   * none, and neither is of what is no reference to a Practitioner.
   *
   * @param user who looks, such as {@code Practitioner/7}
   * @param practitioners references such as {@code Practitioner/8}
   * @return names by reference
   * @throws EhrUnavailable when the EHR does not say
   */
  Map<String, String> names(String user, Collection<String> practitioners) throws EhrUnavailable;
}
