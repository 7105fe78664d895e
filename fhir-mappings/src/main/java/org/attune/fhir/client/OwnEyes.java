package org.attune.fhir.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * The record as the person who came may see it, read with their own token: whether they may see
 * this client at all, and whether the client is they.
 */
final class OwnEyes {

  private final AuthorisationLine line;
  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final CodeRequest.Redeemed redeemed;
  private final String user;

  /**
   * @param user who looks, such as {@code Practitioner/7}
   */
  OwnEyes(
      AuthorisationLine line,
      EhrClient ehr,
      FhirR4 fhir,
      CodeRequest.Redeemed redeemed,
      String user) {
    this.line = line;
    this.ehr = ehr;
    this.fhir = fhir;
    this.redeemed = redeemed;
    this.user = user;
  }

  /** The client's record; nothing where the EHR does not let them see it. */
  Optional<Patient> patient() throws EhrUnavailable {
    return one(Patient.class, "Patient/" + redeemed.patient())
        .filter(it -> redeemed.patient().equals(it.getIdElement().getIdPart()));
  }

  /** Whose role it is, where the EHR lets them see it. */
  Optional<Source> practitionerOf(Source role) throws EhrUnavailable {
    return one(PractitionerRole.class, role.reference())
        .map(PractitionerRole::getPractitioner)
        .flatMap(reference -> new References(ehr.bases()).to("Practitioner", reference));
  }

  /** Whether the record is known to be their own; what is not known is no. */
  boolean isOwn(Patient patient, Source practitioner) throws EhrUnavailable {
    return sharesAnIdentifier(patient, practitioner) || isOnePerson(practitioner);
  }

  private boolean sharesAnIdentifier(Patient patient, Source practitioner) throws EhrUnavailable {
    return one(Practitioner.class, practitioner.reference()).stream()
        .flatMap(it -> it.getIdentifier().stream())
        .filter(OwnEyes::says)
        .anyMatch(mine -> patient.getIdentifier().stream().anyMatch(theirs -> same(mine, theirs)));
  }

  private static boolean says(Identifier identifier) {
    return identifier.hasSystem() && identifier.hasValue();
  }

  private static boolean same(Identifier mine, Identifier theirs) {
    return mine.getSystem().equals(theirs.getSystem()) && mine.getValue().equals(theirs.getValue());
  }

  private boolean isOnePerson(Source practitioner) throws EhrUnavailable {
    if (redeemed.scopes().stream().noneMatch(it -> it.matches("user/(Person|\\*)\\..*"))) {
      return false;
    }
    var who = URLEncoder.encode(practitioner.reference(), StandardCharsets.UTF_8);
    var references = new References(ehr.bases());
    return one(Bundle.class, "Person?practitioner=" + who).stream()
        .flatMap(page -> page.getEntry().stream())
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Person.class::isInstance)
        .map(Person.class::cast)
        // A server that ignores a parameter it does not know answers with everybody.
        .filter(it -> links(references, it, practitioner.type(), practitioner.id()))
        .anyMatch(it -> links(references, it, "Patient", redeemed.patient()));
  }

  private static boolean links(References references, Person person, String type, String id) {
    return person.getLink().stream()
        .map(Person.PersonLinkComponent::getTarget)
        .map((Reference target) -> references.to(type, target))
        .anyMatch(target -> target.map(Source::id).filter(id::equals).isPresent());
  }

  private <T extends Resource> Optional<T> one(Class<T> type, String link) throws EhrUnavailable {
    var who = "The EHR at " + line.base();
    var reply = line.get(URI.create(line.base() + "/" + link), who, redeemed.token());
    ehr.account(link, new PatientId(redeemed.patient()), reply.status(), user);
    if (reply.busy()) {
      throw AuthorisationLine.busy(who, reply);
    }
    return reply.status() == 200
        ? fhir.parse(reply.body()).filter(type::isInstance).map(type::cast)
        : Optional.empty();
  }
}
