package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.attune.access.AuditEntry;
import org.attune.access.AuditRepository;
import org.attune.access.RecordAccess;
import org.attune.ehr.EhrUnavailable;

/** To account to. */
@Stateless
@Local(AuditRepository.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToAudit implements AuditRepository {

  /** What it was told. */
  static final List<RecordAccess> TOLD = new CopyOnWriteArrayList<>();

  @Override
  public List<Fate> take(List<AuditEntry> entries) throws EhrUnavailable {
    if (Hospital.silent) {
      throw new EhrUnavailable("The repository does not answer.", null);
    }
    entries.forEach(entry -> TOLD.add(entry.access()));
    return Collections.nCopies(entries.size(), Fate.TAKEN);
  }
}
