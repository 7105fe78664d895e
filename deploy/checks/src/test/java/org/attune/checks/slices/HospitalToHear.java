package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Instant;
import java.util.List;
import org.attune.ehr.ChangeNotices;

/** To hear from; it tells nothing by itself. */
@Stateless
@Local(ChangeNotices.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToHear implements ChangeNotices {

  @Override
  public Given ask(Bell bell, Instant now) {
    return new Given(0, 0, List.of("Appointment"));
  }
}
