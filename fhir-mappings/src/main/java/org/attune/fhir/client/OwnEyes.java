package org.attune.fhir.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.access.LaunchRefused;
import org.attune.access.SmartLaunch.Seen;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Searchset;
import org.attune.fhir.client.AuthorisationLine.Reply;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The record as the person who came may see it, read with their own token: whether they may see
 * this client or those whom they treat at all, and whether one of them is they.
 */
final class OwnEyes {

  /** So that no address grows too long. */
  private static final int AT_A_TIME = 50;

  private final AuthorisationLine line;
  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final CodeRequest.Redeemed redeemed;
  private final String user;
  private final @Nullable PatientId about;

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
    this.about = redeemed.patient() == null ? null : new PatientId(redeemed.patient());
  }

  /** A client's record; nothing where the EHR does not let them see it. */
  Optional<Patient> patient(PatientId client) throws EhrUnavailable {
    return one(Patient.class, "Patient/" + client.value(), client)
        .filter(it -> client.value().equals(it.getIdElement().getIdPart()));
  }

  /** Whether the EHR lets them read what it knows of themselves, and knows them as staff still. */
  boolean maySee(Source practitioner) throws EhrUnavailable {
    return one(Practitioner.class, practitioner.reference(), null)
        .filter(it -> practitioner.id().equals(it.getIdElement().getIdPart()))
        .filter(it -> !it.hasActive() || it.getActive())
        .isPresent();
  }

  /** Those of some clients whom the EHR lets them see, some at a time. */
  List<Seen> clients(List<PatientId> clients, Source practitioner)
      throws EhrUnavailable, LaunchRefused {
    if (clients.isEmpty()) {
      return List.of();
    }
    var mine =
        one(Practitioner.class, practitioner.reference(), null).stream()
            .flatMap(it -> SamePerson.identifiers(it).stream())
            .toList();
    var linked = linkedTo(practitioner);
    var seen = new ArrayList<Seen>();
    for (int from = 0; from < clients.size(); from += AT_A_TIME) {
      var some = clients.subList(from, Math.min(clients.size(), from + AT_A_TIME));
      for (Patient patient : search(some)) {
        var id = patient.getIdElement().getIdPart();
        boolean own = linked.contains(id) || SamePerson.shares(patient, mine);
        seen.add(new Seen(new PatientId(id), Marks.labels(patient.getMeta()), own));
      }
    }
    return seen;
  }

  /** A server may give fewer at once than it was asked for, and then says where to go on. */
  private List<Patient> search(List<PatientId> some) throws EhrUnavailable, LaunchRefused {
    var wanted = some.stream().map(PatientId::value).toList();
    var found = new ArrayList<Patient>();
    var link =
        "Patient?_id="
            + URLEncoder.encode(String.join(",", wanted), StandardCharsets.UTF_8)
            + "&_elements=identifier,meta&_count="
            + AT_A_TIME;
    for (int page = 0; page < AT_A_TIME && link != null; page++) {
      var bundle = several(link, some).orElse(null);
      if (bundle == null) {
        throw new LaunchRefused(
            "The EHR does not let the person who came look for the clients whom they treat; let"
                + " Attune's registration have user/Patient.rs.");
      }
      Searchset.of(bundle, Patient.class)
          // A server that ignores a parameter it does not know answers with everybody.
          .filter(it -> wanted.contains(it.getIdElement().getIdPart()))
          .forEach(found::add);
      link = next(bundle);
    }
    return found;
  }

  /** The token goes to the EHR alone, wherever a link points. */
  private @Nullable String next(Bundle bundle) {
    var next = bundle.getLink(Bundle.LINK_NEXT);
    return next == null
        ? null
        : ehr.bases().stream()
            .filter(base -> next.getUrl().startsWith(base))
            .map(base -> next.getUrl().substring(base.length()).replaceFirst("^/", ""))
            .findFirst()
            .orElse(null);
  }

  /** Whose role it is, where the EHR lets them see it. */
  Optional<Source> practitionerOf(Source role) throws EhrUnavailable {
    return one(PractitionerRole.class, role.reference(), about)
        .map(PractitionerRole::getPractitioner)
        .flatMap(reference -> new References(ehr.bases()).to("Practitioner", reference));
  }

  /** Whether the record is known to be their own; what is not known is no. */
  boolean isOwn(Patient patient, PatientId client, Source practitioner) throws EhrUnavailable {
    var mine =
        one(Practitioner.class, practitioner.reference(), client).stream()
            .flatMap(it -> SamePerson.identifiers(it).stream())
            .toList();
    return SamePerson.shares(patient, mine) || linkedTo(practitioner).contains(client.value());
  }

  /** The ids of records that a Person says are of the same person, where they may ask that. */
  private Set<String> linkedTo(Source practitioner) throws EhrUnavailable {
    if (redeemed.scopes().stream().noneMatch(it -> it.matches("user/(Person|\\*)\\..*"))) {
      return Set.of();
    }
    var who = URLEncoder.encode(practitioner.reference(), StandardCharsets.UTF_8);
    var references = new References(ehr.bases());
    return one(Bundle.class, "Person?practitioner=" + who, about).stream()
        .flatMap(page -> SamePerson.linkedTo(practitioner, page, references).stream())
        .collect(Collectors.toSet());
  }

  private <T extends Resource> Optional<T> one(
      Class<T> type, String link, @Nullable PatientId client) throws EhrUnavailable {
    var reply = ask(link);
    ehr.account(link, client, reply.status(), user);
    return read(type, reply);
  }

  private Optional<Bundle> several(String link, List<PatientId> clients) throws EhrUnavailable {
    var reply = ask(link);
    clients.forEach(client -> ehr.account(link, client, reply.status(), user));
    return read(Bundle.class, reply);
  }

  private Reply ask(String link) throws EhrUnavailable {
    return line.get(URI.create(line.base() + "/" + link), who(), redeemed.token());
  }

  private <T extends Resource> Optional<T> read(Class<T> type, Reply reply) throws EhrUnavailable {
    if (reply.busy()) {
      throw AuthorisationLine.busy(who(), reply);
    }
    return reply.status() == 200
        ? fhir.parse(reply.body()).filter(type::isInstance).map(type::cast)
        : Optional.empty();
  }

  private String who() {
    return "The EHR at " + line.base();
  }
}
