package org.attune.fhir.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Modality;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.Appointment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentMapperTest {

  private static final String HOUR =
      "\"start\":\"2026-03-02T10:00:00+01:00\",\"end\":\"2026-03-02T10:50:00+01:00\",";
  private static final String ONE_TO_ONE = service("psychotherapy-individual");
  private static final String PEOPLE =
      "\"participant\":[{\"actor\":{\"reference\":\"Patient/p1\"},\"status\":\"accepted\"},"
          + "{\"actor\":{\"reference\":\"Practitioner/t1\"},\"status\":\"accepted\"}]";

  private static String service(String code) {
    return "\"serviceType\":[{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]}],"
        .formatted(SiteSettings.SERVICE, code);
  }

  private static String appointment(String body) {
    return "{\"resourceType\":\"Appointment\",\"id\":\"17\",\"meta\":{\"versionId\":\"3\"},"
        + body
        + "}";
  }

  private static String withStatus(String status) {
    return appointment("\"status\":\"" + status + "\"," + ONE_TO_ONE + HOUR + PEOPLE);
  }

  private static String cancelled(String reason) {
    return appointment(
        "\"status\":\"cancelled\",\"cancelationReason\":"
            + reason
            + ","
            + ONE_TO_ONE
            + HOUR
            + PEOPLE);
  }

  private static Booking booking(String json) {
    return Sandbox.fact(Sandbox.read(json), Booking.class);
  }

  @ParameterizedTest
  @CsvSource({
    "pending, BOOKED",
    "booked, BOOKED",
    "arrived, KEPT",
    "checked-in, KEPT",
    "fulfilled, KEPT",
    "noshow, MISSED",
    "cancelled, CANCELLED"
  })
  void a_status_of_the_book_is_one_word_of_ours(String status, BookingStatus word) {
    assertThat(booking(withStatus(status)).status()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "proposed, NEVER_BOOKED",
    "waitlist, NEVER_BOOKED",
    "fulfiled, STATUS_UNKNOWN",
    "'', STATUS_UNKNOWN"
  })
  void a_status_that_books_nothing_is_a_gap(String status, GapReason why) {
    assertThat(Sandbox.read(withStatus(status))).isEqualTo(Sandbox.gap(why));
  }

  @Test
  void entered_in_error_withdraws_what_was_read_before() {
    assertThat(Sandbox.read(withStatus("entered-in-error"))).isEqualTo(new Reading.Withdrawn<>());
  }

  @ParameterizedTest
  @EnumSource(
      value = Appointment.AppointmentStatus.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "NULL")
  void no_status_of_the_standard_throws(Appointment.AppointmentStatus status) {
    assertThat(Sandbox.read(withStatus(status.toCode()))).isNotNull();
  }

  @Test
  void a_booking_says_when_with_whom_and_from_which_version() {
    var booking = booking(withStatus("booked"));
    assertThat(booking.source()).isEqualTo(new Source("Appointment", "17", "3"));
    assertThat(booking.patient()).isEqualTo(new PatientId("p1"));
    assertThat(booking.service()).isEqualTo("individual");
    assertThat(booking.start()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    assertThat(booking.end()).isEqualTo(Instant.parse("2026-03-02T09:50:00Z"));
    assertThat(booking.therapist()).isEqualTo(new TherapistId("t1"));
    assertThat(booking.modality()).isEqualTo(Modality.IN_PERSON);
    assertThat(booking.group()).isFalse();
  }

  @Test
  void a_group_appointment_is_one_booking_for_each_member() {
    var json =
        appointment(
            "\"status\":\"booked\","
                + service("psychotherapy-group")
                + HOUR
                + "\"participant\":[{\"actor\":{\"reference\":\"Patient/p1\"}},"
                + "{\"actor\":{\"reference\":\"Patient/p2\"}},{\"actor\":{\"reference\":\"Patient/p1\"}}]");
    var facts = ((Reading.Fact<List<ChartFact>>) Sandbox.read(json)).value();
    assertThat(facts).extracting(fact -> fact.patient().value()).containsExactly("p1", "p2");
    assertThat(facts).allMatch(fact -> ((Booking) fact).group());
  }

  @Test
  void a_member_who_declined_the_group_hour_has_no_booking_in_it() {
    var json =
        appointment(
            "\"status\":\"fulfilled\","
                + service("psychotherapy-group")
                + HOUR
                + "\"participant\":[{\"actor\":{\"reference\":\"Patient/p1\"},\"status\":\"declined\"},"
                + "{\"actor\":{\"reference\":\"Patient/p2\"},\"status\":\"accepted\"}]");
    assertThat(Sandbox.fact(Sandbox.read(json), Booking.class).patient())
        .isEqualTo(new PatientId("p2"));
  }

  @Test
  void a_group_of_one_member_left_is_still_a_group() {
    var json =
        appointment("\"status\":\"booked\"," + service("psychotherapy-group") + HOUR + PEOPLE);
    assertThat(booking(json).group()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"physiotherapy", "laboratory", "surgery"})
  void another_clinic_is_out_of_scope(String code) {
    var json = appointment("\"status\":\"noshow\"," + service(code) + HOUR + PEOPLE);
    assertThat(Sandbox.read(json)).isEqualTo(new Reading.OutOfScope<>());
  }

  @Test
  void an_appointment_that_does_not_say_its_service_is_out_of_scope() {
    assertThat(Sandbox.read(appointment("\"status\":\"noshow\"," + HOUR + PEOPLE)))
        .isEqualTo(new Reading.OutOfScope<>());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`` | NO_TIME",
        "`\"start\":\"2026-03-02\",` | TIME_NOT_EXACT",
        "`\"start\":\"2026-03-02T10:00:00\",` | TIME_NOT_EXACT",
        "`\"start\":\"yesterday\",` | TIME_NOT_EXACT",
        "`\"start\":\"1900-01-01T00:00:00Z\",` | TIME_IMPOSSIBLE",
        "`\"start\":\"9999-12-31T00:00:00Z\",` | TIME_IMPOSSIBLE",
        "`\"start\":\"2026-03-02T10:00:00Z\",\"end\":\"2026-03-02T09:00:00Z\",` | TIME_IMPOSSIBLE"
      },
      delimiter = '|')
  void a_moment_that_is_not_exact_is_a_gap(String time, GapReason why) {
    assertThat(Sandbox.read(appointment("\"status\":\"noshow\"," + ONE_TO_ONE + time + PEOPLE)))
        .isEqualTo(Sandbox.gap(why));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`[]` | NO_PATIENT",
        "`[{\"status\":\"accepted\"}]` | NO_PATIENT",
        "`[{\"actor\":{\"reference\":\"Practitioner/t1\"}}]` | NO_PATIENT",
        "`[{\"actor\":{\"type\":\"Patient\",\"display\":\"somebody\"}}]` | PATIENT_NOT_REFERENCED",
        "`[{\"actor\":{\"reference\":\"https://elsewhere.example/fhir/Patient/9\"}}]` | PATIENT_NOT_REFERENCED"
      },
      delimiter = '|')
  void a_client_whom_nobody_can_name_is_a_gap(String participants, GapReason why) {
    var json =
        appointment(
            "\"status\":\"noshow\"," + ONE_TO_ONE + HOUR + "\"participant\":" + participants);
    assertThat(Sandbox.read(json)).isEqualTo(Sandbox.gap(why));
  }

  @Test
  void an_absolute_reference_to_this_very_server_names_its_patient() {
    var json =
        appointment(
            "\"status\":\"booked\","
                + ONE_TO_ONE
                + HOUR
                + "\"participant\":[{\"actor\":{\"reference\":\"%s/Patient/p9\"}}]"
                    .formatted(Sandbox.BASE));
    assertThat(booking(json).patient()).isEqualTo(new PatientId("p9"));
  }

  @Test
  void participants_with_a_status_and_no_actor_do_no_harm() {
    var json =
        appointment(
            "\"status\":\"booked\","
                + ONE_TO_ONE
                + HOUR
                + "\"participant\":[{\"status\":\"accepted\"},{\"actor\":{\"reference\":\"Patient/p1\"}}]");
    assertThat(booking(json).therapist()).isNull();
  }

  @Test
  void a_no_show_with_free_text_as_its_reason_and_everybody_accepted_is_missed_without_reason() {
    var json =
        appointment(
            "\"status\":\"noshow\",\"cancelationReason\":{\"coding\":[{\"system\":\"urn:oid:1.2.3\","
                + "\"code\":\"9\",\"display\":\"Scheduled by mistake\"}],\"text\":\"Scheduled by mistake\"},"
                + ONE_TO_ONE
                + HOUR
                + PEOPLE);
    var booking = booking(json);
    assertThat(booking.status()).isEqualTo(BookingStatus.MISSED);
    assertThat(booking.reason()).isEqualTo(CancellationReason.NOT_GIVEN);
  }

  @Test
  void of_two_equal_practitioners_nobody_is_picked_unless_one_performs() {
    var two =
        "\"participant\":[{\"actor\":{\"reference\":\"Patient/p1\"}},"
            + "{\"actor\":{\"reference\":\"Practitioner/t1\"}},"
            + "{%s\"actor\":{\"reference\":\"Practitioner/t2\"}}]";
    var performs =
        "\"type\":[{\"coding\":[{\"system\":\"%s\",\"code\":\"PPRF\"}]}],"
            .formatted(Codes.PARTICIPATION_TYPE);
    var start = "\"status\":\"booked\"," + ONE_TO_ONE + HOUR;
    assertThat(booking(appointment(start + two.formatted(""))).therapist()).isNull();
    assertThat(booking(appointment(start + two.formatted(performs))).therapist())
        .isEqualTo(new TherapistId("t2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SiteSettings.CANCELLED_AT, Codes.R5_CANCELLATION_DATE})
  void when_it_was_cancelled_comes_from_an_extension(String url) {
    var extension =
        "\"extension\":[{\"url\":\"%s\",\"valueDateTime\":\"2026-03-01T18:00:00+01:00\"}],"
            .formatted(url);
    var json = appointment(extension + "\"status\":\"cancelled\"," + ONE_TO_ONE + HOUR + PEOPLE);
    assertThat(booking(json).cancelledAt()).isEqualTo(Instant.parse("2026-03-01T17:00:00Z"));
    assertThat(booking(json.replace("T18:00:00+01:00", "")).cancelledAt()).isNull();
    assertThat(booking(withStatus("cancelled")).cancelledAt()).isNull();
  }

  @Test
  void when_it_was_booked_is_kept_where_it_is_exact() {
    var created = withStatus("booked").replace("\"start\"", "\"created\":\"%s\",\"start\"");
    assertThat(booking(created.formatted("2026-01-15T09:00:00Z")).created())
        .isEqualTo(Instant.parse("2026-01-15T09:00:00Z"));
    assertThat(booking(created.formatted("2026-01-15")).created()).isNull();
  }

  @Test
  void a_telephone_or_video_hour_says_so() {
    var phone =
        withStatus("booked")
            .replace(
                "psychotherapy-individual\"}",
                "psychotherapy-individual\"},{\"system\":\"http://snomed.info/sct\",\"code\":\"185317003\"}");
    assertThat(booking(phone).modality()).isEqualTo(Modality.TELEPHONE);
    var video =
        withStatus("booked")
            .replace(
                "\"status\":\"booked\"",
                "\"status\":\"booked\",\"appointmentType\":{\"coding\":[{\"system\":\""
                    + Codes.ACT_CODE
                    + "\",\"code\":\"VR\"}]}");
    assertThat(booking(video).modality()).isEqualTo(Modality.VIRTUAL);
  }

  @Test
  void labels_are_carried_and_psychotherapy_notes_are_never_read() {
    var labelled =
        withStatus("booked")
            .replace(
                "\"versionId\":\"3\"",
                "\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}]");
    assertThat(booking(labelled).labels().all())
        .containsExactly(
            new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R"));
    assertThat(Sandbox.read(labelled.replace("\"R\"", "\"PSYTHPN\"")))
        .isEqualTo(Sandbox.gap(GapReason.PSYCHOTHERAPY_NOTES));
  }

  @Test
  void a_modifier_nobody_knows_is_not_read_past() {
    var json =
        withStatus("booked")
            .replace(
                "\"status\"",
                "\"modifierExtension\":[{\"url\":\"urn:not\",\"valueBoolean\":true}],\"status\"");
    assertThat(Sandbox.read(json)).isEqualTo(Sandbox.gap(GapReason.UNREADABLE));
  }

  @Test
  void a_reason_code_reaches_the_booking_only_where_the_hour_fell_through() {
    var reason =
        "{\"coding\":[{\"system\":\"%s\",\"code\":\"pat-lt\"}]}"
            .formatted(Codes.CANCELLATION_REASON);
    assertThat(booking(cancelled(reason)).reason()).isEqualTo(CancellationReason.TRANSPORT);
    assertThat(booking(cancelled(reason).replace("\"cancelled\"", "\"fulfilled\"")).reason())
        .isEqualTo(CancellationReason.NOT_GIVEN);
  }

  @Test
  void a_group_of_clients_narrows_the_scope() {
    var settings = SiteSettings.hospital().with("scope.group", "pilot");
    var mappers = Sandbox.mappers(settings, Set.of(new PatientId("p2")));
    assertThat(Sandbox.reader(mappers).read(withStatus("booked")).reading())
        .isEqualTo(new Reading.OutOfScope<>());
    assertThat(
            Sandbox.reader(mappers)
                .read(withStatus("booked").replace("Patient/p1", "Patient/p2"))
                .reading())
        .isInstanceOf(Reading.Fact.class);
  }

  @Test
  void where_a_site_names_only_a_group_all_that_is_booked_for_its_members_is_in_scope() {
    var settings = new SiteSettings().with("scope.group", "pilot");
    var mappers = Sandbox.mappers(settings, Set.of(new PatientId("p1")));
    var json = appointment("\"status\":\"booked\"," + HOUR + PEOPLE);
    assertThat(Sandbox.fact(Sandbox.reader(mappers).read(json).reading(), Booking.class).service())
        .isEqualTo(Scope.UNNAMED);
  }

  @ParameterizedTest
  @CsvSource({
    "scope.categories, serviceCategory",
    "scope.specialties, specialty",
  })
  void a_category_or_a_specialty_is_enough(String key, String element) {
    var settings = new SiteSettings().with(key, "urn:site|psy=individual");
    var json =
        appointment(
            "\"status\":\"booked\",\"%s\":[{\"coding\":[{\"system\":\"urn:site\",\"code\":\"psy\"}]}],"
                    .formatted(element)
                + HOUR
                + PEOPLE);
    assertThat(
            Sandbox.fact(
                    Sandbox.reader(Sandbox.mappers(settings, null)).read(json).reading(),
                    Booking.class)
                .service())
        .isEqualTo("individual");
  }

  @ParameterizedTest
  @CsvSource({"scope.practitioners, Practitioner/t1", "scope.locations, Location/l1"})
  void a_practitioner_or_a_place_is_enough(String key, String who) {
    var settings = new SiteSettings().with(key, who);
    var json =
        appointment(
            "\"status\":\"booked\","
                + HOUR
                + PEOPLE.replace("]", ",{\"actor\":{\"reference\":\"Location/l1\"}}]"));
    assertThat(
            Sandbox.fact(
                    Sandbox.reader(Sandbox.mappers(settings, null)).read(json).reading(),
                    Booking.class)
                .service())
        .isEqualTo(Scope.UNNAMED);
  }
}
