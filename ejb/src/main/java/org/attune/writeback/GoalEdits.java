package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.findings.Finding;
import org.attune.findings.GoalDecisions;

/**
 * What people made of our goals in the record: of the goal of a finding, or of the same one on a
 * record that was merged into the client's; and of what was put forward to do about the plan.
 */
@ApplicationScoped
public class GoalEdits {

  private final EntityManager database;
  private final GoalDecisions decisions;

  @Inject
  GoalEdits(EntityManager database, GoalDecisions decisions) {
    this.database = database;
    this.decisions = decisions;
  }

  /** The latest that people made of the goal of a finding; empty where they let it be. */
  @Transactional
  public Optional<Edit.What> latest(Finding finding) {
    return latestEdit(finding).map(ChartEdit::what);
  }

  /** The same, with when that was seen and where. */
  @Transactional
  public Optional<ChartEdit> latestEdit(Finding finding) {
    return latest(List.of(finding.key().value())).or(() -> latest(decisions.sameOnMerged(finding)));
  }

  /** The latest that people made of the same goal before the client's records were merged. */
  Optional<Edit.What> beforeMerge(Finding finding) {
    return latest(decisions.sameOnMerged(finding)).map(ChartEdit::what);
  }

  /**
   * Whether people turned down, not long ago, what another finding of the same rule put forward to
   * do about the plan of the same course.
   */
  boolean activityRests(Finding finding, Instant now) {
    return !database
        .createQuery(
            "select e.id from ChartEdit e, Finding f where e.finding = f.key and e.kind = :activity"
                + " and e.what = :rejected and e.seen > :since and f.patient = :patient and"
                + " f.treatment = :treatment and f.detector = :detector and f.key <> :key",
            String.class)
        .setParameter("activity", WriteKind.ACTIVITY)
        .setParameter("rejected", Edit.What.REJECTED)
        .setParameter("since", now.minus(GoalDecisions.RESTS))
        .setParameter("patient", finding.course().patient())
        .setParameter("treatment", finding.course().treatment())
        .setParameter("detector", finding.detector())
        .setParameter("key", finding.key().value())
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  private Optional<ChartEdit> latest(List<String> findings) {
    return findings.isEmpty()
        ? Optional.empty()
        : database
            .createQuery(
                "select e from ChartEdit e where e.finding in :findings and e.kind = :goal"
                    + " order by e.seen desc, e.id desc",
                ChartEdit.class)
            .setParameter("findings", findings)
            .setParameter("goal", WriteKind.GOAL)
            .setMaxResults(1)
            .getResultStream()
            .findFirst();
  }
}
