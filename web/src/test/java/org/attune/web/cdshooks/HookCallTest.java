package org.attune.web.cdshooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.attune.therapy.SecurityLabel;
import org.attune.web.cdshooks.HookCall.Prefetched.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookCallTest {

  private static final String START =
      "{\"hook\":\"patient-view\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\","
          + "\"context\":{\"userId\":\"Practitioner/7\",\"patientId\":\"1288992\"}";

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<HookCall> read(String text) {
    return HookCall.read(body(text), Hook.PATIENT_VIEW);
  }

  private static HookCall understood(String text) {
    return read(text).orElseThrow();
  }

  @Test
  void who_has_whose_chart_open_is_understood() {
    var call = understood(START + ",\"fhirServer\":\"https://ehr.example/fhir\"}");
    assertThat(call.user()).isEqualTo("Practitioner/7");
    assertThat(call.patient()).isEqualTo("1288992");
    assertThat(call.fhirServer()).isEqualTo("https://ehr.example/fhir");
  }

  @Test
  void absent_null_and_an_error_are_three_different_things() {
    assertThat(understood(START + "}").record().state()).isEqualTo(State.NOT_SENT);
    assertThat(understood(START + ",\"prefetch\":{}}").record().state()).isEqualTo(State.NOT_SENT);
    assertThat(understood(START + ",\"prefetch\":{\"patient\":null}}").record().state())
        .isEqualTo(State.NOTHING);
    assertThat(
            understood(
                    START
                        + ",\"prefetch\":{\"patient\":{\"resourceType\":\"OperationOutcome\","
                        + "\"issue\":[{\"severity\":\"error\",\"code\":\"timeout\"}]}}}")
                .record()
                .state())
        .isEqualTo(State.NOT_SENT);
  }

  @Test
  void labels_and_a_death_that_the_record_tells_of_are_heard() {
    var record =
        understood(
                START
                    + ",\"prefetch\":{\"patient\":{\"resourceType\":\"Patient\",\"id\":\"1288992\","
                    + "\"deceasedDateTime\":\"2026-01-01\",\"meta\":{\"security\":[{\"system\":"
                    + "\"urn:x\",\"code\":\"VIP\"},{\"display\":\"no code\"}]}}}}")
            .record();
    assertThat(record.state()).isEqualTo(State.CAME);
    assertThat(record.deceased()).isTrue();
    assertThat(record.labels().all()).containsExactly(new SecurityLabel("urn:x", "VIP"));
  }

  @Test
  void somebody_elses_record_makes_the_whole_call_not_understood() {
    assertThat(
            read(
                START + ",\"prefetch\":{\"patient\":{\"resourceType\":\"Patient\",\"id\":\"2\"}}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"hook\":\"order-select\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\","
            + "\"context\":{\"userId\":\"Practitioner/7\",\"patientId\":\"1\"}}",
        "{\"hook\":\"patient-view\",\"hookInstance\":\"7\","
            + "\"context\":{\"userId\":\"Practitioner/7\",\"patientId\":\"1\"}}",
        "{\"hook\":\"patient-view\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\"}",
        "{\"hook\":\"patient-view\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\","
            + "\"context\":{\"userId\":\"Practitioner/7\",\"patientId\":\"../7\"}}",
        "{\"hook\":\"patient-view\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\","
            + "\"context\":{\"userId\":\"Device/7\",\"patientId\":\"7\"}}"
      })
  void what_is_no_call_of_the_hook_is_not_understood(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void a_giant_is_not_read_to_its_end() {
    var giant = new EndlessBlanks();
    assertThat(HookCall.read(giant, Hook.PATIENT_VIEW)).isEmpty();
    assertThat(giant.read).isLessThan(3L * HookCall.LARGEST);
  }

  /** Never ends. */
  private static final class EndlessBlanks extends InputStream {
    private long read;

    @Override
    public int read() {
      read++;
      return ' ';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      read += length;
      java.util.Arrays.fill(into, from, from + length, (byte) ' ');
      return length;
    }
  }
}
