package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.therapy.PatientId;

/** Every finding, standing or past. */
@ApplicationScoped
public class Findings {

  private final EntityManager database;

  @Inject
  public Findings(EntityManager database) {
    this.database = database;
  }

  /** Keeps new findings; changes to known ones are kept by themselves. */
  @Transactional(TxType.MANDATORY)
  public void keep(Reconciliation reconciliation) {
    reconciliation.opened().forEach(database::persist);
  }

  /** The finding of a key. */
  @Transactional
  public Optional<Finding> find(FindingKey key) {
    return Optional.ofNullable(database.find(Finding.class, key.value()));
  }

  /** Whether people decided on the goal that it is about. */
  @Transactional
  public boolean decidedOn(Finding finding) {
    return database.find(GoalDecision.class, finding.key().value()) != null;
  }

  /** Every finding of a client, the earliest first. */
  @Transactional
  public List<Finding> of(PatientId patient) {
    return database
        .createQuery(
            "select f from Finding f where f.patient = :patient order by f.since, f.key",
            Finding.class)
        .setParameter("patient", patient)
        .getResultList();
  }

  /** Every finding of some clients, the earliest first. */
  @Transactional
  public List<Finding> of(Collection<PatientId> patients) {
    return patients.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "select f from Finding f where f.patient in :patients order by f.since, f.key",
                Finding.class)
            .setParameter("patients", patients)
            .getResultList();
  }

  /** Some findings in short, by their keys, without reading what they rest on. */
  @Transactional
  public Map<String, FindingInShort> inShort(Collection<String> keys) {
    var found = new HashMap<String, FindingInShort>();
    if (keys.isEmpty()) {
      return found;
    }
    database
        .createQuery(
            "select f.key, f.detector, f.wording, f.numbers, f.since, f.opened, f.hold, f.stage"
                + " from Finding f where f.key in :keys",
            Object[].class)
        .setParameter("keys", keys)
        .getResultList()
        .forEach(row -> found.put((String) row[0], inShort(row)));
    return found;
  }

  @SuppressWarnings("unchecked") // the column of the numbers holds nothing else
  private static FindingInShort inShort(Object[] row) {
    return new FindingInShort(
        (String) row[1],
        (String) row[2],
        (SortedMap<String, Double>) row[3],
        (Instant) row[4],
        (Instant) row[5],
        Optional.ofNullable((Hold) row[6]),
        (FindingStage) row[7]);
  }

  /** How many standing findings the EHR is not told of, by the reason and the detector. */
  @Transactional
  public Map<Hold, SortedMap<String, Long>> held() {
    var held = new EnumMap<Hold, SortedMap<String, Long>>(Hold.class);
    database
        .createQuery(
            "select f.hold, f.detector, count(f) from Finding f where f.hold is not null and"
                + " f.stage not in :gone group by f.hold, f.detector",
            Object[].class)
        .setParameter("gone", List.of(FindingStage.RESOLVED, FindingStage.DISMISSED))
        .getResultList()
        .forEach(
            row ->
                held.computeIfAbsent((Hold) row[0], each -> new TreeMap<>())
                    .put((String) row[1], (Long) row[2]));
    return held;
  }

  /**
   * What people set aside on a record stays set aside on the one it was merged into, as long as
   * nothing has been added.
   *
   * @param standing the findings of the client
   * @param merged records that were merged into theirs
   */
  @Transactional(TxType.MANDATORY)
  public void takeOver(List<Finding> standing, List<PatientId> merged, Instant asOf) {
    for (var record : merged) {
      var before = of(record);
      standing.forEach(finding -> before.forEach(each -> finding.takeOver(each, asOf)));
    }
  }

  /** Forgets findings. */
  @Transactional(TxType.MANDATORY)
  public void forget(List<Finding> gone) {
    gone.forEach(database::remove);
    database.flush();
  }

  /** How many findings were opened at a moment or later. */
  @Transactional
  public long opened(Instant since) {
    return count("select count(f) from Finding f where f.opened >= :since", since);
  }

  /** How many findings ended at a moment or later. */
  @Transactional
  public long ended(Instant since) {
    return count("select count(f) from Finding f where f.ended >= :since", since);
  }

  private long count(String query, Instant since) {
    return database.createQuery(query, Long.class).setParameter("since", since).getSingleResult();
  }

  /** How many findings stand on the chart or before people, by detector. */
  @Transactional
  public SortedMap<String, Long> open() {
    var open = new TreeMap<String, Long>();
    database
        .createQuery(
            "select f.detector, count(f) from Finding f where f.stage not in :gone group by"
                + " f.detector",
            Object[].class)
        .setParameter("gone", List.of(FindingStage.RESOLVED, FindingStage.DISMISSED))
        .getResultList()
        .forEach(row -> open.put((String) row[0], (Long) row[1]));
    return open;
  }
}
