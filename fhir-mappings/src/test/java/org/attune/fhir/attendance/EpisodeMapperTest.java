package org.attune.fhir.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.attune.therapy.Treatment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeMapperTest {

  private static final String TYPE =
      "\"type\":[{\"coding\":[{\"system\":\"%s\",\"code\":\"psychotherapy-individual\"}]}],"
          .formatted(SiteSettings.SERVICE);
  private static final String CLIENT = "\"patient\":{\"reference\":\"Patient/p1\"}";

  private static String episode(String status, String period, String rest) {
    return "{\"resourceType\":\"EpisodeOfCare\",\"id\":\"9\",\"status\":\"%s\",\"period\":%s,%s}"
        .formatted(status, period, rest);
  }

  private static Treatment treatment(String json) {
    return Sandbox.fact(Sandbox.read(json), Treatment.class);
  }

  @ParameterizedTest
  @CsvSource({"active", "onhold"})
  void an_open_episode_has_no_end_even_where_one_is_foreseen(String status) {
    var open =
        treatment(
            episode(status, "{\"start\":\"2026-01-05\",\"end\":\"2026-09-01\"}", TYPE + CLIENT));
    assertThat(open.end()).isNull();
  }

  @Test
  void the_dates_of_a_period_are_whole_days_of_the_hospital() {
    var closed =
        treatment(
            episode(
                "finished", "{\"start\":\"2026-01-05\",\"end\":\"2026-06-30\"}", TYPE + CLIENT));
    assertThat(closed.start()).isEqualTo(Instant.parse("2026-01-04T23:00:00Z"));
    assertThat(closed.end()).isEqualTo(Instant.parse("2026-06-30T21:59:59Z"));
  }

  @ParameterizedTest
  @CsvSource({"2025-12, 2025-11-30T23:00:00Z", "2025, 2024-12-31T23:00:00Z"})
  void a_month_or_a_year_begins_with_its_first_day(String start, Instant moment) {
    assertThat(treatment(episode("active", "{\"start\":\"" + start + "\"}", TYPE + CLIENT)).start())
        .isEqualTo(moment);
  }

  @ParameterizedTest
  @CsvSource({
    "planned, NEVER_BOOKED",
    "waitlist, NEVER_BOOKED",
    "cancelled, NEVER_BOOKED",
    "finished, NO_TIME",
    "over, STATUS_UNKNOWN"
  })
  void an_episode_that_never_began_or_ended_at_no_known_time_is_a_gap(
      String status, GapReason why) {
    assertThat(Sandbox.read(episode(status, "{\"start\":\"2026-01-05\"}", TYPE + CLIENT)))
        .isEqualTo(Sandbox.gap(why));
  }

  @Test
  void entered_in_error_withdraws() {
    assertThat(Sandbox.read(episode("entered-in-error", "{}", TYPE + CLIENT)))
        .isEqualTo(new Reading.Withdrawn<>());
  }

  @Test
  void an_episode_of_another_kind_or_of_none_is_out_of_scope() {
    assertThat(
            Sandbox.read(
                episode(
                    "active", "{}", TYPE.replace("psychotherapy-individual", "surgery") + CLIENT)))
        .isEqualTo(new Reading.OutOfScope<>());
    assertThat(Sandbox.read(episode("active", "{}", CLIENT))).isEqualTo(new Reading.OutOfScope<>());
    assertThat(treatment(episode("active", "{}", TYPE + CLIENT)).start()).isNull();
  }

  @Test
  void an_end_before_the_start_is_impossible() {
    assertThat(
            Sandbox.read(
                episode(
                    "finished",
                    "{\"start\":\"2026-06-01\",\"end\":\"2026-01-01\"}",
                    TYPE + CLIENT)))
        .isEqualTo(Sandbox.gap(GapReason.TIME_IMPOSSIBLE));
  }
}
