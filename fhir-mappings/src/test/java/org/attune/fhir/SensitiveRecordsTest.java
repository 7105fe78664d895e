package org.attune.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.therapy.Booking;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.attune.therapy.Treatment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door does with records that are more sensitive than others. */
class SensitiveRecordsTest {

  private static final String OWN = "https://hospital.example/fhir/CodeSystem/own";

  private static String security(String system, String code) {
    return "\"security\":[{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}]";
  }

  private static String appointment(String meta, String service, String place) {
    return """
    {"resourceType":"Appointment","id":"17","meta":{%s},"status":"booked",
     "serviceType":[{"coding":[{"system":"%s","code":"%s"}]}],
     "start":"2026-03-02T10:00:00+01:00","end":"2026-03-02T10:50:00+01:00",
     "participant":[{"actor":{"reference":"Patient/p1"},"status":"accepted"},
       {"actor":{"reference":"%s"},"status":"accepted"}]}"""
        .formatted(meta, SiteSettings.SERVICE, service, place);
  }

  private static String hour(String meta) {
    return appointment(meta, "psychotherapy-individual", "Location/day-clinic");
  }

  private static Reading<List<ChartFact>> read(SiteSettings settings, String json) {
    return Sandbox.reader(Sandbox.mappers(settings, null)).read(json).reading();
  }

  @ParameterizedTest
  @CsvSource({
    "http://terminology.hl7.org/CodeSystem/v3-ActCode, PSYTHPN",
    "http://hl7.org/fhir/v3/ActCode, PSYTHPN",
    "http://terminology.hl7.org/CodeSystem/v3-ActCode, HIPAAPsyNotes",
    "http://hl7.org/fhir/v3/ActCode, HIPAAPsyNotes"
  })
  void psychotherapy_notes_leave_no_fact_but_are_counted_under_either_url(
      String system, String code) {
    assertThat(Sandbox.read(hour(security(system, code))))
        .isEqualTo(Sandbox.gap(GapReason.PSYCHOTHERAPY_NOTES));
  }

  @Test
  void process_notes_stay_outside_even_where_part_2_is_let_in() {
    var both =
        "\"security\":[{\"code\":\"42CFRPart2\"},{\"system\":\"http://hl7.org/fhir/v3/ActCode\",\"code\":\"PSYTHPN\"}]";
    assertThat(read(SiteSettings.hospital().with("scope.part-2", "true"), hour(both)))
        .isEqualTo(Sandbox.gap(GapReason.PSYCHOTHERAPY_NOTES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        "http://hl7.org/fhir/v3/ActCode"
      })
  void what_is_under_part_2_is_kept_out_until_the_site_lets_it_in(String system) {
    var labelled = hour(security(system, "42CFRPart2"));
    assertThat(Sandbox.read(labelled)).isEqualTo(Sandbox.gap(GapReason.PART_2));
    var letIn = read(SiteSettings.hospital().with("scope.part-2", "true"), labelled);
    assertThat(Sandbox.fact(letIn, Booking.class).labels().all())
        .extracting(label -> label.code())
        .containsExactly("42CFRPart2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Location/day-clinic", SiteSettings.SERVICE + "|psychotherapy-individual"})
  void a_unit_that_the_site_names_is_kept_out_without_any_label(String unit) {
    var settings = SiteSettings.hospital().with("scope.part-2-units", unit);
    assertThat(read(settings, hour(""))).isEqualTo(Sandbox.gap(GapReason.PART_2));
    assertThat(read(settings, appointment("", "psychotherapy-group", "Location/other")))
        .isInstanceOf(Reading.Fact.class);
  }

  @Test
  void what_is_not_ours_anyway_is_not_even_counted() {
    var surgery =
        appointment(
            security("http://hl7.org/fhir/v3/ActCode", "42CFRPart2"), "surgery", "Location/1");
    assertThat(Sandbox.read(surgery)).isEqualTo(new Reading.OutOfScope<>());
  }

  @Test
  void no_gap_ever_tells_whose_record_is_under_part_2() {
    var person =
        "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"meta\":{%s}}"
            .formatted(security("http://hl7.org/fhir/v3/ActCode", "42CFRPart2"));
    assertThat(Sandbox.read(person)).isInstanceOf(Reading.Fact.class);
  }

  @Test
  void an_episode_is_court_ordered_where_its_type_or_tag_says_so_in_the_sites_words() {
    var settings = SiteSettings.hospital().with("scope.court-ordered", OWN + "|court");
    assertThat(treatment(settings, "court", "").courtOrdered()).isTrue();
    assertThat(
            treatment(settings, "x", "\"tag\":[{\"system\":\"" + OWN + "\",\"code\":\"court\"}]")
                .courtOrdered())
        .isTrue();
    assertThat(treatment(settings, "x", "").courtOrdered()).isFalse();
    assertThat(treatment(SiteSettings.hospital(), "court", "").courtOrdered()).isFalse();
  }

  private static Treatment treatment(SiteSettings settings, String type, String meta) {
    var json =
        """
        {"resourceType":"EpisodeOfCare","id":"9","meta":{%s},"status":"active",
         "type":[{"coding":[{"system":"%s","code":"psychotherapy-individual"},{"system":"%s","code":"%s"}]}],
         "period":{"start":"2026-01-05"},"patient":{"reference":"Patient/p1"}}"""
            .formatted(meta, SiteSettings.SERVICE, OWN, type);
    return Sandbox.fact(read(settings, json), Treatment.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"meta\":{\"tag\":[{\"system\":\"" + OWN + "\",\"code\":\"test\"}]}",
        "\"meta\":{\"security\":[{\"system\":\"" + OWN + "\",\"code\":\"test\"}]}",
        "\"identifier\":[{\"system\":\"" + OWN + "\",\"value\":\"test\"}]"
      })
  void a_test_record_is_known_by_the_sites_own_mark(String mark) {
    var json = "{\"resourceType\":\"Patient\",\"id\":\"p1\"," + mark + "}";
    var settings = SiteSettings.hospital().with("scope.test-records", OWN + "|test");
    assertThat(Sandbox.fact(read(settings, json), Client.class).test()).isTrue();
    assertThat(Sandbox.fact(Sandbox.read(json), Client.class).test()).isFalse();
  }
}
