package org.attune.norms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.attune.ledger.Assembly;
import org.attune.ledger.Ledger;
import org.attune.therapy.PatientId;

/** The figures of the service, counted from the ledger and kept. */
@ApplicationScoped
public class ServiceFigures {

  private static final int CLIENTS_AT_A_TIME = 200;

  private final EntityManager database;
  private final Ledger ledger;
  private final Assembly assembly;

  @Inject
  ServiceFigures(EntityManager database, Ledger ledger, Assembly assembly) {
    this.database = database;
    this.ledger = ledger;
    this.assembly = assembly;
  }

  /** The figures as last computed, else what holds before a service has data. */
  @Transactional
  public ServiceNorms current() {
    var stored = database.find(StoredNorms.class, StoredNorms.THE_ONE);
    return stored == null ? ServiceNorms.UNKNOWN : stored.norms();
  }

  /** Whether the figures were ever computed. */
  @Transactional
  public boolean known() {
    return database.find(StoredNorms.class, StoredNorms.THE_ONE) != null;
  }

  /**
   * The figures as of now, for the first time; from then on it is a job of the night. Goes through
   * all clients, some at a time and each in a short transaction of its own.
   */
  public ServiceNorms compute(Instant now) {
    var tally = new Tally();
    var next = ledger.nextClients("", CLIENTS_AT_A_TIME);
    while (!next.isEmpty()) {
      next.forEach(
          (patient, facts) -> tally.add(facts, assembly.of(patient, facts, now).courses()));
      next = ledger.nextClients(lastOf(next.keySet()).value(), CLIENTS_AT_A_TIME);
    }
    return tally.norms();
  }

  private static PatientId lastOf(Collection<PatientId> inOrder) {
    return List.copyOf(inOrder).get(inOrder.size() - 1);
  }

  /** Keeps figures. */
  @Transactional
  public void keep(ServiceNorms norms, Instant now) {
    var stored = database.find(StoredNorms.class, StoredNorms.THE_ONE);
    if (stored == null) {
      database.persist(new StoredNorms(norms, now));
    } else {
      stored.isNow(norms, now);
    }
  }

  /** Keeps what a job has counted of some clients. */
  @Transactional(TxType.MANDATORY)
  void keepPart(long jobInstance, Tally tally) {
    database.persist(new CountedPart(jobInstance, tally));
  }

  /**
   * Adds up what a job has counted, keeps the figures and lets go of these parts and older ones.
   */
  @Transactional
  void keepSumOfParts(long jobInstance, Instant asOf) {
    var sum = new Tally();
    database
        .createQuery(
            "select p from CountedPart p where p.jobInstance = :job order by p.id",
            CountedPart.class)
        .setParameter("job", jobInstance)
        .getResultStream()
        .forEach(part -> sum.add(part.tally()));
    keep(sum.norms(), asOf);
    database
        .createQuery("delete from CountedPart p where p.jobInstance <= :job")
        .setParameter("job", jobInstance)
        .executeUpdate();
  }
}
