package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.access.RecordAccess;
import org.attune.therapy.PatientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountingTest {

  private final Accounting accounting = new Accounting(List.of("https://ehr.example/fhir"));

  private RecordAccess told(String link, String patient) {
    return accounting.ofQuestion(link, new PatientId(patient), 200).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Patient?_id=p1%2Cp2%2Cp3&_elements=meta | p2 | Patient?_id=p2&_elements=meta",
        "Patient?_id=p1,p2 | p1 | Patient?_id=p1",
        "Flag?patient=Patient/p1,Patient/p2&status=active | p2 | Flag?patient=Patient%2Fp2&status=active",
        "Flag?subject=Patient%2Fp1&status=active | p1 | Flag?subject=Patient%2Fp1&status=active",
        "Flag?patient=Patient/p1 | p1 | Flag?patient=Patient/p1",
        "Flag?identifier=p1,p2 | p1 | Flag?identifier=p1,p2"
      })
  void a_question_about_several_tells_each_of_themselves_alone(
      String asked, String patient, String told) {
    assertThat(told(asked, patient).query()).isEqualTo(told);
    assertThat(told(asked, patient).patient()).isEqualTo(new PatientId(patient));
  }

  @Test
  void a_link_to_a_next_page_is_told_as_it_was_followed() {
    assertThat(told("?_getpages=abc&_offset=50", "p1").query())
        .isEqualTo("?_getpages=abc&_offset=50");
  }
}
