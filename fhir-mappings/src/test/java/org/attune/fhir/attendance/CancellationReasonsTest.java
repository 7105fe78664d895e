package org.attune.fhir.attendance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.fhir.Codes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.settings.SettingRejected;
import org.attune.therapy.CancellationReason;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationReasonsTest {

  private final CancellationReasons reasons = CancellationReasons.of(SiteSettings.hospital());

  private static CodeableConcept standard(String code) {
    return new CodeableConcept(new Coding(Codes.CANCELLATION_REASON, code, null));
  }

  @ParameterizedTest
  @CsvSource({
    "pat, CHANNEL_ONLY",
    "pat-crs, CHANNEL_ONLY",
    "pat-cpp, CHANNEL_ONLY",
    "pat-dec, DEATH",
    "pat-fb, FEELING_BETTER",
    "pat-lt, TRANSPORT",
    "pat-mt, COVER",
    "pat-mv, MOVED",
    "pat-preg, PREGNANCY_OR_BIRTH",
    "pat-swl, RESCHEDULED",
    "pat-ucp, UNHAPPY_WITH_PROVIDER",
    "prov, SERVICE",
    "prov-pers, SERVICE",
    "prov-dch, SERVICE",
    "prov-edu, SERVICE",
    "prov-hosp, SERVICE",
    "prov-labs, SERVICE",
    "prov-mri, SERVICE",
    "prov-onc, SERVICE",
    "maint, SERVICE",
    "meds-inc, SERVICE",
    "other, CHANNEL_ONLY",
    "oth-cms, COVER",
    "oth-err, SERVICE",
    "oth-fin, COST",
    "oth-iv, SERVICE",
    "oth-int, INTERPRETER",
    "oth-mu, SERVICE",
    "oth-room, SERVICE",
    "oth-oerr, SERVICE",
    "oth-swie, SERVICE",
    "oth-weath, WEATHER"
  })
  void each_code_of_the_standard_has_its_own_row(String code, CancellationReason reason) {
    assertThat(reasons.of(standard(code))).isEqualTo(reason);
  }

  @Test
  void the_table_holds_the_32_codes_of_R4_and_no_other() {
    assertThat(CancellationReasons.R4).hasSize(32);
  }

  @Test
  void no_code_that_says_who_but_not_why_counts_as_the_clients_reason() {
    assertThat(CancellationReasons.R4.values())
        .noneMatch(reason -> reason.kind() == CancellationReason.Kind.CLIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "own-reason, OWN_REASON",
    "asked-no-answer, RATHER_NOT_SAY",
    "work-or-care, WORK_OR_CARE",
    "illness, LIFE_EVENT"
  })
  void the_sites_own_codes_speak(String code, CancellationReason reason) {
    assertThat(reasons.of(new CodeableConcept(new Coding(SiteSettings.SITE_REASON, code, null))))
        .isEqualTo(reason);
  }

  @Test
  void text_alone_or_a_code_nobody_mapped_is_no_reason() {
    assertThat(reasons.of(new CodeableConcept())).isEqualTo(CancellationReason.NOT_GIVEN);
    assertThat(reasons.of(new CodeableConcept().setText("forgot")))
        .isEqualTo(CancellationReason.NOT_GIVEN);
    assertThat(reasons.of(new CodeableConcept(new Coding("urn:other", "pat-lt", null))))
        .isEqualTo(CancellationReason.NOT_GIVEN);
    assertThat(reasons.of(standard("pat-xyz"))).isEqualTo(CancellationReason.NOT_GIVEN);
  }

  @Test
  void a_code_that_tells_something_speaks_before_one_that_names_a_channel() {
    var both = standard("pat-cpp").addCoding(new Coding(Codes.CANCELLATION_REASON, "pat-lt", null));
    assertThat(reasons.of(both)).isEqualTo(CancellationReason.TRANSPORT);
  }

  @Test
  void the_sites_own_code_speaks_before_the_standard_one() {
    var both = standard("pat-lt").addCoding(new Coding(SiteSettings.SITE_REASON, "illness", null));
    assertThat(reasons.of(both)).isEqualTo(CancellationReason.LIFE_EVENT);
  }

  @Test
  void a_reason_that_does_not_exist_is_refused_with_its_setting_named() {
    var wrong = new SiteSettings().with("fhir.cancellation-codes", "urn:x|a=RESISTED");
    assertThatThrownBy(() -> CancellationReasons.of(wrong))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("fhir.cancellation-codes");
  }

  private static <T extends Resource> T published(Class<T> type) throws IOException {
    var name = "/org/attune/fhir/" + type.getSimpleName() + "-cancellation-reason.json";
    try (var file = Objects.requireNonNull(Codes.class.getResourceAsStream(name))) {
      return Sandbox.CONTEXT.newJsonParser().parseResource(type, file);
    }
  }

  private static String inOurs(CancellationReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Stream<String> withChildren(ConceptDefinitionComponent concept) {
    return Stream.concat(
        Stream.of(concept.getCode()),
        concept.getConcept().stream().flatMap(CancellationReasonsTest::withChildren));
  }

  @Test
  void the_standard_itself_has_these_codes() {
    var standard =
        (CodeSystem)
            Objects.requireNonNull(
                new DefaultProfileValidationSupport(Sandbox.CONTEXT)
                    .fetchCodeSystem(Codes.CANCELLATION_REASON));
    assertThat(standard.getConcept().stream().flatMap(CancellationReasonsTest::withChildren))
        .containsExactlyInAnyOrderElementsOf(CancellationReasons.R4.keySet());
  }

  @Test
  void the_published_map_says_what_the_table_says_code_by_code() throws IOException {
    var group = published(ConceptMap.class).getGroupFirstRep();
    assertThat(group.getSource()).isEqualTo(Codes.CANCELLATION_REASON);
    var told = new TreeMap<String, String>();
    group.getElement().forEach(row -> told.put(row.getCode(), row.getTargetFirstRep().getCode()));
    var wanted = new TreeMap<String, String>();
    CancellationReasons.R4.forEach((code, reason) -> wanted.put(code, inOurs(reason)));
    assertThat(told).isEqualTo(wanted);
    assertThat(group.getElement()).hasSize(32);
    assertThat(group.getUnmapped().getCode()).isEqualTo(inOurs(CancellationReason.NOT_GIVEN));
  }

  @Test
  void the_published_reasons_are_ours_each_with_its_kind() throws IOException {
    var told = new TreeMap<String, String>();
    for (var concept : published(CodeSystem.class).getConcept()) {
      told.put(concept.getCode(), concept.getPropertyFirstRep().getValueCodeType().getCode());
    }
    var wanted = new TreeMap<String, String>();
    for (var reason : CancellationReason.values()) {
      wanted.put(inOurs(reason), reason.kind().name().toLowerCase(Locale.ROOT));
    }
    assertThat(told).isEqualTo(wanted);
  }
}
