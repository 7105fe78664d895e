package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecision.Became;
import org.attune.findings.GoalDecisions;

/**
 * What of ours should stand in the record, and whether it was found there. What is as it was left
 * is let be; anything else is put to the outbox, which looks closer: what a person deleted or
 * closed stays so, what the record lost is written again.
 */
@ApplicationScoped
public class StandingRecords {

  /** What people decided can be said for as long as its words are here. */
  private static final String SHOULD_STAND =
      "select w from PendingWrite w where w.state = :sent and (w.theirs is null or w.theirs = false"
          + " or w.kind = :flag) and (w.lookedAfter is null or w.lookedAfter < :since) and"
          + " ((w.kind in :ofFindings and w.about in (select f.key from Finding f where f.ended is"
          + " null)) or (w.kind in :ofDecisions and w.about in (select d.key from GoalDecision d"
          + " where d.words is not null and d.became in :written)) or (w.kind = :unit and w.about"
          + " in (select n.key from UnitNote n where n.closed is null)) or (w.kind in :handovers"
          + " and w.about in (select h.key from SafetyHandover h where h.taken is null)))"
          + " order by w.lookedAfter nulls first, w.id";

  private final EntityManager database;
  private final PendingWrites writes;
  private final WordProposal wording;
  private final GoalDecisions decisions;

  @Inject
  StandingRecords(
      EntityManager database, PendingWrites writes, WordProposal wording, GoalDecisions decisions) {
    this.database = database;
    this.writes = writes;
    this.wording = wording;
    this.decisions = decisions;
  }

  /**
   * One that should stand there.
   *
   * @param id of the write that brought it about
   * @param proposal what it should say
   */
  public record Expected(String id, Proposal proposal) {}

  /**
   * The next ones.
   *
   * @param some those that should stand there
   * @param last whether there are no more
   */
  public record Some(List<Expected> some, boolean last) {

    public Some {
      some = List.copyOf(some);
    }
  }

  /**
   * The next that should stand in the record. Those of which that turns out not to be so, or that
   * cannot be looked for together with others, are seen to at once.
   *
   * @param since only those after which nobody has looked since then
   */
  @Transactional
  public Some next(Instant since, Instant now, int most) {
    var due =
        database
            .createQuery(SHOULD_STAND, PendingWrite.class)
            .setParameter("sent", PendingWrite.State.SENT)
            .setParameter("flag", WriteKind.FLAG)
            .setParameter("since", since)
            .setParameter(
                "ofFindings",
                List.of(
                    WriteKind.FLAG,
                    WriteKind.GOAL,
                    WriteKind.ACTIVITY,
                    WriteKind.TASK,
                    WriteKind.CONSULT))
            .setParameter("ofDecisions", List.of(WriteKind.GOAL, WriteKind.PLAN, WriteKind.TAKE_UP))
            .setParameter("written", List.of(Became.DONE, Became.BY_HAND))
            .setParameter("unit", WriteKind.UNIT)
            .setParameter("handovers", List.of(WriteKind.HANDOVER, WriteKind.ESCALATION))
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .setHint(PendingWrites.LOCK_TIMEOUT, PendingWrites.SKIP_LOCKED)
            .setMaxResults(most)
            .getResultList();
    var some = new ArrayList<Expected>();
    for (var write : due) {
      expected(write, now).ifPresent(some::add);
    }
    return new Some(some, due.size() < most);
  }

  private Optional<Expected> expected(PendingWrite write, Instant now) {
    try {
      var wanted = shouldSay(write, now);
      boolean flag = write.kind() == WriteKind.FLAG;
      boolean known = write.resource() != null && (flag || write.theirs().isPresent());
      if (wanted.isPresent() && known) {
        var id = PendingWrite.id(write.about(), write.kind());
        return Optional.of(new Expected(id, wanted.get()));
      }
      write.lookedAfter(now);
      if (wanted.isPresent() && (flag || write.resource() != null)) {
        write.again(now);
      }
    } catch (RuntimeException fault) {
      // What cannot be worded holds up no other's: it is put to the outbox, which says why.
      write.lookedAfter(now);
      write.again(now);
    }
    return Optional.empty();
  }

  private Optional<Proposal> shouldSay(PendingWrite write, Instant now) {
    return wording
        .of(write, now)
        .map(Proposal.class::cast)
        .filter(proposal -> !proposal.ends() && !writes.inShadow(write, proposal))
        .map(proposal -> asItStood(write, proposal))
        .filter(proposal -> write.kind() != WriteKind.GOAL || isPutForward(write, now))
        .filter(proposal -> write.kind() != WriteKind.ACTIVITY || mayStand(write, now));
  }

  private static Proposal asItStood(PendingWrite write, Proposal proposal) {
    var wanted = proposal instanceof Proposal.Again again ? again.wanted() : proposal;
    var stood = write.resource();
    return stood != null
            && stood.type().equals("Task")
            && wanted instanceof Proposal.FlagProposal flag
        ? new Proposal.TaskInsteadOfFlag(flag, "", false)
        : wanted;
  }

  /** Not what was declined or withdrawn, nor where a person had the last word in the record. */
  private boolean isPutForward(PendingWrite write, Instant now) {
    var key = new FindingKey(write.about());
    return decisions
        .on(key)
        .map(
            decision ->
                decision.what() == GoalDecision.What.ACCEPTED
                    && decision.became() != Became.OVERTAKEN)
        .orElseGet(() -> writes.proposesGoal(database.find(Finding.class, write.about()), now));
  }

  private boolean mayStand(PendingWrite write, Instant now) {
    return writes.putsActivityForward(database.find(Finding.class, write.about()), now);
  }

  /** It was looked for these; what is not as it was left is put to the outbox. */
  @Transactional
  public void looked(List<Expected> asked, OwnRecords.Found found, Instant now) {
    for (var each : asked) {
      var write = database.find(PendingWrite.class, each.id(), LockModeType.PESSIMISTIC_WRITE);
      if (write != null && write.state() == PendingWrite.State.SENT) {
        write.lookedAfter(now);
        if (!asLeft(write, each.proposal(), found)) {
          write.again(now);
        }
      }
    }
  }

  static boolean asLeft(PendingWrite write, Proposal proposal, OwnRecords.Found found) {
    if (found.hidden().contains(proposal.name())) {
      // What is closed to us is let be; the table of what the EHR can do says so.
      return true;
    }
    var there = found.of(proposal.name());
    if (write.kind() == WriteKind.PLAN || write.kind() == WriteKind.ACTIVITY) {
      // A plan changes with all else that stands in it.
      return !there.isEmpty();
    }
    boolean alone = there.size() == 1 && there.get(0).equals(write.resource());
    if (alone && proposal instanceof Proposal.GoalProposal goal) {
      found.plan(goal.patient()).ifPresent(write::plannedIn);
      return write.plan() == null || found.mayHavePlan(goal.patient());
    }
    return alone;
  }
}
