package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import org.attune.therapy.PatientId;

/** Accounts that have not yet reached their keeper; each method is a transaction of its own. */
@ApplicationScoped
public class AuditEntries {

  private final EntityManager database;

  @Inject
  AuditEntries(EntityManager database) {
    this.database = database;
  }

  /** Whatever becomes of the work around it, the record was asked. */
  @Transactional(TxType.REQUIRES_NEW)
  void keep(List<AuditEntry> accounts) {
    accounts.forEach(database::persist);
  }

  @Transactional(TxType.REQUIRES_NEW)
  List<AuditEntry> next(long after, int most) {
    return database
        .createQuery(
            "select a from AuditEntry a where a.refused = false and a.id > :after order by a.id",
            AuditEntry.class)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultList();
  }

  @Transactional(TxType.REQUIRES_NEW)
  void taken(Collection<Long> ids) {
    if (!ids.isEmpty()) {
      database
          .createQuery("delete from AuditEntry a where a.id in :these")
          .setParameter("these", ids)
          .executeUpdate();
    }
  }

  @Transactional(TxType.REQUIRES_NEW)
  void refused(Collection<Long> ids) {
    if (!ids.isEmpty()) {
      database
          .createQuery("update AuditEntry a set a.refused = true where a.id in :these")
          .setParameter("these", ids)
          .executeUpdate();
    }
  }

  /** Those that were refused are to be sent once more. */
  @Transactional
  public int again() {
    return database.createQuery("update AuditEntry a set a.refused = false").executeUpdate();
  }

  @Transactional
  long pending() {
    return count(false);
  }

  @Transactional
  long refused() {
    return count(true);
  }

  private long count(boolean refused) {
    return database
        .createQuery("select count(a) from AuditEntry a where a.refused = :refused", Long.class)
        .setParameter("refused", refused)
        .getSingleResult();
  }

  /** How many accounts of a client have not reached their keeper. */
  @Transactional
  public long about(PatientId patient) {
    return database
        .createQuery("select count(a) from AuditEntry a where a.patient = :patient", Long.class)
        .setParameter("patient", patient)
        .getSingleResult();
  }
}
