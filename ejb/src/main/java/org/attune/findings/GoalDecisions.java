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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.findings.GoalDecision.What;
import org.attune.ledger.Ledger;

/** What people decided on goals that were put forward. */
@ApplicationScoped
public class GoalDecisions {

  /** For so long nothing alike is put forward after people decided against it. */
  /** For how long nothing of a rule is put forward after people turned something of it down. */
  public static final Duration RESTS = Duration.ofDays(180);

  private final EntityManager database;

  private final Ledger ledger;

  @Inject
  GoalDecisions(EntityManager database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
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

  /**
   * What was decided on the goal of a finding, be it on a record that was merged into the client's,
   * where the same was found before.
   */
  @Transactional
  public Optional<GoalDecision> onGoalOf(Finding finding) {
    return on(finding.key()).or(() -> onMerged(finding));
  }

  private Optional<GoalDecision> onMerged(Finding finding) {
    var same = sameOnMerged(finding);
    return same.isEmpty()
        ? Optional.empty()
        : database
            .createQuery(
                "select d from GoalDecision d where d.finding in :same order by d.at desc, d.key",
                GoalDecision.class)
            .setParameter("same", same)
            .setMaxResults(1)
            .getResultStream()
            .findFirst();
  }

  /** The keys under which the same was found on records that were merged into the client's. */
  @Transactional
  public List<String> sameOnMerged(Finding finding) {
    var merged = ledger.mergedInto(finding.course().patient());
    return merged.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "select f from Finding f where f.patient in :merged and f.detector = :detector",
                Finding.class)
            .setParameter("merged", merged)
            .setParameter("detector", finding.detector())
            .getResultStream()
            .filter(each -> each.onset().sameResource(finding.onset()))
            .map(each -> each.key().value())
            .toList();
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

  /**
   * Whether nothing is put forward with a finding: people lately decided against what the same rule
   * put forward in the same course, or they decided on this goal before records were merged.
   */
  @Transactional
  public boolean rests(Finding finding, Instant now) {
    return onMerged(finding).isPresent() || declinedLately(finding, now);
  }

  private boolean declinedLately(Finding finding, Instant now) {
    var patient = finding.course().patient();
    return !database
        .createQuery(
            "select d.key from GoalDecision d, Finding f where d.finding = f.key and d.what ="
                + " :declined and d.at > :since and f.patient in :patients and f.treatment ="
                + " :treatment and f.detector = :detector and f.key <> :key",
            String.class)
        .setParameter("declined", What.DECLINED)
        .setParameter("since", now.minus(RESTS))
        .setParameter(
            "patients",
            Stream.concat(Stream.of(patient), ledger.mergedInto(patient).stream()).toList())
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
