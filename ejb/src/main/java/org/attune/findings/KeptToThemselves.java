package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.attune.detection.Detector;
import org.attune.detection.Roster;
import org.attune.detection.Signal;
import org.attune.therapy.PatientId;

/**
 * What clients keep to themselves: what they say about the working relationship. While they do,
 * what is found about it is dropped before anybody hears of it. Nothing else changes by it, and the
 * answers about risk least of all.
 */
@ApplicationScoped
public class KeptToThemselves {

  private final EntityManager database;
  private final Roster roster;

  @Inject
  public KeptToThemselves(EntityManager database, Roster roster) {
    this.database = database;
    this.roster = roster;
  }

  /**
   * Since when a client keeps it to themselves; empty where they do not. What was said on a record
   * that was merged into theirs counts as said on theirs.
   */
  @Transactional
  public Optional<Instant> since(PatientId patient) {
    return database
        .createQuery(
            "select w from ClientWish w where w.patient = :own or w.patient in (select c.patient"
                + " from KnownClient c where c.mergedInto = :survivor) order by w.at desc, w.id"
                + " desc",
            ClientWish.class)
        .setParameter("own", patient.value())
        .setParameter("survivor", patient)
        .setMaxResults(1)
        .getResultStream()
        .filter(ClientWish::hidden)
        .map(ClientWish::at)
        .findFirst();
  }

  /**
   * Writes a wish down. The same said twice is one wish.
   *
   * @param by who writes, such as {@code Practitioner/7}
   */
  @Transactional(TxType.MANDATORY)
  public void note(PatientId patient, boolean hidden, String by, Instant now) {
    if (since(patient).isPresent() != hidden) {
      database.persist(new ClientWish(patient, hidden, by, now));
    }
  }

  /** Whether a rule speaks of it. */
  public boolean speaksOfIt(String detector) {
    return roster.detectors().stream()
        .filter(Detector::aboutRelationship)
        .anyMatch(each -> each.id().equals(detector));
  }

  /** What may be known of what was found while they keep it to themselves. */
  public List<Signal> without(List<Signal> found) {
    return found.stream().filter(signal -> !speaksOfIt(signal.detector())).toList();
  }

  /**
   * Ends what stands of it, as if its ground had passed.
   *
   * @return what has ended
   */
  @Transactional(TxType.MANDATORY)
  public List<Finding> end(Collection<Finding> findings, Instant now) {
    var over =
        findings.stream()
            .filter(finding -> finding.standing() && speaksOfIt(finding.detector()))
            .toList();
    over.forEach(finding -> finding.resolve(now));
    return over;
  }

  /** Forgets what a client wished. */
  @Transactional(TxType.MANDATORY)
  public void forget(PatientId patient) {
    database
        .createQuery("delete from ClientWish w where w.patient = :patient")
        .setParameter("patient", patient.value())
        .executeUpdate();
  }
}
