package org.attune.agenda;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** Who did what about rows themselves. */
@ApplicationScoped
public class WorkActs {

  private final EntityManager database;

  @Inject
  public WorkActs(EntityManager database) {
    this.database = database;
  }

  /**
   * Somebody takes a row, gives it to somebody or leaves it; the client is locked.
   *
   * @param to who has it from now on, or null
   * @param by who does so
   */
  @Transactional(TxType.MANDATORY)
  public void give(
      WorkItem row,
      @Nullable String to,
      NextStep step,
      @Nullable Instant due,
      String by,
      Instant now) {
    if (!row.owner().equals(Optional.ofNullable(to))) {
      database.persist(new WorkAct(row.key(), to, by, now));
    }
    row.own(to, step, due, now);
  }

  /**
   * Somebody did something about a row that leaves it where it is; the client is locked.
   *
   * @param until until when, where it was put off
   */
  @Transactional(TxType.MANDATORY)
  public void note(
      WorkItem row, WorkAct.What what, @Nullable Instant until, String by, Instant now) {
    database.persist(new WorkAct(row.key(), what, until, by, now));
  }

  /** What was done about a row, the earliest first. */
  @Transactional
  public List<WorkAct> of(String item) {
    return database
        .createQuery(
            "select a from WorkAct a where a.item = :item order by a.at, a.id", WorkAct.class)
        .setParameter("item", item)
        .getResultList();
  }

  /** Forgets what was done about rows that were over before a moment. */
  @Transactional(TxType.MANDATORY)
  public void forgetOf(Instant before) {
    database
        .createQuery(
            "delete from WorkAct a where a.item in (select w.key from WorkItem w where w.gone <"
                + " :before)")
        .setParameter("before", before)
        .executeUpdate();
  }

  /** Forgets what was done about a client's rows. */
  @Transactional(TxType.MANDATORY)
  public void forget(PatientId patient) {
    database
        .createQuery(
            "delete from WorkAct a where a.item in (select w.key from WorkItem w where w.patient ="
                + " :patient)")
        .setParameter("patient", patient)
        .executeUpdate();
  }
}
