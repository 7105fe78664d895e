package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EhrAuthorisationTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final List<Access> NEEDED =
      List.of(Access.reading("Appointment"), Access.reading("Goal"), Access.keeping("Goal"));

  /** A clock that is set by hand. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  private static Certificates ours;
  private static Certificates theirs;

  private final HandClock clock = new HandClock();
  private StrictEhr hospital;
  private Certificates held;
  private SiteSettings settings;

  @BeforeAll
  static void make_keys() {
    ours =
        new Certificates()
            .elliptic("attune-client-1", daysAgo(100), 365)
            .rsa("attune-client-r", daysAgo(100), 365);
    theirs = new Certificates().elliptic("attune-client-9", daysAgo(9), 365);
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }

  @BeforeEach
  void open() {
    hospital = new StrictEhr(clock);
    held = ours;
    settings =
        new SiteSettings().with("ehr.base-url", hospital.base()).with("ehr.client-id", "attune");
    hospital.registered = () -> keys().published();
  }

  @AfterEach
  void close() {
    hospital.close();
  }

  private ClientKeys keys() {
    return new ClientKeys(settings, held, clock);
  }

  private EhrAuthorisation authorisation() {
    return new EhrAuthorisation(
        settings, new Connections(settings, held), keys(), () -> NEEDED, clock);
  }

  private EhrClient ehr() {
    return new EhrClient(settings, FHIR, new Connections(settings, held), authorisation(), clock);
  }

  private String sentence() {
    try {
      authorisation().token();
    } catch (EhrUnavailable refused) {
      var trace = new StringWriter();
      refused.printStackTrace(new PrintWriter(trace));
      assertThat(hospital.secrets).noneMatch(secret -> trace.toString().contains(secret));
      return String.valueOf(refused.getMessage());
    }
    throw new AssertionError("a token was had all the same");
  }

  private SignedJWT lastAssertion() throws java.text.ParseException {
    var assertions =
        hospital.secrets.stream().filter(secret -> secret.split("\\.", -1).length == 3).toList();
    return SignedJWT.parse(assertions.get(assertions.size() - 1));
  }

  @Test
  void a_request_carries_a_token_and_the_token_is_asked_for_once() throws EhrUnavailable {
    var ehr = ehr();
    assertThat(ehr.get("Appointment").status()).isEqualTo(200);
    assertThat(ehr.get("Goal").status()).isEqualTo(200);
    assertThat(hospital.unasked).isOne();
    assertThat(hospital.shown).hasSize(2).allMatch(header -> header.startsWith("Bearer "));
  }

  @Test
  void an_ehr_that_asks_nobody_is_shown_nothing() throws EhrUnavailable {
    settings.with("ehr.client-id", "");
    assertThat(ehr().get("Appointment").status()).isEqualTo(401);
    assertThat(hospital.shown).containsExactly("null");
    assertThat(hospital.discovered).isZero();
  }

  @Test
  void the_assertion_is_short_lived_and_names_its_reader() throws Exception {
    authorisation().token();
    var claims = lastAssertion().getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("attune").isEqualTo(claims.getSubject());
    assertThat(claims.getAudience()).containsExactly(hospital.tokenEndpoint);
    assertThat(claims.getExpirationTime().toInstant())
        .isBetween(clock.instant(), clock.instant().plusSeconds(300));
  }

  @Test
  void es384_is_preferred_and_rs384_is_used_where_the_server_takes_it_alone() throws Exception {
    authorisation().token();
    assertThat(lastAssertion().getHeader().getAlgorithm().getName()).isEqualTo("ES384");
    hospital.algorithms = List.of("RS384");
    authorisation().token();
    assertThat(lastAssertion().getHeader().getAlgorithm().getName()).isEqualTo("RS384");
    hospital.algorithms = List.of("PS256");
    assertThat(sentence()).contains("takes PS256").contains("ES384");
  }

  @Test
  void scopes_are_in_order_and_no_more_than_needed() throws EhrUnavailable {
    authorisation().token();
    assertThat(hospital.asked).containsExactly("system/Appointment.rs system/Goal.crus");
  }

  @Test
  void a_server_of_version_one_is_asked_in_its_own_words() throws EhrUnavailable {
    hospital.more = ",\"scopes_supported\":[\"system/*.read\",\"system/Goal.write\"]";
    authorisation().token();
    assertThat(hospital.asked)
        .containsExactly("system/Appointment.read system/Goal.read system/Goal.write");
  }

  @Test
  void a_server_that_does_not_understand_version_two_is_asked_again() throws EhrUnavailable {
    hospital.unknownScopes = Set.of("system/Goal.crus");
    authorisation().token();
    assertThat(hospital.asked)
        .containsExactly(
            "system/Appointment.rs system/Goal.crus",
            "system/Appointment.read system/Goal.read system/Goal.write");
  }

  @Test
  void a_scope_that_is_not_needed_costs_no_more_than_itself() throws EhrUnavailable {
    var messages = Access.reading("Communication").ifGiven();
    var all = new ArrayList<>(NEEDED);
    all.add(messages);
    var authorisation =
        new EhrAuthorisation(settings, new Connections(settings, held), keys(), () -> all, clock);
    hospital.unknownScopes = Set.of(messages.scope2(), messages.scopes1().get(0));
    assertThat(authorisation.token()).isNotEmpty();
    assertThat(hospital.asked)
        .hasSize(3)
        .endsWith("system/Appointment.rs system/Goal.crus")
        .first()
        .asString()
        .contains(messages.scope2());
    hospital.unknownScopes = Set.of();
    clock.pass(Duration.ofHours(1));
    assertThat(authorisation.token()).isNotEmpty();
    assertThat(hospital.asked).hasSize(4).last().asString().contains(messages.scope2());
  }

  @Test
  void one_scope_that_is_refused_takes_no_other_with_it() throws EhrUnavailable {
    var all = new ArrayList<>(NEEDED);
    List.of("Communication", "PractitionerRole", "Organization")
        .forEach(type -> all.add(Access.reading(type).ifGiven()));
    var authorisation =
        new EhrAuthorisation(settings, new Connections(settings, held), keys(), () -> all, clock);
    hospital.unknownScopes = Set.of("system/PractitionerRole.rs", "system/PractitionerRole.read");
    assertThat(authorisation.token()).isNotEmpty();
    assertThat(hospital.asked)
        .last()
        .isEqualTo(
            "system/Appointment.rs system/Communication.rs system/Goal.crus"
                + " system/Organization.rs");
    assertThat(hospital.asked).doesNotHaveDuplicates();
    hospital.unknownScopes =
        Set.of(
            "system/Communication.rs",
            "system/Communication.read",
            "system/Organization.rs",
            "system/Organization.read");
    clock.pass(Duration.ofHours(1));
    var token = authorisation.token();
    assertThat(hospital.scopesOf(token))
        .isEqualTo("system/Appointment.rs system/Goal.crus system/PractitionerRole.rs");
  }

  @Test
  void what_was_given_is_kept_where_the_server_has_enough_of_questions() throws EhrUnavailable {
    var all = new ArrayList<>(NEEDED);
    List.of("Communication", "PractitionerRole", "Organization")
        .forEach(type -> all.add(Access.reading(type).ifGiven()));
    var authorisation =
        new EhrAuthorisation(settings, new Connections(settings, held), keys(), () -> all, clock);
    hospital.unknownScopes = Set.of("system/Communication.rs", "system/Communication.read");
    hospital.patience = 5;
    var token = authorisation.token();
    assertThat(hospital.scopesOf(token)).isEqualTo("system/Appointment.rs system/Goal.crus");
    assertThat(hospital.unasked).as("told to wait, it waits").isEqualTo(6);
    assertThat(authorisation.token()).isEqualTo(token);
    hospital.patience = Integer.MAX_VALUE;
    clock.pass(Duration.ofMinutes(5));
    assertThat(hospital.scopesOf(authorisation.token()))
        .isEqualTo(
            "system/Appointment.rs system/Goal.crus system/Organization.rs"
                + " system/PractitionerRole.rs");
    int asked = hospital.unasked;
    assertThat(asked).as("what was not given is not asked for again at once").isEqualTo(7);
    clock.pass(Duration.ofMinutes(5));
    authorisation.token();
    assertThat(hospital.unasked).isEqualTo(asked + 1);
  }

  @Test
  void what_is_written_as_well_is_needed() throws EhrUnavailable {
    var all = List.of(Access.reading("Communication").ifGiven(), Access.keeping("Communication"));
    hospital.unknownScopes = Set.of("system/Communication.crus", "system/Communication.write");
    var authorisation =
        new EhrAuthorisation(settings, new Connections(settings, held), keys(), () -> all, clock);
    assertThatThrownBy(authorisation::token).hasMessageContaining("none of the scopes");
  }

  @Test
  void where_it_understands_nothing_the_sentence_says_so() {
    hospital.unknownScopes = Set.of("system/Goal.crus", "system/Goal.write");
    assertThat(sentence()).contains("none of the scopes").contains("registration");
  }

  @Test
  void a_token_is_renewed_shortly_before_it_expires() throws EhrUnavailable {
    var authorisation = authorisation();
    var first = authorisation.token();
    clock.pass(Duration.ofSeconds(270));
    assertThat(authorisation.token()).isEqualTo(first);
    clock.pass(Duration.ofSeconds(15));
    assertThat(authorisation.token()).isNotEqualTo(first);
  }

  @Test
  void no_token_is_kept_for_more_than_five_minutes() throws EhrUnavailable {
    hospital.life = 86_400;
    var authorisation = authorisation();
    var first = authorisation.token();
    clock.pass(Duration.ofMinutes(5));
    assertThat(authorisation.token()).isNotEqualTo(first);
  }

  @Test
  void a_very_short_life_is_used_for_most_of_it() throws EhrUnavailable {
    hospital.life = 4;
    var authorisation = authorisation();
    var first = authorisation.token();
    clock.pass(Duration.ofSeconds(2));
    assertThat(authorisation.token()).isEqualTo(first);
  }

  @Test
  void many_threads_ask_for_one_token() throws Exception {
    var authorisation = authorisation();
    assertThat(together(authorisation::token)).hasSize(1);
    assertThat(hospital.unasked).isOne();
  }

  @Test
  void many_threads_are_refused_by_one_answer() throws Exception {
    hospital.fails = 503;
    var authorisation = authorisation();
    together(
        () -> {
          try {
            return authorisation.token();
          } catch (EhrUnavailable refused) {
            return "";
          }
        });
    // A thread that comes after the refusal may ask anew; not each of those that waited for it.
    assertThat(hospital.unasked).isLessThan(8);
  }

  private static Set<String> together(Callable<String> work) throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      var tokens = new ArrayList<String>();
      for (var each : threads.invokeAll(java.util.Collections.nCopies(8, work))) {
        tokens.add(each.get());
      }
      return Set.copyOf(tokens);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_revoked_token_is_replaced_once() throws EhrUnavailable {
    var ehr = ehr();
    ehr.get("Appointment");
    hospital.revoke();
    assertThat(ehr.get("Appointment").status()).isEqualTo(200);
    assertThat(hospital.unasked).isEqualTo(2);
  }

  @Test
  void an_ehr_that_refuses_a_fresh_token_is_not_asked_for_ever() throws EhrUnavailable {
    var elsewhere = new StrictEhr(clock);
    try (elsewhere) {
      elsewhere.registered = hospital.registered;
      hospital.tokenEndpoint = elsewhere.tokenEndpoint;
      var ehr = ehr();
      var answer = ehr.get("Appointment");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(elsewhere.unasked).isEqualTo(2);
      assertThat(ehr.unavailable(answer)).hasMessageContaining("a token that was fresh");
    }
  }

  @Test
  void an_unknown_client_is_named_with_the_cure() {
    hospital.client = "somebody-else";
    assertThat(sentence()).contains("attune.ehr.client-id").contains("/attune/api/jwks");
  }

  @Test
  void an_unknown_key_is_named_with_the_cure() {
    hospital.registered = com.nimbusds.jose.jwk.JWKSet::new;
    assertThat(sentence()).contains("/attune/api/jwks");
  }

  @Test
  void clocks_that_differ_are_named() {
    hospital.itsClock = clock.instant();
    clock.pass(Duration.ofMinutes(9));
    assertThat(sentence()).containsPattern("5[34]\\d seconds apart");
  }

  @Test
  void clocks_that_differ_a_little_do_no_harm() throws EhrUnavailable {
    hospital.itsClock = clock.instant().minus(Duration.ofSeconds(50));
    assertThat(authorisation().token()).isNotEmpty();
    hospital.itsClock = clock.instant().plus(Duration.ofSeconds(200));
    assertThat(authorisation().token()).isNotEmpty();
  }

  @Test
  void a_client_without_the_grant_is_told_so() {
    hospital.fails = 400;
    hospital.error = "unauthorized_client";
    assertThat(sentence()).contains("client_credentials");
  }

  @Test
  void a_fault_of_the_server_is_waited_for_and_its_address_is_looked_up_anew()
      throws EhrUnavailable {
    hospital.fails = 503;
    var authorisation = authorisation();
    assertThatThrownBy(authorisation::token).hasMessageContaining("asked again later");
    hospital.fails = 0;
    assertThat(authorisation.token()).isNotEmpty();
    assertThat(hospital.discovered).isEqualTo(2);
  }

  @Test
  void a_server_that_gives_no_token_five_times_is_left_alone_for_longer_and_longer()
      throws EhrUnavailable {
    hospital.fails = 400;
    hospital.error = "unauthorized_client";
    var authorisation = authorisation();
    for (int n = 0; n < 5; n++) {
      assertThatThrownBy(authorisation::token).hasMessageNotContaining("left alone");
    }
    var asked = hospital.discovered;
    for (int n = 0; n < 3; n++) {
      assertThatThrownBy(authorisation::token)
          .hasMessageContaining("may not have tokens for itself")
          .hasMessageEndingWith("its server is left alone for 2 seconds; nothing is lost.");
    }
    assertThat(hospital.discovered).as("nobody asked").isEqualTo(asked);
    clock.pass(Duration.ofSeconds(2));
    assertThatThrownBy(authorisation::token).hasMessageNotContaining("left alone");
    assertThatThrownBy(authorisation::token).hasMessageContaining("left alone for 4 seconds");
    hospital.fails = 0;
    clock.pass(Duration.ofSeconds(4));
    assertThat(authorisation.token()).isNotEmpty();
  }

  @Test
  void a_token_in_between_makes_good_what_failed_before() throws EhrUnavailable {
    var authorisation = authorisation();
    for (int times = 0; times < 3; times++) {
      hospital.fails = 503;
      for (int n = 0; n < 3; n++) {
        assertThatThrownBy(authorisation::token).hasMessageNotContaining("left alone");
      }
      hospital.fails = 0;
      assertThat(authorisation.token()).isNotEmpty();
      clock.pass(Duration.ofMinutes(6));
    }
  }

  @Test
  void a_server_that_says_when_to_come_back_is_not_asked_before() throws EhrUnavailable {
    hospital.fails = 429;
    hospital.comeBackIn = Duration.ofSeconds(40);
    var authorisation = authorisation();
    assertThatThrownBy(authorisation::token).hasMessageContaining("asked again later");
    hospital.fails = 0;
    clock.pass(Duration.ofSeconds(39));
    assertThatThrownBy(authorisation::token).hasMessageContaining("asked again later");
    assertThat(hospital.unasked).isOne();
    clock.pass(Duration.ofSeconds(1));
    assertThat(authorisation.token()).isNotEmpty();
  }

  @Test
  void without_a_key_the_sentence_says_where_one_belongs() {
    settings.with("ehr.key-manager", "elsewhere");
    assertThat(sentence()).contains("attune-client").contains("attune.ehr.key-manager");
  }

  @Test
  void an_ehr_without_smart_is_named() {
    settings.with("ehr.base-url", hospital.base() + "/none");
    assertThat(sentence()).contains("SMART").contains("attune.ehr.client-id");
  }

  @Test
  void a_silent_ehr_is_named() {
    hospital.close();
    assertThat(sentence()).contains("cannot be reached").contains("attune.ehr.base-url");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused() {
    try (var safe = new StrictEhr(clock, theirs.context())) {
      settings.with("ehr.base-url", safe.base());
      assertThat(sentence()).contains("certificate").contains("attune.ehr.ssl-context");
      assertThat(safe.discovered).isZero();
    }
  }

  @Test
  void an_authority_that_the_site_has_named_is_trusted() throws EhrUnavailable {
    held = theirs;
    try (var safe = new StrictEhr(clock, theirs.context())) {
      safe.registered = () -> keys().published();
      settings.with("ehr.base-url", safe.base()).with("ehr.ssl-context", "hospital");
      assertThat(ehr().get("Appointment").status()).isEqualTo(200);
    }
  }

  @Test
  void a_name_that_the_server_does_not_know_is_refused_with_a_sentence() {
    settings.with("ehr.ssl-context", "nonsense");
    assertThat(sentence()).contains("attune.ehr.ssl-context");
  }

  @Test
  void a_token_endpoint_without_tls_beside_an_ehr_with_it_gets_nothing() {
    held = theirs;
    try (var safe = new StrictEhr(clock, theirs.context())) {
      settings.with("ehr.base-url", safe.base()).with("ehr.ssl-context", "hospital");
      safe.tokenEndpoint = hospital.tokenEndpoint;
      assertThat(sentence()).contains("without TLS");
      assertThat(hospital.unasked).isZero();
    }
  }

  @Test
  void less_than_was_asked_for_is_understood_in_either_version() {
    assertThat(Access.keeping("Goal").coveredBy(List.of("system/*.cruds"))).isTrue();
    assertThat(Access.keeping("Goal").coveredBy(List.of("system/Goal.read"))).isFalse();
    assertThat(Access.keeping("Goal").coveredBy(List.of("system/Goal.read", "system/Goal.write")))
        .isTrue();
    assertThat(Access.reading("Goal").coveredBy(List.of("system/Goal.rs?category=x"))).isTrue();
    assertThat(Access.reading("Goal").coveredBy(List.of("system/Goal.r"))).isFalse();
    assertThat(Access.reading("Goal").coveredBy(List.of("system/GoalThing.rs"))).isFalse();
  }

  @Test
  void fewer_scopes_than_asked_for_still_open_the_door() throws EhrUnavailable {
    hospital.granted = "system/Appointment.rs";
    assertThat(ehr().get("Appointment").status()).isEqualTo(200);
  }
}
