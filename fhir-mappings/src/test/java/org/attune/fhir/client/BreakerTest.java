package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.hl7.fhir.r4.model.Flag;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Breaker breaker = Breaker.ofFailures();
  private Instant now = NOON;

  @Test
  void four_failures_in_a_row_are_not_enough_and_an_answer_in_between_starts_anew() {
    fail(4);
    assertThat(breaker.wait(now)).isEmpty();
    breaker.answered();
    fail(4);
    assertThat(breaker.wait(now)).isEmpty();
  }

  @Test
  void after_five_nothing_is_asked_and_then_one_tries_while_the_others_wait() {
    fail(5);
    assertThat(breaker.wait(now)).contains(Duration.ofSeconds(2));
    now = now.plusSeconds(2);
    assertThat(breaker.wait(now)).isEmpty();
    assertThat(breaker.wait(now)).isPresent();
    breaker.answered();
    assertThat(breaker.wait(now)).isEmpty();
  }

  @Test
  void the_pause_doubles_and_is_never_longer_than_half_a_minute() {
    fail(5);
    for (int n = 0; n < 20; n++) {
      var wait = breaker.wait(now).orElseThrow();
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(30));
      now = now.plus(wait);
      assertThat(breaker.wait(now)).isEmpty();
      fail(1);
    }
    assertThat(breaker.wait(now)).contains(Duration.ofSeconds(30));
  }

  @Test
  void whoever_is_asked_to_wait_waits_at_once_and_never_longer_than_five_minutes() {
    breaker.failed(now, Duration.ofSeconds(90));
    assertThat(breaker.wait(now)).contains(Duration.ofSeconds(90));
    now = now.plusSeconds(90);
    assertThat(breaker.wait(now)).isEmpty();
    breaker.answered();
    breaker.failed(now, Duration.ofDays(1));
    assertThat(breaker.wait(now)).contains(Duration.ofMinutes(5));
  }

  @Test
  void too_much_without_a_word_of_how_long_counts_as_a_failure() {
    for (int n = 0; n < 4; n++) {
      breaker.failed(now, null);
      assertThat(breaker.wait(now)).isEmpty();
    }
    breaker.failed(now, null);
    assertThat(breaker.wait(now)).contains(Duration.ofSeconds(2));
  }

  @Test
  void an_EHR_that_asks_for_a_rest_is_not_asked_again_until_it_is_over() throws EhrUnavailable {
    try (var hospital = new StubEhr()) {
      var ehr = ehr(hospital);
      asksForARest(hospital);
      assertThat(ehr.get("Flag").status()).isEqualTo(429);
      assertThatThrownBy(() -> ehr.get("Flag"))
          .isInstanceOf(EhrUnavailable.class)
          .hasMessageContaining("asked for a rest");
      assertThat(hospital.asked).hasSize(1);
      now = now.plusSeconds(60);
      assertThat(ehr.get("Flag").ok()).isTrue();
    }
  }

  @Test
  void to_come_later_for_what_takes_long_rests_nothing_else() throws EhrUnavailable {
    try (var hospital = new StubEhr()) {
      var ehr = ehr(hospital);
      asksForARest(hospital);
      assertThat(ehr.poll("Flag").status()).isEqualTo(429);
      assertThat(ehr.poll("Flag").ok()).isTrue();
      assertThat(ehr.get("Flag").ok()).isTrue();
    }
  }

  private static void asksForARest(StubEhr hospital) {
    hospital.once(
        new StubEhr.Fault(line -> line.startsWith("GET "), 429, "{}", Map.of("Retry-After", "60")));
  }

  @Test
  void who_tried_and_never_came_back_does_not_block_the_line_for_ever() {
    fail(5);
    now = now.plusSeconds(2);
    assertThat(breaker.wait(now)).isEmpty();
    now = now.plusSeconds(60);
    assertThat(breaker.wait(now)).isEmpty();
  }

  @Test
  void an_EHR_that_fails_is_left_alone_in_reading_while_writing_goes_on() throws EhrUnavailable {
    try (var hospital = new StubEhr()) {
      var ehr = ehr(hospital);
      for (int n = 0; n < 5; n++) {
        hospital.once(line -> line.startsWith("GET "), 503);
        assertThat(ehr.get("Flag").status()).isEqualTo(503);
      }
      assertThatThrownBy(() -> ehr.get("Flag"))
          .isInstanceOf(EhrUnavailable.class)
          .hasMessageContaining("left alone for 2 seconds");
      assertThat(hospital.asked).hasSize(5);
      assertThat(ehr.post("Flag", new Flag(), null).ok()).isTrue();
      now = now.plusSeconds(2);
      assertThat(ehr.get("Flag").ok()).isTrue();
      assertThat(ehr.get("Flag").ok()).isTrue();
    }
  }

  @Test
  void a_refusal_is_an_answer_and_no_failure_of_the_line() throws EhrUnavailable {
    try (var hospital = new StubEhr()) {
      var ehr = ehr(hospital);
      for (int n = 0; n < 8; n++) {
        hospital.once(line -> line.startsWith("GET "), 403);
        assertThat(ehr.get("Flag").status()).isEqualTo(403);
      }
    }
  }

  private EhrClient ehr(StubEhr hospital) {
    var settings = SiteSettings.hospital().with("ehr.base-url", hospital.base());
    var connections = new Connections(settings, ServerSecurity.NOTHING);
    var keys = new ClientKeys(settings, ServerSecurity.NOTHING, clock());
    var nobody = new EhrAuthorisation(settings, connections, keys, List::of, clock());
    return new EhrClient(settings, new FhirR4(), connections, nobody, clock());
  }

  private void fail(int times) {
    for (int n = 0; n < times; n++) {
      breaker.failed(now);
    }
  }

  private Clock clock() {
    java.time.InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
