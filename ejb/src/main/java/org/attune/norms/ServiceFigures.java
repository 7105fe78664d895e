package org.attune.norms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.attune.ledger.Assembly;
import org.attune.ledger.Ledger;

/** Computes the figures of the service from the ledger, at most daily, and keeps them. */
@ApplicationScoped
public class ServiceFigures {

  private static final Duration GOOD_FOR = Duration.ofDays(1);
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

  /** Whether the figures are a day old, or were never computed. */
  @Transactional
  public boolean due(Instant now) {
    var stored = database.find(StoredNorms.class, StoredNorms.THE_ONE);
    return stored == null || !stored.computedAt().plus(GOOD_FOR).isAfter(now);
  }

  /** Goes through all clients, some at a time and each in a short transaction of its own. */
  public ServiceNorms compute(Instant now) {
    var tally = new Tally();
    var next = ledger.nextClients("", CLIENTS_AT_A_TIME);
    while (!next.isEmpty()) {
      next.forEach(
          (patient, facts) -> tally.add(facts, assembly.of(patient, facts, now).courses()));
      next = ledger.nextClients(next.lastKey().value(), CLIENTS_AT_A_TIME);
    }
    return tally.norms();
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
}
