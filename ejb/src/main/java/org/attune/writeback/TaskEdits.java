package org.attune.writeback;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.findings.Finding;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.GoalDecisions;
import org.attune.ledger.Ledger;
import org.attune.therapy.PatientId;

/** How far people are with the Tasks that we asked them for because of findings. */
@ApplicationScoped
public class TaskEdits {

  static final List<WriteKind> KINDS =
      List.of(WriteKind.TASK, WriteKind.CONSULT, WriteKind.TAKE_UP);

  private final EntityManager database;
  private final GoalDecisions decisions;
  private final Ledger ledger;

  @Inject
  public TaskEdits(EntityManager database, GoalDecisions decisions, Ledger ledger) {
    this.database = database;
    this.decisions = decisions;
    this.ledger = ledger;
  }

  /** All that was seen of the Tasks of some findings, the earliest first. */
  @Transactional
  public List<ChartEdit> all(Collection<String> findings) {
    return findings.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "select e from ChartEdit e where e.finding in :findings and e.kind in :kinds order"
                    + " by e.seen, e.id",
                ChartEdit.class)
            .setParameter("findings", findings)
            .setParameter("kinds", KINDS)
            .getResultList();
  }

  /**
   * The Tasks of some findings of a client that are done as things stand, by the key of the
   * finding; also those of the same on records that were merged into the client's.
   */
  @Transactional
  public Map<String, List<ChartEdit>> completed(PatientId client, List<Finding> findings) {
    boolean merged = !findings.isEmpty() && !ledger.mergedInto(client).isEmpty();
    var of = new HashMap<String, String>();
    for (Finding finding : findings) {
      var key = finding.key().value();
      of.put(key, key);
      if (merged) {
        decisions.sameOnMerged(finding).forEach(same -> of.put(same, key));
      }
    }
    return completed(of.keySet()).stream()
        .collect(Collectors.groupingBy(task -> requireNonNull(of.get(task.finding()))));
  }

  private List<ChartEdit> completed(Collection<String> findings) {
    var latest = new HashMap<List<Object>, ChartEdit>();
    all(findings).forEach(edit -> latest.put(List.of(edit.finding(), edit.kind()), edit));
    return latest.values().stream().filter(it -> it.what() == Edit.What.COMPLETED).toList();
  }

  /**
   * The Task that asked somebody to enter by hand what was decided, where it is done. What the
   * record had once, and lost, was taken up in it before anybody had to enter it.
   */
  @Transactional
  public Optional<ChartEdit> entered(GoalDecision decision) {
    return decision.became() == Became.BY_HAND && decision.goalBefore().isEmpty()
        ? latest(decision.key(), WriteKind.TAKE_UP).filter(it -> it.what() == Edit.What.COMPLETED)
        : Optional.empty();
  }

  /** How one Task is now, as far as that was ever told. */
  Optional<ChartEdit> latest(String finding, WriteKind kind) {
    return all(List.of(finding)).stream()
        .filter(it -> it.kind() == kind)
        .reduce((earlier, later) -> later);
  }
}
