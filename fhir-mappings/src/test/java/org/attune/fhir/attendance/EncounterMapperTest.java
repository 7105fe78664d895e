package org.attune.fhir.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.GapReason;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncounterMapperTest {

  private static final String SERVICE =
      "\"serviceType\":{\"coding\":[{\"system\":\"%s\",\"code\":\"psychotherapy-individual\"}]},"
          .formatted(SiteSettings.SERVICE);
  private static final String BOOKED = "\"appointment\":[{\"reference\":\"Appointment/17\"}],";
  private static final String REST =
      "\"subject\":{\"reference\":\"Patient/p1\"},"
          + "\"participant\":[{\"individual\":{\"reference\":\"Practitioner/t1\"}}],"
          + "\"period\":{\"start\":\"2026-03-02T10:05:00+01:00\",\"end\":\"2026-03-02T10:50:00+01:00\"}";

  private static String encounter(String status, String type, String rest) {
    return "{\"resourceType\":\"Encounter\",\"id\":\"e1\",\"status\":\"%s\",\"class\":{\"system\":\"%s\",\"code\":\"%s\"},%s}"
        .formatted(status, Codes.ACT_CODE, type, rest);
  }

  private static Visit visit(String json) {
    return Sandbox.fact(Sandbox.read(json), Visit.class);
  }

  @ParameterizedTest
  @CsvSource({
    "planned, PLANNED",
    "arrived, UNDER_WAY",
    "triaged, UNDER_WAY",
    "in-progress, UNDER_WAY",
    "onleave, UNDER_WAY",
    "finished, FINISHED",
    "cancelled, CANCELLED",
    "unknown, UNKNOWN"
  })
  void a_status_of_an_encounter_is_one_word_of_ours(String status, VisitStatus word) {
    assertThat(visit(encounter(status, "AMB", SERVICE + REST)).status()).isEqualTo(word);
  }

  @Test
  void entered_in_error_withdraws_and_no_status_is_a_gap() {
    assertThat(Sandbox.read(encounter("entered-in-error", "AMB", SERVICE + REST)))
        .isEqualTo(new Reading.Withdrawn<>());
    assertThat(Sandbox.read(encounter("done", "AMB", SERVICE + REST)))
        .isEqualTo(Sandbox.gap(GapReason.STATUS_UNKNOWN));
  }

  @Test
  void a_visit_names_the_booking_it_fulfils_the_episode_and_the_therapist() {
    var visit =
        visit(
            encounter(
                "finished",
                "AMB",
                SERVICE
                    + BOOKED
                    + "\"episodeOfCare\":[{\"reference\":\"EpisodeOfCare/9\"}],"
                    + REST));
    assertThat(visit.booking()).isEqualTo(new Source("Appointment", "17", null));
    assertThat(visit.episode()).isEqualTo(new Source("EpisodeOfCare", "9", null));
    assertThat(visit.patient()).isEqualTo(new PatientId("p1"));
    assertThat(visit.therapist()).isEqualTo(new TherapistId("t1"));
    assertThat(visit.start()).isEqualTo(Instant.parse("2026-03-02T09:05:00Z"));
    assertThat(visit.service()).isEqualTo("individual");
    assertThat(visit.contact()).isFalse();
  }

  @Test
  void of_two_episodes_none_is_picked() {
    var visit =
        visit(
            encounter(
                "finished",
                "AMB",
                SERVICE
                    + "\"episodeOfCare\":[{\"reference\":\"EpisodeOfCare/9\"},{\"reference\":\"EpisodeOfCare/10\"}],"
                    + REST));
    assertThat(visit.episode()).isNull();
  }

  @Test
  void the_class_says_whether_it_was_by_video() {
    assertThat(visit(encounter("finished", "VR", SERVICE + REST)).modality())
        .isEqualTo(Modality.VIRTUAL);
    assertThat(visit(encounter("finished", "AMB", SERVICE + REST)).modality())
        .isEqualTo(Modality.IN_PERSON);
  }

  @Test
  void a_telephone_call_nobody_booked_is_a_contact_and_a_booked_one_a_session() {
    var phone =
        "\"type\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"185317003\"}]}],";
    var call = visit(encounter("finished", "VR", SERVICE + phone + REST));
    assertThat(call.contact()).isTrue();
    assertThat(call.modality()).isEqualTo(Modality.TELEPHONE);
    var session = visit(encounter("finished", "VR", SERVICE + phone + BOOKED + REST));
    assertThat(session.contact()).isFalse();
    assertThat(session.modality()).isEqualTo(Modality.TELEPHONE);
  }

  @Test
  void an_encounter_that_names_only_its_appointment_is_judged_by_that_booking_elsewhere() {
    assertThat(visit(encounter("finished", "AMB", BOOKED + REST)).service())
        .isEqualTo(Scope.AS_BOOKED);
    assertThat(Sandbox.read(encounter("finished", "AMB", REST)))
        .isEqualTo(new Reading.OutOfScope<>());
  }

  @Test
  void an_encounter_of_another_clinic_is_out_of_scope_even_where_it_was_booked() {
    assertThat(
            Sandbox.read(
                encounter(
                    "finished",
                    "AMB",
                    SERVICE.replace("psychotherapy-individual", "physiotherapy") + BOOKED + REST)))
        .isEqualTo(new Reading.OutOfScope<>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-02", "2026-03-02T10:05:00", "2026"})
  void a_start_without_time_or_zone_is_a_gap(String start) {
    assertThat(
            Sandbox.read(
                encounter(
                    "finished", "AMB", SERVICE + REST.replace("2026-03-02T10:05:00+01:00", start))))
        .isEqualTo(Sandbox.gap(GapReason.TIME_NOT_EXACT));
  }

  @Test
  void an_encounter_without_a_client_is_a_gap() {
    assertThat(
            Sandbox.read(
                encounter("finished", "AMB", SERVICE + REST.replace("Patient/p1", "Group/g1"))))
        .isEqualTo(Sandbox.gap(GapReason.NO_PATIENT));
  }

  @Test
  void a_group_session_is_known_by_its_service() {
    assertThat(
            visit(
                    encounter(
                        "finished",
                        "AMB",
                        SERVICE.replace("psychotherapy-individual", "psychotherapy-group") + REST))
                .group())
        .isTrue();
  }
}
