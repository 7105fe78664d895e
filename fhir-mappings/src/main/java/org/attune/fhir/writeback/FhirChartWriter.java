package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.writeback.Before;
import org.attune.writeback.ChartWriter;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.TaskInsteadOfFlag;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;

/** The chart, written over FHIR. */
@Stateless
@Local(ChartWriter.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirChartWriter implements ChartWriter {

  /** Whoever has the Task, or had it, decides what becomes of it. */
  private static final Set<Written.Outcome> NO_FLAG_AFTER =
      EnumSet.of(Written.Outcome.LEFT_TO_PERSON, Written.Outcome.MISSING);

  private final OwnDevice device;
  private final FlagWriter flags;
  private final GoalWriter goals;
  private final ActivityWriter activities;
  private final PlanWriter plans;
  private final TaskWriter tasks;
  private final MessageWriter messages;
  private final FormWriter forms;
  private final Capabilities capabilities;

  @Inject
  public FhirChartWriter(
      OwnDevice device,
      FlagWriter flags,
      GoalWriter goals,
      ActivityWriter activities,
      PlanWriter plans,
      TaskWriter tasks,
      MessageWriter messages,
      FormWriter forms,
      Capabilities capabilities) {
    this.device = device;
    this.flags = flags;
    this.goals = goals;
    this.activities = activities;
    this.plans = plans;
    this.tasks = tasks;
    this.messages = messages;
    this.forms = forms;
    this.capabilities = capabilities;
  }

  @Override
  public Written write(Proposal proposal, Before before) throws EhrUnavailable, WriteRefused {
    try {
      return send(proposal, before);
    } catch (WriteRefused refused) {
      if (device.replaced()) {
        return send(proposal, before);
      }
      throw refused;
    }
  }

  private Written send(Proposal proposal, Before before) throws EhrUnavailable, WriteRefused {
    if (proposal instanceof FlagProposal flag) {
      return flag(flag, false, before.at(null));
    }
    if (proposal instanceof Proposal.FlagInsteadOfTask again) {
      return flag(again.flag(), true, before);
    }
    if (proposal instanceof Proposal.FlagThatStood again) {
      return flag(again.flag(), false, before.at(again.resource()));
    }
    if (proposal instanceof GoalProposal goal) {
      return goal(goal, false, before);
    }
    if (proposal instanceof Proposal.GoalWithoutPlan again) {
      return goal(again.goal(), true, before);
    }
    if (proposal instanceof Proposal.ActivityProposal activity) {
      // There is no other place for it: the flag already says it.
      return capabilities.keeps("CarePlan") ? activities.write(activity, before) : elsewhere(false);
    }
    if (proposal instanceof Proposal.PlanEntry entry) {
      return plans.write(entry, before);
    }
    if (proposal instanceof Proposal.FormProposal form) {
      return forms.write(form, before);
    }
    return proposal instanceof Proposal.HandoverProposal handover && handover.asMessage()
        ? messages.write(handover, before)
        : tasks.write((Proposal.ForPerson) proposal, before);
  }

  /** As a Flag; where the EHR takes none as a Task; where nobody is named for it not at all. */
  private Written flag(FlagProposal flag, boolean mayBeTask, Before before)
      throws EhrUnavailable, WriteRefused {
    if (capabilities.keeps("Flag")) {
      if (mayBeTask && capabilities.finds("Task")) {
        var ended = tasks.write(new TaskInsteadOfFlag(flag, "", true), before);
        if (NO_FLAG_AFTER.contains(ended.outcome())) {
          return ended;
        }
      }
      try {
        return flags.write(flag, before);
      } catch (EhrUnavailable | WriteRefused refused) {
        if (capabilities.keeps("Flag")) {
          throw refused;
        }
      }
    }
    var standing = capabilities.finds("Flag") ? flags.standing(flag) : Optional.<Written>empty();
    return standing.isPresent() ? standing.get() : instead(flag, before);
  }

  private Written instead(FlagProposal flag, Before before) throws EhrUnavailable, WriteRefused {
    // A Flag that nobody can look for may stand all the same: its end is not said yet.
    boolean ended = flag.end() != null && capabilities.finds("Flag");
    var recipient = capabilities.flagRecipient();
    if (recipient.isEmpty() && !(flag.end() != null && capabilities.keeps("Task"))) {
      return elsewhere(ended);
    }
    try {
      boolean over = flag.end() != null;
      var task = tasks.write(new TaskInsteadOfFlag(flag, recipient.orElse(""), over), before);
      if (over && !ended) {
        return elsewhere(false);
      }
      boolean stands = !over && !NO_FLAG_AFTER.contains(task.outcome());
      return stands
          ? new Written(task.resource(), Written.Outcome.AS_TASK).telling(task.attribution())
          : task;
    } catch (EhrUnavailable | WriteRefused refused) {
      if (capabilities.keeps("Task")) {
        throw refused;
      }
      return elsewhere(ended);
    }
  }

  private Written goal(GoalProposal goal, boolean mayLackPlan, Before before)
      throws EhrUnavailable, WriteRefused {
    if (!capabilities.keeps("Goal")) {
      return elsewhere(false);
    }
    try {
      return goals.write(goal, mayLackPlan, before);
    } catch (EhrUnavailable | WriteRefused refused) {
      if (capabilities.keeps("Goal")) {
        throw refused;
      }
      return elsewhere(false);
    }
  }

  private static Written elsewhere(boolean ended) {
    return new Written(null, ended ? Written.Outcome.UNCHANGED : Written.Outcome.AS_CARD);
  }
}
