package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import java.util.List;
import org.attune.detection.Level;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.client.EhrClient;
import org.attune.writeback.Proposal.TaskProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * Asks a named person to get in touch. Nothing in the Task or in its Provenance tells why: neither
 * the rule nor the records behind it.
 */
@ApplicationScoped
public class TaskWriter {

  private final EhrClient ehr;
  private final Transactions transactions;
  private final Provenances provenances;
  private final OwnDevice device;
  private final OwnWords words;

  @Inject
  public TaskWriter(
      EhrClient ehr,
      Transactions transactions,
      Provenances provenances,
      OwnDevice device,
      OwnWords words) {
    this.ehr = ehr;
    this.transactions = transactions;
    this.provenances = provenances;
    this.device = device;
    this.words = words;
  }

  Written write(TaskProposal proposal) throws EhrUnavailable, WriteRefused {
    return transactions.carryOut(() -> look(proposal));
  }

  private Step look(TaskProposal proposal) throws EhrUnavailable {
    var found = Queries.byIdentifier(ehr, Task.class, Codes.FINDING, name(proposal));
    if (found.isEmpty()) {
      return proposal.done()
          ? Step.Nothing.because(Written.Outcome.UNCHANGED, null)
          : write(filled(new Task(), proposal), proposal, Written.Outcome.CREATED);
    }
    var task = found.get(0);
    if (!ours(task, proposal)) {
      return Step.Nothing.because(Written.Outcome.LEFT_TO_PERSON, References.source(task));
    }
    var wanted = filled(task.copy(), proposal);
    boolean labelled = !Provenances.label(task.copy().getMeta(), proposal.labels());
    return Seal.same(task, wanted) && labelled
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, References.source(task))
        : write(wanted, proposal, Written.Outcome.UPDATED);
  }

  private Step write(Task task, TaskProposal proposal, Written.Outcome outcome)
      throws EhrUnavailable {
    return new Step.Write(List.of(task), provenances.bare(proposal, outcome), outcome);
  }

  private static boolean ours(Task task, TaskProposal proposal) {
    return Seal.isSet(task)
        ? Seal.holds(task)
        : task.getStatus() == TaskStatus.REQUESTED && proposal.text().equals(task.getDescription());
  }

  private Task filled(Task task, TaskProposal proposal) throws EhrUnavailable {
    if (!task.hasIdentifier()) {
      task.addIdentifier().setSystem(Codes.FINDING).setValue(name(proposal));
      task.setIntent(TaskIntent.PROPOSAL);
      task.setFor(new Reference("Patient/" + proposal.patient().value()));
      task.setRequester(device.reference());
      task.setAuthoredOn(Date.from(proposal.start()));
    }
    task.setStatus(proposal.done() ? TaskStatus.CANCELLED : TaskStatus.REQUESTED);
    task.setPriority(priority(proposal.level()));
    task.setDescription(proposal.text());
    task.setOwner(new Reference(proposal.recipient()));
    task.getRestriction().getPeriod().setEnd(Date.from(proposal.due()));
    if (proposal.done()) {
      task.getStatusReason().setText(words.text("task.done"));
    } else {
      task.setStatusReason(null);
    }
    Provenances.label(task.getMeta(), proposal.labels());
    Seal.set(task);
    return task;
  }

  private static TaskPriority priority(Level level) {
    return switch (level) {
      case PROMPT, INFO, REVIEW -> TaskPriority.ROUTINE;
      case PRIORITY -> TaskPriority.URGENT;
    };
  }

  private static String name(TaskProposal proposal) {
    return proposal.key().value() + ".task";
  }
}
