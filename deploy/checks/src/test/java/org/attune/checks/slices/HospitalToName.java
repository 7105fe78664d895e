package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/** Names nobody. */
@Stateless
@Local(Banners.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToName implements Banners {

  @Override
  public Banner of(Viewer viewer) {
    return new Banner(null, null, null);
  }

  /** Who was asked for last, of several at once. */
  static volatile List<PatientId> asked = List.of();

  /** Whether it says nothing. */
  static volatile boolean silent;

  @Override
  public Map<PatientId, Banner> of(String user, List<PatientId> patients) throws EhrUnavailable {
    if (silent) {
      throw new EhrUnavailable("The hospital does not answer.", null);
    }
    asked = patients;
    return Map.of();
  }
}
