package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.Viewer;

/** Names nobody. */
@Stateless
@Local(Banners.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToName implements Banners {

  @Override
  public Banner of(Viewer viewer) {
    return new Banner(null, null, null);
  }
}
