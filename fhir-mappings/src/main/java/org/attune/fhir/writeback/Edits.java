package org.attune.fhir.writeback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.fhir.responses.TaskMapper;
import org.attune.therapy.Reading;
import org.attune.writeback.Edit;
import org.attune.writeback.Edit.What;
import org.attune.writeback.Proposal.TaskInsteadOfFlag;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a person made of a Flag, a Goal or a Task of ours; our own hand leaves a seal that
 * holds.
 */
final class Edits {

  private static final String FOR_A_FLAG = TaskInsteadOfFlag.SUFFIX;

  private Edits() {}

  /** What somebody made of a Flag; nothing where nobody touched it, or nobody can tell. */
  static Optional<Edit> of(Flag flag) {
    boolean closed = flag.getStatus() != FlagStatus.ACTIVE || flag.getPeriod().hasEnd();
    boolean sealed = Seal.isSet(flag);
    if (sealed ? Seal.holds(flag) : !closed) {
      return Optional.empty();
    }
    return edit(flag, flag.getIdentifier(), closed ? What.CLOSED : What.REWORDED, sealed);
  }

  /** What somebody made of a goal. */
  static Optional<Edit> of(Goal goal) {
    boolean sealed = Seal.isSet(goal);
    var what = what(goal);
    if (sealed ? Seal.holds(goal) : what == What.REWORDED) {
      return Optional.empty();
    }
    return edit(goal, goal.getIdentifier(), what, sealed);
  }

  /** What somebody made of a Task that stands for a Flag, and how far any other one is. */
  static Optional<Edit> of(Task task) {
    return name(task.getIdentifier())
        .flatMap(name -> name.endsWith(FOR_A_FLAG) ? forFlag(task, name) : request(task, name));
  }

  private static Optional<Edit> forFlag(Task task, String name) {
    boolean sealed = Seal.isSet(task);
    var what = what(task);
    return (sealed ? Seal.holds(task) : what == What.REWORDED)
        ? Optional.empty()
        : Optional.of(new Edit(flagOf(name), References.source(task), what, sealed));
  }

  /**
   * Where somebody put it back as it was, that is told, too. We ourselves do no more than end it.
   */
  private static Optional<Edit> request(Task task, String name) {
    boolean sealed = Seal.isSet(task);
    boolean ended = task.getStatus() == TaskStatus.CANCELLED;
    if (task.getStatus() == null || (ended && sealed && Seal.holds(task))) {
      return Optional.empty();
    }
    boolean done = task.getStatus() == TaskStatus.COMPLETED;
    return Optional.of(
        new Edit(
            name,
            References.source(task),
            howFar(task.getStatus()),
            sealed || !ended,
            done ? whenDone(task) : null,
            task.getOwner().getReference()));
  }

  private static What howFar(TaskStatus status) {
    return switch (status) {
      case COMPLETED -> What.COMPLETED;
      case CANCELLED, REJECTED, FAILED, ENTEREDINERROR -> What.SET_ASIDE;
      case DRAFT, REQUESTED, RECEIVED, ACCEPTED, READY, INPROGRESS, ONHOLD, NULL -> What.UNDER_WAY;
    };
  }

  /** As of any Task; where it says nothing, it was done when this version of it was kept. */
  private static @Nullable Instant whenDone(Task task) {
    if (!task.getExecutionPeriod().hasEndElement() && !task.hasLastModifiedElement()) {
      return Times.exactOrNull(task.getMeta().getLastUpdatedElement());
    }
    return TaskMapper.done(task) instanceof Reading.Fact<Instant> moment ? moment.value() : null;
  }

  private static String flagOf(String task) {
    return task.substring(0, task.length() - FOR_A_FLAG.length());
  }

  private static What what(Task task) {
    var status = task.getStatus();
    if (status == null) {
      return What.REWORDED;
    }
    return switch (status) {
      case RECEIVED, ACCEPTED, READY, INPROGRESS, ONHOLD -> What.ACCEPTED;
      case COMPLETED, CANCELLED, REJECTED, FAILED, ENTEREDINERROR -> What.CLOSED;
      case DRAFT, REQUESTED, NULL -> What.REWORDED;
    };
  }

  private static What what(Goal goal) {
    var status = goal.getLifecycleStatus();
    if (status == null) {
      return What.REWORDED;
    }
    return switch (status) {
      case PLANNED, ACCEPTED, ACTIVE, ONHOLD, COMPLETED -> What.ACCEPTED;
      case REJECTED, CANCELLED, ENTEREDINERROR -> What.REJECTED;
      case PROPOSED, NULL -> answered(goal);
    };
  }

  /** Where people answer differently, the one who does not agree is heard. */
  private static What answered(Goal goal) {
    var answers =
        goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE).stream()
            .flatMap(one -> one.getExtensionsByUrl("status").stream())
            .filter(Extension::hasValue)
            .map(Extension::getValue)
            .map(value -> String.valueOf(value.primitiveValue()))
            .toList();
    if (answers.contains("disagree")) {
      return What.REJECTED;
    }
    return answers.contains("agree") ? What.ACCEPTED : What.REWORDED;
  }

  private static Optional<Edit> edit(
      DomainResource resource, List<Identifier> identifiers, What what, boolean sure) {
    return name(identifiers).map(name -> new Edit(name, References.source(resource), what, sure));
  }

  private static Optional<String> name(List<Identifier> identifiers) {
    return identifiers.stream()
        .filter(one -> Codes.FINDING.equals(one.getSystem()) && one.getValue() != null)
        .map(Identifier::getValue)
        .findFirst();
  }
}
