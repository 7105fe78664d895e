package org.attune.web.cdshooks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.attune.web.cdshooks.HookCall.Prefetched.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the specification, as they are published. */
class SpecificationExamplesTest {

  private static final String INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea";

  private static JsonObject published(String name) throws IOException {
    try (var file =
            Objects.requireNonNull(
                SpecificationExamplesTest.class.getResourceAsStream(
                    "specification/" + name + ".json"));
        var reader = Json.createReader(file)) {
      return reader.readObject();
    }
  }

  private static InputStream body(JsonObject json) {
    return new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A fragment of the pages on hooks, within a call. */
  private static Optional<HookCall> call(Hook hook, JsonObject... fragments) {
    var call = Json.createObjectBuilder().add("hook", hook.code()).add("hookInstance", INSTANCE);
    for (JsonObject fragment : fragments) {
      call.addAll(Json.createObjectBuilder(fragment));
    }
    return HookCall.read(body(call.build()), hook);
  }

  @Test
  void the_call_of_the_specification_is_understood() throws IOException {
    var call = HookCall.read(body(published("call")), Hook.PATIENT_VIEW).orElseThrow();
    assertThat(call.user()).isEqualTo("Practitioner/example");
    assertThat(call.patient()).isEqualTo("1288992");
    assertThat(call.fhirServer()).isEqualTo("http://hooks.smarthealthit.org:9080");
    assertThat(call.record().state())
        .as("it brings the patient under a name that we did not ask for")
        .isEqualTo(State.NOT_SENT);
  }

  @Test
  void the_call_with_extensions_names_nobody_and_so_is_none() throws IOException {
    var without = published("call-with-extensions");
    assertThat(HookCall.read(body(without), Hook.PATIENT_VIEW)).isEmpty();
    var context =
        Json.createObjectBuilder(without.getJsonObject("context")).add("patientId", "1288992");
    var with = Json.createObjectBuilder(without).add("context", context).build();
    assertThat(HookCall.read(body(with), Hook.PATIENT_VIEW))
        .as("the extensions are not in the way")
        .hasValueSatisfying(call -> assertThat(call.patient()).isEqualTo("1288992"));
  }

  @ParameterizedTest
  @CsvSource({
    "PATIENT_VIEW, patient-view-context-1, PractitionerRole/123",
    "PATIENT_VIEW, patient-view-context-2, Practitioner/abc",
    "APPOINTMENT_BOOK, appointment-book-context-1, PractitionerRole/A2340113",
    "APPOINTMENT_BOOK, appointment-book-context-2, PractitionerRole/A2340113"
  })
  void the_contexts_of_both_hooks_are_understood(Hook hook, String name, String user)
      throws IOException {
    assertThat(call(hook, published(name)))
        .hasValueSatisfying(
            call -> {
              assertThat(call.user()).isEqualTo(user);
              assertThat(call.patient()).isEqualTo("1288992");
            });
  }

  @Test
  void a_call_of_one_hook_is_none_of_the_other() throws IOException {
    assertThat(HookCall.read(body(published("call")), Hook.APPOINTMENT_BOOK)).isEmpty();
  }

  @Test
  void a_prefetched_patient_without_an_id_is_nobody_we_know() throws IOException {
    assertThat(
            call(Hook.PATIENT_VIEW, published("patient-view-context-1"), published("prefetched")))
        .as("whose record it is cannot be told")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "feedback-accepted, 4e0a3a1e-3283-4575-ab82-028d55fe2719",
    "feedback-overridden, f6b95768-b1c8-40dc-8385-bf3504b82ffb",
    "feedback-overridden-with-reason, 9368d37b-283f-44a0-93ea-547cebab93ed"
  })
  void the_feedback_of_the_specification_is_heard(String name, UUID card) throws IOException {
    assertThat(Feedback.read(published(name)).orElseThrow())
        .as("a reason of somebody else's is none of ours")
        .containsExactly(new Feedback(card, null));
  }
}
