package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    return Optional.ofNullable(since(List.of(patient)).get(patient));
  }

  /** The same of several clients, in one query; who does not is absent. */
  @Transactional
  public Map<PatientId, Instant> since(Collection<PatientId> patients) {
    if (patients.isEmpty()) {
      return Map.of();
    }
    var asked = Set.copyOf(patients);
    var latest = new HashMap<PatientId, ClientWish>();
    for (Object[] row : wishes(asked)) {
      var wish = (ClientWish) row[0];
      Stream.concat(Stream.of(wish.patient()), Stream.ofNullable((PatientId) row[1]))
          .filter(asked::contains)
          .forEach(each -> latest.put(each, wish));
    }
    return latest.entrySet().stream()
        .filter(each -> each.getValue().hidden())
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> each.getValue().at()));
  }

  /** Wishes, the latest last, each with the record that its own was merged into or null. */
  private List<Object[]> wishes(Set<PatientId> patients) {
    return database
        .createQuery(
            "select w, c.mergedInto from ClientWish w left join KnownClient c on c.patient ="
                + " w.patient where w.patient in :own or c.mergedInto in :survivors order by w.at,"
                + " w.id",
            Object[].class)
        .setParameter("own", patients.stream().map(PatientId::value).toList())
        .setParameter("survivors", patients)
        .getResultList();
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
