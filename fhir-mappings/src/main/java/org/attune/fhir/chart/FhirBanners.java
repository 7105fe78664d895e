package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Searchset;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;

/** Reads name, birth date and record number from the EHR, and nothing else where it lets us. */
@Stateless
@Local(Banners.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirBanners implements Banners {

  private static final String ELEMENTS = "_elements=name,birthDate,identifier";

  /** A medical record number, in HL7's table 0203. */
  private static final String RECORD_NUMBER = "MR";

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public FhirBanners(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  @Override
  public Banner of(Viewer viewer) throws EhrUnavailable {
    var record = "Patient/" + viewer.patient().value();
    var answer = ehr.get(record + "?" + ELEMENTS, viewer);
    if (answer.notUnderstood()) {
      answer = ehr.get(record, viewer);
    }
    var patient = patient(answer, viewer).orElse(null);
    if (patient == null) {
      throw ehr.unavailable(answer);
    }
    return banner(patient);
  }

  @Override
  public Map<PatientId, Banner> of(String user, List<PatientId> patients) throws EhrUnavailable {
    var wanted = patients.stream().map(PatientId::value).toList();
    var search =
        "Patient?_id="
            + URLEncoder.encode(String.join(",", wanted), StandardCharsets.UTF_8)
            + "&_count="
            + patients.size();
    var answer = ehr.get(search + "&" + ELEMENTS, patients, user);
    if (answer.notUnderstood()) {
      answer = ehr.get(search, patients, user);
    }
    var page =
        answer.ok()
            ? fhir.parse(answer.body()).filter(Bundle.class::isInstance).map(Bundle.class::cast)
            : Optional.<Bundle>empty();
    if (page.isEmpty()) {
      throw ehr.unavailable(answer);
    }
    var banners = new HashMap<PatientId, Banner>();
    Searchset.of(page.get(), Patient.class)
        // Another client's name in a row would be worse than none.
        .filter(it -> wanted.contains(it.getIdElement().getIdPart()))
        .forEach(it -> banners.put(new PatientId(it.getIdElement().getIdPart()), banner(it)));
    return banners;
  }

  private static Banner banner(Patient patient) {
    return new Banner(
        NameInUse.of(patient.getName()).orElse(null), birthDate(patient), recordNumber(patient));
  }

  // Another client's name above this chart would be worse than none.
  private Optional<Patient> patient(Answer answer, Viewer viewer) {
    return answer.ok()
        ? fhir.parse(answer.body())
            .filter(Patient.class::isInstance)
            .map(Patient.class::cast)
            .filter(it -> viewer.patient().value().equals(it.getIdElement().getIdPart()))
        : Optional.empty();
  }

  private static @Nullable LocalDate birthDate(Patient patient) {
    try {
      return patient.hasBirthDate()
          ? LocalDate.parse(patient.getBirthDateElement().getValueAsString())
          : null;
    } catch (DateTimeException onlyTheYear) {
      return null;
    }
  }

  private static @Nullable String recordNumber(Patient patient) {
    return patient.getIdentifier().stream()
        .filter(Identifier::hasValue)
        .filter(it -> it.getUse() != IdentifierUse.OLD && it.getUse() != IdentifierUse.SECONDARY)
        .min(Comparator.comparing(it -> !isRecordNumber(it)))
        .map(Identifier::getValue)
        .orElse(null);
  }

  private static boolean isRecordNumber(Identifier identifier) {
    return identifier.getType().getCoding().stream()
        .anyMatch(coding -> RECORD_NUMBER.equals(coding.getCode()));
  }
}
