package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.net.URI;
import org.attune.access.LaunchRefused;
import org.attune.access.SmartLaunch;
import org.attune.ehr.EhrUnavailable;

/** To come from: whoever signs in is whom the test names. */
@Stateless
@Local(SmartLaunch.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToEnter implements SmartLaunch {

  static volatile Arrival arrival;

  @Override
  public URI depart(Journey journey, String state) throws EhrUnavailable, LaunchRefused {
    return URI.create("https://hospital.example/authorize?state=" + state);
  }

  @Override
  public Arrival arrive(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused {
    return arrival;
  }
}
