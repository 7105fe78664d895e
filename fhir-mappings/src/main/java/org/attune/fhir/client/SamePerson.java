package org.attune.fhir.client;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.fhir.References;
import org.attune.fhir.Searchset;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;

/** Tells that a member of staff and a client are one person. What is not told is no. */
final class SamePerson {

  private SamePerson() {}

  /** By what a member of staff is known in any system. */
  static List<Identifier> identifiers(Practitioner practitioner) {
    return practitioner.getIdentifier().stream()
        .filter(each -> each.hasSystem() && each.hasValue())
        .toList();
  }

  /** Whether a client is known by one of these. */
  static boolean shares(Patient patient, List<Identifier> mine) {
    return mine.stream()
        .anyMatch(one -> patient.getIdentifier().stream().anyMatch(theirs -> same(one, theirs)));
  }

  private static boolean same(Identifier mine, Identifier theirs) {
    return mine.getSystem().equals(theirs.getSystem()) && mine.getValue().equals(theirs.getValue());
  }

  /** The ids of clients that a Person of the page links to a member of staff. */
  static Set<String> linkedTo(Source practitioner, Bundle page, References references) {
    return Searchset.of(page, Person.class)
        // A server that ignores a parameter it does not know answers with everybody.
        .filter(
            it -> links(references, it, practitioner.type()).anyMatch(practitioner.id()::equals))
        .flatMap(it -> links(references, it, "Patient"))
        .collect(Collectors.toSet());
  }

  private static Stream<String> links(References references, Person person, String type) {
    return person.getLink().stream()
        .map(Person.PersonLinkComponent::getTarget)
        .flatMap((Reference target) -> references.to(type, target).stream())
        .map(Source::id);
  }
}
