package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Instant;
import org.attune.writeback.OwnRecords;

/** To read back what people made of what is ours. */
@Stateless
@Local(OwnRecords.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToReadBack implements OwnRecords {

  @Override
  public Seen edits(Instant since) {
    return new Seen(Hospital.EDITS, since);
  }
}
