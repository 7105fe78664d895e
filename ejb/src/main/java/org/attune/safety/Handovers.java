package org.attune.safety;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.therapy.PatientId;

/** Every hand-over; each method is called within a transaction. */
@ApplicationScoped
public class Handovers {

  private final EntityManager database;

  @Inject
  Handovers(EntityManager database) {
    this.database = database;
  }

  /** Those that nobody has taken yet, the oldest first. */
  public List<SafetyHandover> open() {
    return database
        .createQuery(
            "select h from SafetyHandover h where h.taken is null order by h.opened, h.key",
            SafetyHandover.class)
        .getResultList();
  }

  /** Every one about a client, taken or not. */
  public List<SafetyHandover> of(PatientId patient) {
    return database
        .createQuery(
            "select h from SafetyHandover h where h.patient = :patient", SafetyHandover.class)
        .setParameter("patient", patient)
        .getResultList();
  }

  /** Forgets one. */
  public void forget(SafetyHandover handover) {
    database.remove(handover);
  }

  /** One of them, locked until the transaction ends. */
  public Optional<SafetyHandover> lock(String key) {
    return Optional.ofNullable(
        database.find(SafetyHandover.class, key, LockModeType.PESSIMISTIC_WRITE));
  }

  /** How many are open, and how many of these are overdue. */
  public Count count(Instant now) {
    var open = open();
    return new Count(open.size(), open.stream().filter(each -> each.overdue(now)).count());
  }

  /**
   * A count.
   *
   * @param open how many nobody has taken yet
   * @param overdue for how many of these there was time enough
   */
  public record Count(long open, long overdue) {}
}
