package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.access.RecordAccess;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirOwnPatientsTest {

  private static final String ME = "Practitioner/7";

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final List<RecordAccess> accounts = new ArrayList<>();

  @BeforeEach
  void a_hospital_whose_staff_are_people() {
    hospital.put(
        """
        {"resourceType":"Practitioner","id":"7",
        "identifier":[{"system":"urn:national","value":"123"},{"value":"no system"}]}""");
    patient("mine", "urn:national", "123");
    patient("same-number", "urn:elsewhere", "123");
    patient("linked", "urn:national", "77");
    patient("somebody", "urn:national", "9");
    person("p1", ME, "Patient/linked");
    person("p2", "Practitioner/8", "Patient/somebody");
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private void patient(String id, String system, String value) {
    hospital.put(
        """
        {"resourceType":"Patient","id":"%s","identifier":[{"system":"%s","value":"%s"}]}"""
            .formatted(id, system, value));
  }

  private void person(String id, String practitioner, String patient) {
    hospital.put(
        """
        {"resourceType":"Person","id":"%s","link":[{"target":{"reference":"%s"}},
        {"target":{"reference":"%s"}}]}"""
            .formatted(id, practitioner, patient));
  }

  private FhirOwnPatients asking() {
    var fhir = new FhirR4();
    var ehr = new EhrClient(settings, fhir);
    ehr.accountTo(accounts::add);
    return new FhirOwnPatients(ehr, fhir);
  }

  @Test
  void a_record_is_ones_own_by_a_number_of_the_same_system_or_by_a_person() throws Exception {
    assertThat(asking().of(ME))
        .containsExactlyInAnyOrder(new PatientId("mine"), new PatientId("linked"));
  }

  @Test
  void that_it_was_asked_is_accounted_for_by_name() throws Exception {
    asking().of(ME);
    assertThat(accounts)
        .isNotEmpty()
        .allSatisfy(account -> assertThat(account.viewer()).isEqualTo(ME));
  }

  @Test
  void a_hospital_that_does_not_say_who_somebody_is_tells_nothing() throws Exception {
    assertThat(asking().of("Practitioner/unknown")).isEmpty();
  }

  @Test
  void where_the_search_knows_no_numbers_nobody_else_is_taken_for_them() throws Exception {
    var everybody =
        hospital.all(Patient.class).stream()
            .map(each -> "{\"resource\":" + hospital.text("Patient/" + each.getIdPart()) + "}")
            .collect(Collectors.joining(","));
    var bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + everybody + "]}";
    hospital.once(
        new StubEhr.Fault(line -> line.startsWith("GET Patient?"), 200, bundle, Map.of()));
    assertThat(asking().of(ME))
        .containsExactlyInAnyOrder(new PatientId("mine"), new PatientId("linked"));
  }

  @Test
  void a_number_is_looked_for_as_it_is_written() throws Exception {
    hospital.put(
        """
        {"resourceType":"Practitioner","id":"7",
        "identifier":[{"system":"urn:national","value":"1,2|3"}]}""");
    asking().of(ME);
    assertThat(hospital.asked).anyMatch(line -> line.contains("identifier=urn:national|1\\,2\\|3"));
  }

  @ParameterizedTest
  @CsvSource({
    "Practitioner, 401",
    "Person, 429",
    "Patient, 500",
    "Practitioner, 503",
    "Patient, 200"
  })
  void a_hospital_that_does_not_answer_just_now_is_not_taken_to_say_no(String type, int status) {
    hospital.once(line -> line.startsWith("GET " + type), status);
    assertThatThrownBy(() -> asking().of(ME)).isInstanceOf(EhrUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void a_hospital_that_keeps_no_such_thing_or_does_not_tell_tells_nothing(int status)
      throws Exception {
    hospital.once(line -> line.startsWith("GET Person"), status);
    assertThat(asking().of(ME)).containsExactly(new PatientId("mine"));
  }

  @Test
  void a_hospital_that_is_silent_is_not_taken_to_say_no() {
    hospital.close();
    assertThatThrownBy(() -> asking().of(ME)).isInstanceOf(EhrUnavailable.class);
  }
}
