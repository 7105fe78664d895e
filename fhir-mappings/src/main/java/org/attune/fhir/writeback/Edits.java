package org.attune.fhir.writeback;

import java.util.List;
import java.util.Optional;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.writeback.Edit;
import org.attune.writeback.Edit.What;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Identifier;

/** Tells what a person made of a Flag or a Goal of ours; our own hand leaves a seal that holds. */
final class Edits {

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
    return identifiers.stream()
        .filter(one -> Codes.FINDING.equals(one.getSystem()) && one.getValue() != null)
        .map(one -> new Edit(one.getValue(), References.source(resource), what, sure))
        .findFirst();
  }
}
