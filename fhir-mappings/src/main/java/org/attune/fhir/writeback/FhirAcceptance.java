package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.client.EhrClient;
import org.attune.safety.Acceptance;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Task;

/** Reads back from the requests of a hand-over whether somebody has taken it over. */
@Stateless
@Local(Acceptance.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirAcceptance implements Acceptance {

  private final EhrClient ehr;

  @Inject
  public FhirAcceptance(EhrClient ehr) {
    this.ehr = ehr;
  }

  @Override
  public State of(Collection<String> names, boolean asMessage) throws EhrUnavailable {
    return asMessage
        ? together(states(names, Communication.class, FhirAcceptance::state))
        : together(states(names, Task.class, FhirAcceptance::state));
  }

  private <T extends DomainResource> List<State> states(
      Collection<String> names, Class<T> type, Function<T, State> state) throws EhrUnavailable {
    var tokens =
        names.stream()
            .map(name -> Queries.token(Codes.FINDING, name))
            .collect(Collectors.joining(","));
    // A server that ignores a parameter it does not know answers with everything.
    return ehr.find(type, type.getSimpleName() + "?identifier=" + tokens).stream()
        .filter(one -> names.stream().anyMatch(name -> isCalled(one, name)))
        .map(state)
        .toList();
  }

  private static boolean isCalled(DomainResource resource, String name) {
    return resource.getNamedProperty("identifier").getValues().stream()
        .map(Identifier.class::cast)
        .anyMatch(one -> Codes.FINDING.equals(one.getSystem()) && name.equals(one.getValue()));
  }

  private static State together(List<State> states) {
    if (states.contains(State.TAKEN)) {
      return State.TAKEN;
    }
    boolean allDeclined = !states.isEmpty() && !states.contains(State.WAITING);
    return allDeclined ? State.DECLINED : State.WAITING;
  }

  /** Whoever cancels a request has looked at it; whoever rejects it wants another to do it. */
  private static State state(Task task) {
    var status = task.getStatus();
    if (status == null) {
      return State.WAITING;
    }
    return switch (status) {
      case ACCEPTED, INPROGRESS, ONHOLD, COMPLETED, CANCELLED -> State.TAKEN;
      case REJECTED, FAILED, ENTEREDINERROR -> State.DECLINED;
      case DRAFT, REQUESTED, RECEIVED, READY, NULL -> State.WAITING;
    };
  }

  private static State state(Communication message) {
    var status = message.getStatus();
    if (message.hasReceived()) {
      return State.TAKEN;
    }
    if (status == null) {
      return State.WAITING;
    }
    return switch (status) {
      case COMPLETED, STOPPED -> State.TAKEN;
      case NOTDONE, ENTEREDINERROR -> State.DECLINED;
      case PREPARATION, INPROGRESS, ONHOLD, UNKNOWN, NULL -> State.WAITING;
    };
  }
}
