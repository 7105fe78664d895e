package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import org.attune.ehr.Capability;
import org.attune.ehr.CapabilityTable;
import org.attune.ehr.EhrCapabilities;

/** What the hospital can do: nobody asks. */
@Stateless
@Local(EhrCapabilities.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalAbilities implements EhrCapabilities {

  @Override
  public CapabilityTable known() {
    return new CapabilityTable(
        null,
        List.of(
            new Capability(
                "provenance-writing",
                Capability.Told.UNKNOWN,
                Capability.Told.UNKNOWN,
                Hospital.takesProvenances ? "native" : "without",
                "")));
  }

  @Override
  public String address() {
    return "https://hospital.example/fhir";
  }

  @Override
  public boolean takesForms() {
    return Hospital.takesForms;
  }

  @Override
  public boolean look(boolean anew) {
    return false;
  }
}
