package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.attune.findings.GoalDecision.What;

/** What people decided on goals that were put forward. */
@ApplicationScoped
public class GoalDecisions {

  /** For so long nothing alike is put forward after people decided against it. */
  private static final Duration RESTS = Duration.ofDays(180);

  private final EntityManager database;

  @Inject
  GoalDecisions(EntityManager database) {
    this.database = database;
  }

  /** Keeps a decision, with the client locked. */
  @Transactional(TxType.MANDATORY)
  public void keep(GoalDecision decision) {
    database.persist(decision);
  }

  /** What was decided on the goal of a finding. */
  @Transactional
  public Optional<GoalDecision> on(FindingKey finding) {
    return Optional.ofNullable(database.find(GoalDecision.class, finding.value()));
  }

  /** Whether a decision of that name was taken down, on whatever goal. */
  @Transactional
  public boolean isUsed(UUID id) {
    return !database
        .createQuery("select d.key from GoalDecision d where d.id = :id", String.class)
        .setParameter("id", id.toString())
        .getResultList()
        .isEmpty();
  }

  /** The same as it stands now, for whoever tells what became of it. */
  @Transactional(TxType.MANDATORY)
  public Optional<GoalDecision> locked(String key) {
    return Optional.ofNullable(
        database.find(GoalDecision.class, key, LockModeType.PESSIMISTIC_WRITE));
  }

  /** Whether people lately decided against what the same rule put forward in the same course. */
  @Transactional
  public boolean rests(Finding finding, Instant now) {
    return !database
        .createQuery(
            "select d.key from GoalDecision d, Finding f where d.finding = f.key and d.what ="
                + " :declined and d.at > :since and f.patient = :patient and f.treatment ="
                + " :treatment and f.detector = :detector and f.key <> :key",
            String.class)
        .setParameter("declined", What.DECLINED)
        .setParameter("since", now.minus(RESTS))
        .setParameter("patient", finding.course().patient())
        .setParameter("treatment", finding.course().treatment())
        .setParameter("detector", finding.detector())
        .setParameter("key", finding.key().value())
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Forgets what was decided on the goals of some findings. */
  @Transactional(TxType.MANDATORY)
  public void forget(Collection<String> findings) {
    if (!findings.isEmpty()) {
      database
          .createQuery("delete from GoalDecision d where d.finding in :these")
          .setParameter("these", findings)
          .executeUpdate();
    }
  }
}
