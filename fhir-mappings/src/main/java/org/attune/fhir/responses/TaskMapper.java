package org.attune.fhir.responses;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.fhir.CodeSystems;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.therapy.ChartFact;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Task as a response that was tried: its code is one of ours, and it is completed. Any
 * other Task is none of ours, and so is every Task that we wrote ourselves. Never its words.
 */
public final class TaskMapper {

  private static final Set<String> RESPONSES = CodeSystems.codes("response");
  private static final Set<String> SIGNALS = CodeSystems.codes("signal");

  /** How a finding of ours is named. */
  private static final Pattern FINDING = Pattern.compile("[0-9a-f]{64}");

  private final References references;

  public TaskMapper(References references) {
    this.references = references;
  }

  /** Every code under which a response may stand, as {@code system|code}. */
  public static List<String> codes() {
    return RESPONSES.stream().map(code -> Codes.RESPONSE + "|" + code).toList();
  }

  /** The response that a Task tells of, or why there is none. */
  public Reading<List<ChartFact>> read(Task task) {
    var tried = codes(Codes.RESPONSE, RESPONSES, task.getCode());
    if (tried.isEmpty() || ourOwn(task)) {
      return new Reading.OutOfScope<>();
    }
    if (task.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (task.getStatus()) {
      case COMPLETED ->
          tried.size() > 1 ? new Reading.Gap<>(GapReason.CONTRADICTION) : tried(task, tried.get(0));
      // Planned is not tried, and may have been marked as done by mistake.
      case DRAFT, REQUESTED, RECEIVED, ACCEPTED, READY, INPROGRESS, ONHOLD ->
          new Reading.OutOfScope<>();
      case CANCELLED, REJECTED, FAILED, ENTEREDINERROR -> new Reading.Withdrawn<>();
      case NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  /** The one signal that a flag of ours stands for. */
  public static Optional<String> signal(Flag flag) {
    return one(codes(Codes.SIGNAL, SIGNALS, flag.getCode()));
  }

  private static List<String> codes(String system, Set<String> known, CodeableConcept concept) {
    return concept.getCoding().stream()
        .filter(coding -> system.equals(coding.getSystem()))
        .map(coding -> Objects.toString(coding.getCode(), ""))
        .filter(known::contains)
        .distinct()
        .toList();
  }

  private static Optional<String> one(List<String> several) {
    return several.size() == 1 ? Optional.of(several.get(0)) : Optional.empty();
  }

  private static boolean ourOwn(Task task) {
    return task.hasExtension(Codes.AS_WRITTEN)
        || task.getIdentifier().stream().anyMatch(one -> Codes.FINDING.equals(one.getSystem()));
  }

  private Reading<List<ChartFact>> tried(Task task, String response) {
    return references
        .patient(task.getFor())
        .then(client -> done(task).then(at -> because(task, response, client, at)));
  }

  /** When it was done, else when the record says so; an end that is not exact is not replaced. */
  public static Reading<Instant> done(Task task) {
    var period = task.getExecutionPeriod();
    if (!period.hasEndElement()) {
      return Times.exact(task.getLastModifiedElement());
    }
    var start = Times.exactOrNull(period.getStartElement());
    return Times.exact(period.getEndElement())
        .then(
            end ->
                start != null && end.isBefore(start)
                    ? new Reading.Gap<>(GapReason.TIME_IMPOSSIBLE)
                    : new Reading.Fact<>(end));
  }

  private Reading<List<ChartFact>> because(
      Task task, String response, PatientId client, Instant at) {
    var signals = codes(Codes.SIGNAL, SIGNALS, task.getReasonCode());
    var flags = flags(task);
    if (signals.size() > 1 || (signals.isEmpty() && flags.size() != 1)) {
      return new Reading.Gap<>(GapReason.SIGNAL_NOT_NAMED);
    }
    return signals.isEmpty()
        ? fact(task, response, client, null, flags.iterator().next(), at)
        : fact(task, response, client, signals.get(0), null, at);
  }

  /** The flags it names, each as a reference or by the name of its finding. */
  private Set<String> flags(Task task) {
    return Stream.of(task.getFocus(), task.getReasonReference())
        .flatMap(reference -> flag(reference).stream())
        .collect(Collectors.toSet());
  }

  private Optional<String> flag(Reference reference) {
    var identifier = reference.getIdentifier();
    return references
        .to("Flag", reference)
        .map(source -> source.reference())
        .or(
            () ->
                Optional.ofNullable(identifier.getValue())
                    .filter(value -> Codes.FINDING.equals(identifier.getSystem()))
                    .filter(value -> FINDING.matcher(value).matches()));
  }

  private Reading<List<ChartFact>> fact(
      Task task,
      String response,
      PatientId client,
      @Nullable String signal,
      @Nullable String flag,
      Instant at) {
    return new Reading.Fact<>(
        List.of(
            new DocumentedResponse(
                References.source(task),
                client,
                response,
                signal,
                flag,
                at,
                references.to("Encounter", task.getEncounter()).orElse(null),
                references.therapist(task.getOwner()).orElse(null),
                Marks.labels(task.getMeta()))));
  }
}
