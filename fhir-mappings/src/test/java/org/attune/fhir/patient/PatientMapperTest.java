package org.attune.fhir.patient;

import static org.assertj.core.api.Assertions.assertThat;

import org.attune.fhir.Sandbox;
import org.attune.therapy.Client;
import org.attune.therapy.PatientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatientMapperTest {

  private static Client client(String body) {
    return Sandbox.fact(
        Sandbox.read("{\"resourceType\":\"Patient\",\"id\":\"p1\"" + body + "}"), Client.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | false",
        "`,\"deceasedBoolean\":false` | false",
        "`,\"deceasedBoolean\":true` | true",
        "`,\"deceasedDateTime\":\"2026-01-01\"` | true"
      })
  void a_date_of_death_says_it_as_plainly_as_a_yes(String body, boolean deceased) {
    assertThat(client(body).deceased()).isEqualTo(deceased);
  }

  @Test
  void the_moment_of_death_is_kept_where_it_is_said() {
    assertThat(client(",\"deceasedDateTime\":\"2026-01-01T10:00:00+01:00\"").deceasedAt())
        .isEqualTo("2026-01-01T09:00:00Z");
    assertThat(client(",\"deceasedDateTime\":\"2026-01\"").deceasedAt()).isNotNull();
    assertThat(client(",\"deceasedBoolean\":true").deceasedAt()).isNull();
  }

  @Test
  void a_test_record_is_known_by_its_tag() {
    assertThat(
            client(
                    ",\"meta\":{\"tag\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HTEST\"}]}")
                .test())
        .isTrue();
    assertThat(client("").test()).isFalse();
  }

  @Test
  void a_merged_record_names_the_one_that_replaced_it() {
    assertThat(
            client(
                    ",\"link\":[{\"other\":{\"reference\":\"Patient/p2\"},\"type\":\"replaced-by\"}]")
                .replacedBy())
        .isEqualTo(new PatientId("p2"));
    assertThat(
            client(",\"link\":[{\"other\":{\"reference\":\"Patient/p2\"},\"type\":\"seealso\"}]")
                .replacedBy())
        .isNull();
  }
}
