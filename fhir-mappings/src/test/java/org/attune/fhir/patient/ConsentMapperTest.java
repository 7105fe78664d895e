package org.attune.fhir.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentMapperTest {

  private static final String PRIVACY =
      "{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]}";
  private static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

  private final SiteSettings settings = SiteSettings.hospital();

  private static String consent(String status, String scope, String rest) {
    return "{\"resourceType\":\"Consent\",\"id\":\"c1\",\"status\":\"%s\",\"scope\":%s,\"patient\":{\"reference\":\"Patient/p1\"},%s}"
        .formatted(status, scope, rest);
  }

  private Reading<List<ChartFact>> read(String json) {
    return Sandbox.reader(Sandbox.mappers(settings, null)).read(json).reading();
  }

  private Objection objection(String rest) {
    return Sandbox.fact(read(consent("active", PRIVACY, rest)), Objection.class);
  }

  private boolean ignored(String json) {
    return read(json) instanceof Reading.OutOfScope;
  }

  private boolean ignoredRest(String rest) {
    return ignored(consent("active", PRIVACY, rest));
  }

  @Test
  void a_denial_that_names_nobody_is_meant_for_us_too() {
    var objection = objection("\"provision\":{\"type\":\"deny\"}");
    assertThat(objection.patient()).isEqualTo(new PatientId("p1"));
    assertThat(objection.inForce(Instant.EPOCH)).isTrue();
  }

  @Test
  void opting_out_by_a_rule_is_a_denial() {
    var rule =
        "\"policyRule\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"%s\"}]}";
    assertThat(objection(rule.formatted("OPTOUT")).from()).isNull();
    assertThat(ignoredRest(rule.formatted("OPTIN"))).isTrue();
    assertThat(ignoredRest(rule.formatted("OPTOUT") + ",\"provision\":{\"type\":\"permit\"}"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"draft", "proposed", "rejected", "inactive", "entered-in-error"})
  void only_an_active_consent_counts(String status) {
    assertThat(ignored(consent(status, PRIVACY, "\"provision\":{\"type\":\"deny\"}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"research", "adr"})
  void a_consent_to_something_else_is_not_ours(String scope) {
    assertThat(
            ignored(
                consent(
                    "active",
                    PRIVACY.replace("patient-privacy", scope),
                    "\"provision\":{\"type\":\"deny\"}")))
        .isTrue();
  }

  @Test
  void a_permission_is_no_denial() {
    assertThat(ignoredRest("\"provision\":{\"type\":\"permit\"}")).isTrue();
    assertThat(ignoredRest("\"dateTime\":\"2026-01-01\"")).isTrue();
  }

  @Test
  void a_denial_for_a_purpose_means_us_where_the_site_says_so() {
    var deny =
        "\"provision\":{\"type\":\"deny\",\"purpose\":[{\"system\":\""
            + ACT_REASON
            + "\",\"code\":\"HQUALIMP\"}]}";
    assertThat(ignoredRest(deny)).isTrue();
    settings.with("fhir.consent-codes", ACT_REASON + "|HQUALIMP");
    assertThat(objection(deny)).isNotNull();
  }

  @Test
  void a_denial_for_an_actor_means_us_where_the_site_says_so() {
    var deny =
        "\"provision\":{\"type\":\"deny\",\"actor\":[{\"role\":{\"text\":\"x\"},\"reference\":{\"reference\":\"Device/9\"}}]}";
    assertThat(ignoredRest(deny)).isTrue();
    settings.with("fhir.consent-actors", "Device/9");
    assertThat(objection(deny)).isNotNull();
  }

  @Test
  void a_denial_within_a_permission_counts_with_its_own_time() {
    var objection =
        objection(
            "\"provision\":{\"type\":\"permit\",\"provision\":[{\"type\":\"deny\",\"period\":{\"start\":\"2026-03-01\",\"end\":\"2026-03-31\"}}]}");
    assertThat(objection.inForce(Instant.parse("2026-02-28T22:59:59Z"))).isFalse();
    assertThat(objection.inForce(Instant.parse("2026-02-28T23:00:00Z"))).isTrue();
    assertThat(objection.inForce(Instant.parse("2026-03-31T21:00:00Z"))).isTrue();
    assertThat(objection.inForce(Instant.parse("2026-04-01T00:00:00Z"))).isFalse();
  }

  @Test
  void a_denial_for_single_records_is_not_one_of_everything() {
    assertThat(
            ignoredRest(
                "\"provision\":{\"type\":\"deny\",\"data\":[{\"meaning\":\"instance\",\"reference\":{\"reference\":\"Encounter/1\"}}]}"))
        .isTrue();
  }
}
