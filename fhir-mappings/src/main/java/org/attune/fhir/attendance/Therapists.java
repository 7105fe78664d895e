package org.attune.fhir.attendance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Who gave a session: the only practitioner who is marked as performing it, else the only
 * practitioner at all. Of two equals nobody is picked.
 */
final class Therapists {

  // Primary performer and attender.
  private static final Set<String> PERFORMING = Set.of("PPRF", "ATND");

  private final References references;

  Therapists(References references) {
    this.references = references;
  }

  record Participant(List<CodeableConcept> roles, Reference who) {

    boolean performing() {
      return roles.stream()
          .flatMap(role -> role.getCoding().stream())
          .anyMatch(
              role ->
                  Codes.PARTICIPATION_TYPE.equals(role.getSystem())
                      && PERFORMING.contains(Objects.toString(role.getCode(), "")));
    }
  }

  @Nullable TherapistId among(List<Participant> participants) {
    return References.only(practitioners(participants, Participant::performing))
        .or(() -> References.only(practitioners(participants, anybody -> true)))
        .orElse(null);
  }

  private Stream<TherapistId> practitioners(
      List<Participant> participants, Predicate<Participant> wanted) {
    return participants.stream()
        .filter(wanted)
        .map(participant -> references.therapist(participant.who()))
        .flatMap(Optional::stream);
  }
}
