package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Collection;
import org.attune.ehr.EhrUnavailable;
import org.attune.safety.Acceptance;

/** To ask whether somebody has taken a hand-over. */
@Stateless
@Local(Acceptance.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToAsk implements Acceptance {

  @Override
  public State of(Collection<String> names, boolean asMessage) throws EhrUnavailable {
    if (Hospital.silent) {
      throw new EhrUnavailable("The EHR does not answer.", null);
    }
    if (Hospital.takesAll || names.stream().anyMatch(Hospital.TAKEN::contains)) {
      return State.TAKEN;
    }
    return Hospital.DECLINED.containsAll(names) ? State.DECLINED : State.WAITING;
  }
}
