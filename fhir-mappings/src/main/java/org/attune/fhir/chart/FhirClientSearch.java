package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.ClientSearch;
import org.attune.access.Sought;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Patient;

/**
 * Searches the EHR's patients by what stands in the body of a request, so that no name stands in
 * the address that its servers note down.
 */
@Stateless
@Local(ClientSearch.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirClientSearch implements ClientSearch {

  /** They part values and codes of a search. */
  private static final Pattern SIGNS = Pattern.compile("([\\\\$,|])");

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public FhirClientSearch(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  @Override
  public Found find(String user, Sought sought, int most) throws EhrUnavailable {
    var wanted =
        Stream.concat(asked(sought), Stream.of(Map.entry("_count", Integer.toString(most + 1))))
            .toList();
    var nothingElse = Stream.of(Map.entry("_elements", "id"));
    var answer = ehr.search("Patient", Stream.concat(wanted.stream(), nothingElse).toList(), user);
    if (answer.notUnderstood()) {
      answer = ehr.search("Patient", wanted, user);
    }
    return found(answer, most);
  }

  private static Stream<Entry<String, String>> asked(Sought sought) {
    if (sought instanceof Sought.Named named) {
      return named.words().stream().map(word -> Map.entry("name", escaped(word)));
    }
    return Stream.of(
        sought instanceof Sought.Born born
            ? Map.entry("birthdate", born.day().toString())
            : Map.entry("identifier", escaped(((Sought.Numbered) sought).number())));
  }

  private static String escaped(String text) {
    return SIGNS.matcher(text).replaceAll("\\\\$1");
  }

  private Found found(Answer answer, int most) throws EhrUnavailable {
    var page =
        answer.ok()
            ? fhir.parse(answer.body()).filter(Bundle.class::isInstance).map(Bundle.class::cast)
            : Optional.<Bundle>empty();
    if (page.isEmpty()) {
      throw ehr.unavailable(answer);
    }
    var patients = new LinkedHashSet<PatientId>();
    page.get().getEntry().stream()
        .filter(entry -> entry.getSearch().getMode() != SearchEntryMode.INCLUDE)
        .map(BundleEntryComponent::getResource)
        .filter(Patient.class::isInstance)
        .forEach(patient -> patients.add(new PatientId(patient.getIdElement().getIdPart())));
    return new Found(
        patients.stream().limit(most).collect(Collectors.toSet()),
        patients.size() > most || goesOn(page.get(), patients.size()));
  }

  /** An EHR that gives fewer at once than it was asked for says how many there are, or goes on. */
  private static boolean goesOn(Bundle page, int found) {
    return page.hasTotal() ? page.getTotal() > found : page.getLink(Bundle.LINK_NEXT) != null;
  }
}
