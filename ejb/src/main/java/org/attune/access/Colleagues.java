package org.attune.access;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Some who work somewhere.
   *
   * @param names by reference, in the order of the names
   * @param more whether there are more than are told of
   */
  record Found(Map<String, String> names, boolean more) {
    public Found {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }
  }

  /**
   * Who works at a unit now, as far as the EHR says so and tells their names, accounted to whoever
   * looks.
   *
   * @param user who looks, such as {@code Practitioner/7}
   * @param unit an {@code Organization}, a {@code HealthcareService} or a {@code Location}; of
   *     anything else nobody is found
   * @param most more than that are not told of
   * @return empty where the EHR gives out to nobody of ours who works where
   * @throws EhrUnavailable when the EHR does not say now
   */
  Optional<Found> at(String user, String unit, int most) throws EhrUnavailable;

  /**
   * What units are called, accounted to whoever looks. Of those that the EHR does not name there is
   * no name.
   *
   * @param user who looks, such as {@code Practitioner/7}
   * @param units references such as {@code Organization/12}
   * @return names by reference
   * @throws EhrUnavailable when the EHR does not say
   */
  Map<String, String> units(String user, Collection<String> units) throws EhrUnavailable;
}
