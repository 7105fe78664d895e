package org.attune.fhir.client;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.OwnPatients;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.fhir.Searchset;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;

/**
 * Asks the EHR with Attune's own token which records of clients are a member of staff's own. An EHR
 * that does not let us ask, or keeps no such thing, tells nothing; one that is silent is not taken
 * to say no.
 */
@Stateless
@Local(OwnPatients.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirOwnPatients implements OwnPatients {

  /** So that no address grows too long. */
  private static final int MOST = 20;

  /** We are not known just now, or come too often: neither says that there is no such thing. */
  private static final Set<Integer> UNSAID = Set.of(401, 429);

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public FhirOwnPatients(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  @Override
  public Set<PatientId> of(String user) throws EhrUnavailable {
    var practitioner = new Source("Practitioner", user.substring(user.indexOf('/') + 1), null);
    var mine =
        one(Practitioner.class, practitioner.reference(), user).stream()
            .flatMap(it -> SamePerson.identifiers(it).stream())
            .limit(MOST)
            .toList();
    var own = new HashSet<PatientId>();
    linked(practitioner, user).forEach(own::add);
    if (!mine.isEmpty()) {
      known(mine, user).forEach(own::add);
    }
    return Set.copyOf(own);
  }

  private Stream<PatientId> linked(Source practitioner, String user) throws EhrUnavailable {
    var references = new References(ehr.bases());
    return one(Bundle.class, "Person?practitioner=" + encoded(practitioner.reference()), user)
        .stream()
        .flatMap(page -> SamePerson.linkedTo(practitioner, page, references).stream())
        .map(PatientId::new);
  }

  private Stream<PatientId> known(List<Identifier> mine, String user) throws EhrUnavailable {
    var wanted = mine.stream().map(FhirOwnPatients::token).collect(Collectors.joining(","));
    var search = "Patient?identifier=" + encoded(wanted) + "&_count=" + MOST;
    return one(Bundle.class, search, user).stream()
        .flatMap(page -> Searchset.of(page, Patient.class))
        // A server that ignores a parameter it does not know answers with everybody.
        .filter(it -> SamePerson.shares(it, mine))
        .map(it -> new PatientId(it.getIdElement().getIdPart()));
  }

  /** In the words of a search, in which some signs have a meaning of their own. */
  private static String token(Identifier identifier) {
    return escaped(identifier.getSystem()) + "|" + escaped(identifier.getValue());
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\,|$])", "\\\\$1");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private <T extends Resource> Optional<T> one(Class<T> type, String link, String user)
      throws EhrUnavailable {
    var answer = ehr.get(link, List.of(), user);
    ehr.account(link, null, answer.status(), user);
    var read = fhir.parse(answer.ok() ? answer.body() : "");
    boolean unsaid = answer.faulty() || UNSAID.contains(answer.status());
    if (unsaid || (answer.ok() && read.isEmpty())) {
      throw ehr.unavailable(answer);
    }
    return read.filter(type::isInstance).map(type::cast);
  }
}
