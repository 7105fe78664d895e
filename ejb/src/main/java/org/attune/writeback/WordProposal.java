package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingKey;
import org.attune.findings.GoalDecisions;
import org.attune.findings.UnitNote;
import org.attune.matching.GoalInQuestion;
import org.attune.safety.SafetyHandover;
import org.attune.therapy.Plan;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Words what a pending write says, as things stand now: in a transaction of its own, so that what
 * cannot be read of one client fails with that client's write alone.
 */
@ApplicationScoped
public class WordProposal {

  private final EntityManager database;
  private final FindingActs acts;
  private final GoalDecisions decisions;
  private final TeamPlans plans;
  private final GoalInQuestion inQuestion;
  private final Proposals proposals;

  @Inject
  WordProposal(
      EntityManager database,
      FindingActs acts,
      GoalDecisions decisions,
      TeamPlans plans,
      GoalInQuestion inQuestion,
      Proposals proposals) {
    this.database = database;
    this.acts = acts;
    this.decisions = decisions;
    this.plans = plans;
    this.inQuestion = inQuestion;
    this.proposals = proposals;
  }

  /** What the EHR should hold; empty where there is nothing to say, or nobody to say it to. */
  @Transactional(TxType.REQUIRES_NEW)
  public Optional<? extends Proposal> of(PendingWrite write, Instant now) {
    return switch (write.kind()) {
      case FLAG -> Optional.of(flag(write));
      case GOAL -> goal(write, now);
      case PLAN -> entry(write);
      case TAKE_UP -> takeUp(write);
      case ACTIVITY -> Optional.of(activity(subject(Finding.class, write), now));
      case TASK -> proposals.task(subject(Finding.class, write));
      case CONSULT -> consultation(subject(Finding.class, write));
      case UNIT -> proposals.unit(subject(UnitNote.class, write));
      case HANDOVER -> proposals.handover(subject(SafetyHandover.class, write), false);
      case ESCALATION -> proposals.handover(subject(SafetyHandover.class, write), true);
      case FORM, FEAR_FORM -> Optional.of(subject(FilledForm.class, write).proposal());
    };
  }

  private Optional<? extends Proposal> consultation(Finding finding) {
    return proposals.consultation(finding, acts.last(finding.key(), FindingAct.What.CONSULTATION));
  }

  /** A finding's flag, with what the EHR may have of it. */
  @Transactional
  public Proposal flag(PendingWrite write) {
    var flag = proposals.flag(subject(Finding.class, write));
    if (write.mayBeTask()) {
      return new Proposal.FlagInsteadOfTask(flag);
    }
    var stood = write.resource();
    return stood == null || isOfFlagThatAPersonClosed(stood, write.about())
        ? flag
        : new Proposal.FlagThatStood(flag, stood);
  }

  /** What came after a flag that a person closed is another flag. */
  private boolean isOfFlagThatAPersonClosed(Source resource, String finding) {
    return database
        .createQuery(
            "select e from ChartEdit e where e.finding = :finding and e.what = :closed",
            ChartEdit.class)
        .setParameter("finding", finding)
        .setParameter("closed", Edit.What.CLOSED)
        .getResultStream()
        .anyMatch(edit -> edit.resource().sameResource(resource));
  }

  private Optional<Proposal> goal(PendingWrite write, Instant now) {
    var finding = subject(Finding.class, write);
    var decision = decisions.on(finding.key()).orElse(null);
    if (decision != null && !decision.canBeSaid()) {
      return Optional.empty();
    }
    var within = teams(finding, now);
    var named = inQuestion.of(finding.course(), finding.goals(), finding.evidence(), now);
    var goal = proposals.goal(finding, decision, within).namedIn(named);
    return Optional.of(write.mayLackPlan() ? new Proposal.GoalWithoutPlan(goal) : goal);
  }

  private Proposal activity(Finding finding, Instant now) {
    return proposals.activity(finding, teams(finding, now));
  }

  private @Nullable Source teams(Finding finding, Instant now) {
    return plans.theOne(finding.course().patient(), now).map(Plan::source).orElse(null);
  }

  private Optional<? extends Proposal> entry(PendingWrite write) {
    return decisions
        .on(new FindingKey(write.about()))
        .flatMap(
            decision ->
                proposals.entry(subject(Finding.class, write), decision, write.everTried()));
  }

  private Optional<? extends Proposal> takeUp(PendingWrite write) {
    return decisions
        .on(new FindingKey(write.about()))
        .flatMap(decision -> proposals.takeUp(subject(Finding.class, write), decision));
  }

  private <T> T subject(Class<T> type, PendingWrite write) {
    return database.find(type, write.about());
  }
}
