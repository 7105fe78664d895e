package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Set;
import org.attune.access.OwnPatients;
import org.attune.therapy.PatientId;

/** Knows of nobody on the staff that they are a client. */
@Stateless
@Local(OwnPatients.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToKnowStaff implements OwnPatients {

  @Override
  public Set<PatientId> of(String user) {
    return Set.of();
  }
}
