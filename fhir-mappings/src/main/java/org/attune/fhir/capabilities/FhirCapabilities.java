package org.attune.fhir.capabilities;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.attune.ehr.CapabilityTable;
import org.attune.ehr.EhrCapabilities;

/** What the EHR can do, asked over FHIR. */
@Stateless
@Local(EhrCapabilities.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirCapabilities implements EhrCapabilities {

  private final Capabilities capabilities;

  @Inject
  public FhirCapabilities(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  @Override
  public CapabilityTable known() {
    return capabilities.table();
  }

  @Override
  public String address() {
    return capabilities.address();
  }

  @Override
  public boolean takesForms() {
    return capabilities.takesForms();
  }

  @Override
  public boolean look(boolean anew) {
    return capabilities.look(anew);
  }
}
