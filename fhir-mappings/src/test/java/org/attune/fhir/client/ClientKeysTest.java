package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.attune.fhir.SiteSettings;
import org.junit.jupiter.api.Test;

class ClientKeysTest {

  private final Certificates held = new Certificates();

  private ClientKeys at(String moment) {
    return new ClientKeys(
        new SiteSettings(), held, Clock.fixed(Instant.parse(moment), ZoneOffset.UTC));
  }

  private static String algorithm(ClientKey key) {
    return key.algorithm().getName();
  }

  @Test
  void only_public_parts_are_published() {
    held.elliptic("attune-client-1", Instant.parse("2026-01-01T00:00:00Z"), 365)
        .rsa("attune-client-2", Instant.parse("2026-01-01T00:00:00Z"), 365);
    var published = at("2026-03-01T00:00:00Z").published();
    assertThat(published.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
    assertThat(published.toString(true)).doesNotContain("\"d\"").contains("\"kid\"", "\"alg\"");
  }

  @Test
  void another_application_s_key_in_the_same_store_is_left_alone() {
    held.elliptic("tls", Instant.parse("2026-01-01T00:00:00Z"), 365);
    assertThat(at("2026-03-01T00:00:00Z").none()).isTrue();
  }

  @Test
  void a_key_that_smart_has_no_use_for_is_left_alone() {
    held.elliptic("attune-client-1", "secp256r1", Instant.parse("2026-01-01T00:00:00Z"), 9);
    assertThat(at("2026-01-02T00:00:00Z").none()).isTrue();
  }

  @Test
  void the_new_key_is_published_at_once_and_signs_when_all_have_heard_of_it() {
    held.elliptic("attune-client-1", Instant.parse("2026-01-01T00:00:00Z"), 365);
    var old = at("2026-03-01T12:00:00Z").signing(List.of()).orElseThrow().id();
    held.elliptic("attune-client-2", Instant.parse("2026-03-01T12:00:00Z"), 365);
    var soon = at("2026-03-01T18:00:00Z");
    assertThat(soon.published().getKeys()).hasSize(2);
    assertThat(at("2026-03-02T18:00:00Z").signing(List.of()).orElseThrow().id()).isNotEqualTo(old);
    assertThat(at("2026-03-01T12:10:00Z").signing(List.of()).orElseThrow().id()).isEqualTo(old);
  }

  @Test
  void an_only_key_signs_at_once() {
    held.elliptic("attune-client-1", Instant.parse("2026-03-01T12:00:00Z"), 365);
    assertThat(at("2026-03-01T18:00:00Z").signing(List.of())).isPresent();
    held.rsa("attune-client-2", Instant.parse("2026-03-01T12:00:00Z"), 365);
    assertThat(at("2026-03-01T12:01:00Z").signing(List.of()).map(ClientKeysTest::algorithm))
        .contains("ES384");
  }

  @Test
  void an_expired_key_is_neither_published_nor_used() {
    held.elliptic("attune-client-1", Instant.parse("2025-01-01T00:00:00Z"), 30)
        .elliptic("attune-client-2", Instant.parse("2026-01-01T00:00:00Z"), 365);
    var keys = at("2026-03-01T00:00:00Z");
    assertThat(keys.published().getKeys()).hasSize(1);
    assertThat(at("2028-03-01T00:00:00Z").none()).isTrue();
  }

  @Test
  void a_key_says_nothing_of_itself() {
    held.elliptic("attune-client-1", Instant.parse("2026-01-01T00:00:00Z"), 365);
    var key = at("2026-03-01T00:00:00Z").signing(List.of()).orElseThrow();
    assertThat(key.toString()).isEqualTo("key " + key.id());
  }
}
