package org.attune.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Hands out the one entity manager, bound to the transaction that runs. */
@Dependent
@SuppressWarnings("UnusedVariable") // the container reads the field
public class Database {

  @Produces
  @PersistenceContext(unitName = "attune")
  private EntityManager entityManager;
}
