package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.access.Colleagues;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Practitioner;

/** Reads the names of staff from the EHR, and nothing else where it lets us. */
@Stateless
@Local(Colleagues.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirColleagues implements Colleagues {

  private static final Pattern PRACTITIONER = Pattern.compile("Practitioner/([A-Za-z0-9.-]{1,64})");

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public FhirColleagues(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  @Override
  public Map<String, String> names(String user, Collection<String> practitioners)
      throws EhrUnavailable {
    var wanted = practitioners.stream().flatMap(FhirColleagues::id).distinct().toList();
    if (wanted.isEmpty()) {
      return Map.of();
    }
    var search =
        "Practitioner?_id="
            + URLEncoder.encode(String.join(",", wanted), StandardCharsets.UTF_8)
            + "&_count="
            + wanted.size();
    var answer = ehr.get(search + "&_elements=name", user);
    if (answer.notUnderstood()) {
      answer = ehr.get(search, user);
    }
    return names(answer, wanted);
  }

  private Map<String, String> names(Answer answer, List<String> wanted) throws EhrUnavailable {
    var page =
        answer.ok()
            ? fhir.parse(answer.body()).filter(Bundle.class::isInstance).map(Bundle.class::cast)
            : Optional.<Bundle>empty();
    if (page.isEmpty()) {
      throw ehr.unavailable(answer);
    }
    var names = new HashMap<String, String>();
    page.get().getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Practitioner.class::isInstance)
        .map(Practitioner.class::cast)
        .filter(it -> wanted.contains(it.getIdElement().getIdPart()))
        .forEach(
            it ->
                NameInUse.of(it.getName())
                    .ifPresent(
                        name -> names.put("Practitioner/" + it.getIdElement().getIdPart(), name)));
    return names;
  }

  private static Stream<String> id(String reference) {
    var found = PRACTITIONER.matcher(reference);
    return found.matches() ? Stream.of(found.group(1)) : Stream.empty();
  }
}
