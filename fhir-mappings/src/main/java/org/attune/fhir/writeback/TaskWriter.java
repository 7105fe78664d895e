package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.client.EhrClient;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.ForPerson;
import org.attune.writeback.Proposal.TaskInsteadOfFlag;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * Asks a named person for something: to get in touch, or to look at something in the unit. Nothing
 * in the Task or in its Provenance tells why: neither the rule nor the records behind it.
 */
@ApplicationScoped
public class TaskWriter {

  private final EhrClient ehr;
  private final Transactions transactions;
  private final Provenances provenances;
  private final OwnDevice device;
  private final OwnWords words;
  private final LostRecords lost;

  @Inject
  public TaskWriter(
      EhrClient ehr,
      Transactions transactions,
      Provenances provenances,
      OwnDevice device,
      OwnWords words,
      LostRecords lost) {
    this.ehr = ehr;
    this.transactions = transactions;
    this.provenances = provenances;
    this.device = device;
    this.words = words;
    this.lost = lost;
  }

  Written write(ForPerson proposal, Before before) throws EhrUnavailable, WriteRefused {
    return transactions.carryOut(
        () -> look(proposal, before), outcome -> provenances.bare(proposal, outcome), before);
  }

  private Step look(ForPerson proposal, Before before) throws EhrUnavailable {
    var found = Queries.byIdentifier(ehr, Task.class, Codes.FINDING, proposal.name());
    if (found.isEmpty()) {
      return begin(proposal, before);
    }
    var task = found.get(0);
    if (!ours(task, proposal)) {
      return Step.Nothing.leftTo(References.source(task), Edits.of(task));
    }
    var wanted = filled(task.copy(), proposal);
    boolean labelled = !Provenances.label(task.copy().getMeta(), proposal.labels());
    return Seal.same(task, wanted) && labelled
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, References.source(task))
        : write(wanted, proposal, Written.Outcome.UPDATED);
  }

  private Step begin(ForPerson proposal, Before before) throws EhrUnavailable {
    var rests = isWanted(proposal) ? lost.letBe(proposal, "Task", before) : Optional.<Step>empty();
    if (rests.isPresent()) {
      return rests.get();
    }
    return proposal.done()
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, null)
        : write(filled(new Task(), proposal), proposal, Written.Outcome.CREATED);
  }

  /** Also where a Flag is to come in its place: whoever deleted the Task did not want that. */
  private static boolean isWanted(ForPerson proposal) {
    return !proposal.done()
        || (proposal instanceof TaskInsteadOfFlag stood && stood.flag().end() == null);
  }

  private Step write(Task task, ForPerson proposal, Written.Outcome outcome) throws EhrUnavailable {
    return new Step.Write(List.of(task), provenances.bare(proposal, outcome), outcome);
  }

  private static boolean ours(Task task, ForPerson proposal) {
    return Seal.isSet(task)
        ? Seal.holds(task)
        : task.getStatus() == TaskStatus.REQUESTED && proposal.text().equals(task.getDescription());
  }

  private Task filled(Task task, ForPerson proposal) throws EhrUnavailable {
    if (!task.hasIdentifier()) {
      task.addIdentifier().setSystem(Codes.FINDING).setValue(proposal.name());
      task.setIntent(TaskIntent.PROPOSAL);
      aboutWhom(task, proposal);
      var person = proposal.requester();
      task.setRequester(person == null ? device.reference() : new Reference(person));
      task.setAuthoredOn(Date.from(proposal.start()));
    }
    task.setStatus(proposal.done() ? TaskStatus.CANCELLED : TaskStatus.REQUESTED);
    task.setPriority(priority(proposal.urgency()));
    task.setDescription(proposal.text());
    if (!proposal.recipient().isEmpty()) {
      task.setOwner(new Reference(proposal.recipient()));
    }
    var due = proposal.due();
    if (due != null) {
      task.getRestriction().getPeriod().setEnd(Date.from(due));
    }
    if (proposal.done()) {
      task.getStatusReason().setText(words.text(whyDone(proposal)));
    } else {
      task.setStatusReason(null);
    }
    Provenances.label(task.getMeta(), proposal.labels());
    Seal.set(task);
    return task;
  }

  /** A note for the unit is about no client, at most about an hour or a person at work. */
  private static void aboutWhom(Task task, ForPerson proposal) {
    var client = proposal.client();
    if (client != null) {
      task.setFor(new Reference("Patient/" + client.value()));
    }
    var focus = proposal.focus();
    if (focus != null) {
      task.setFocus(new Reference(focus.reference()));
    }
  }

  private static TaskPriority priority(Proposal.Urgency urgency) {
    return switch (urgency) {
      case ROUTINE -> TaskPriority.ROUTINE;
      case URGENT -> TaskPriority.URGENT;
      case SOONEST -> TaskPriority.ASAP;
    };
  }

  private static String whyDone(ForPerson proposal) {
    if (proposal instanceof TaskInsteadOfFlag stood && stood.flag().end() == null) {
      return "task.flag";
    }
    return proposal instanceof Proposal.HandoverProposal ? "task.taken" : "task.done";
  }
}
