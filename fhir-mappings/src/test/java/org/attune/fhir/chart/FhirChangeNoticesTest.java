package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.attune.ehr.ChangeNotices.Bell;
import org.attune.ehr.ChangeNotices.Given;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FhirChangeNoticesTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Bell BELL =
      new Bell("https://attune.example/attune/api/hook", "Authorization: Bearer word");

  /** All but messages, for which nobody waits. */
  private static final int TYPES = Feed.needed().size();

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital().with("ehr.base-url", hospital.base());

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private Given ask(Bell bell, Instant now) throws EhrUnavailable {
    var ehr = new EhrClient(settings, FHIR);
    var readers = new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, FHIR);
    return new FhirChangeNotices(ehr, FHIR, readers).ask(bell, now);
  }

  private List<Subscription> subscriptions() {
    return hospital.all(Subscription.class);
  }

  private Subscription on(String type) {
    return subscriptions().stream()
        .filter(one -> one.getCriteria().startsWith(type + "?"))
        .findFirst()
        .orElseThrow();
  }

  private void set(Subscription one, SubscriptionStatus status) {
    one.setStatus(status);
    hospital.put(one);
  }

  private void activateAll() {
    subscriptions().forEach(one -> set(one, SubscriptionStatus.ACTIVE));
  }

  private long written() {
    return hospital.asked.stream().filter(line -> !line.startsWith("GET")).count();
  }

  @Test
  void one_is_asked_for_each_type_that_is_followed_without_a_payload() throws EhrUnavailable {
    assertThat(ask(BELL, NOW)).isEqualTo(new Given(0, TYPES, List.of()));
    assertThat(subscriptions())
        .hasSize(TYPES)
        .allSatisfy(
            one -> {
              assertThat(one.getStatus()).isEqualTo(SubscriptionStatus.REQUESTED);
              assertThat(one.getChannel().getEndpoint()).isEqualTo(BELL.address());
              assertThat(one.getChannel().hasPayload()).isFalse();
              assertThat(one.getChannel().getHeader().get(0).getValue()).isEqualTo(BELL.header());
              assertThat(one.getEnd()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(30))));
            });
    assertThat(on("Appointment").getCriteria()).isEqualTo("Appointment?");
    assertThat(on("Observation").getCriteria()).startsWith("Observation?code=");
    assertThat(subscriptions())
        .as("every message of the hospital would ring")
        .noneMatch(one -> one.getCriteria().startsWith("Communication"));
  }

  @Test
  void those_that_stand_are_left_alone() throws EhrUnavailable {
    ask(BELL, NOW);
    activateAll();
    long before = written();
    assertThat(ask(BELL, NOW)).isEqualTo(new Given(TYPES, 0, List.of()));
    assertThat(written()).isEqualTo(before);
  }

  @Test
  void one_that_failed_or_was_switched_off_is_asked_for_again_in_its_place() throws EhrUnavailable {
    ask(BELL, NOW);
    activateAll();
    set(on("Goal"), SubscriptionStatus.ERROR);
    set(on("Task"), SubscriptionStatus.OFF);
    assertThat(ask(BELL, NOW)).isEqualTo(new Given(TYPES - 2, 2, List.of()));
    assertThat(subscriptions()).hasSize(TYPES);
    assertThat(on("Goal").getStatus()).isEqualTo(SubscriptionStatus.REQUESTED);
  }

  @Test
  void one_is_prolonged_before_it_ends() throws EhrUnavailable {
    ask(BELL, NOW);
    activateAll();
    var later = NOW.plus(Duration.ofDays(24));
    ask(BELL, later);
    assertThat(subscriptions())
        .hasSize(TYPES)
        .allSatisfy(
            one -> assertThat(one.getEnd()).isEqualTo(Date.from(later.plus(Duration.ofDays(30)))));
  }

  @Test
  void what_two_nodes_asked_for_at_once_and_what_is_no_longer_wanted_is_switched_off()
      throws EhrUnavailable {
    ask(BELL, NOW);
    var twin = on("Appointment").copy();
    twin.setId("zz-twin");
    hospital.put(twin);
    settings.with("fhir.score-observations", "false");
    ask(BELL, NOW);
    assertThat(subscriptions())
        .filteredOn(one -> one.getStatus() == SubscriptionStatus.OFF)
        .extracting(one -> one.getCriteria().replaceFirst("\\?.*", ""))
        .containsExactlyInAnyOrder("Appointment", "Observation");
  }

  @Test
  void a_new_address_or_a_new_word_reaches_those_that_stand() throws EhrUnavailable {
    ask(BELL, NOW);
    activateAll();
    var moved = new Bell("https://new.example/attune/api/hook", "Authorization: Bearer other");
    ask(moved, NOW);
    assertThat(subscriptions())
        .hasSize(TYPES)
        .allSatisfy(
            one -> {
              assertThat(one.getChannel().getEndpoint()).isEqualTo(moved.address());
              assertThat(one.getChannel().getHeader().get(0).getValue()).isEqualTo(moved.header());
            });
  }

  @Test
  void a_subscription_of_somebody_else_is_never_touched() throws EhrUnavailable {
    hospital.put(
        """
        {"resourceType":"Subscription","id":"theirs","status":"error","reason":"x","criteria":"Appointment?",\
        "channel":{"type":"rest-hook","endpoint":"https://other.example/hook"}}\
        """);
    ask(BELL, NOW);
    assertThat(hospital.asked).noneMatch(line -> line.startsWith("PUT"));
  }

  @Test
  void an_ehr_that_has_no_subscriptions_is_asked_for_none() throws EhrUnavailable {
    hospital.once(line -> line.startsWith("GET Subscription"), 404);
    assertThat(ask(BELL, NOW).refused()).hasSize(TYPES).contains("Appointment");
    assertThat(written()).isZero();
  }

  @Test
  void one_type_that_is_refused_does_not_stand_in_the_way_of_the_others() throws EhrUnavailable {
    hospital.once(line -> line.startsWith("POST Subscription"), 422);
    assertThat(ask(BELL, NOW)).isEqualTo(new Given(0, TYPES - 1, List.of("EpisodeOfCare")));
  }

  @Test
  void an_ehr_that_is_out_of_order_is_no_refusal() {
    hospital.once(line -> line.startsWith("POST Subscription"), 503);
    assertThatThrownBy(() -> ask(BELL, NOW)).isInstanceOf(EhrUnavailable.class);
  }

  @Test
  void access_is_asked_for_only_where_the_site_wants_it() {
    assertThat(new NoticeAccess(settings).access()).isEmpty();
    settings.with("hooks.url", "https://attune.example/attune/");
    assertThat(new NoticeAccess(settings).access()).containsExactly(Access.keeping("Subscription"));
  }
}
