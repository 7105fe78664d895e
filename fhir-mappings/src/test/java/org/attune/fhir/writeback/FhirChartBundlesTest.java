package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.chart.ChartCopy;
import org.attune.chart.ChartCopy.Said;
import org.attune.chart.Charts;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.OutsideEyes;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.Labels;
import org.attune.therapy.SecurityLabel;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FhirChartBundlesTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final String DEGREE = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final SecurityLabel NORMAL = new SecurityLabel(DEGREE, "N");
  private static final SecurityLabel RESTRICTED = new SecurityLabel(DEGREE, "R");
  private static final SecurityLabel SENSITIVE =
      new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PSY");

  private final FhirChartBundles bundles = new FhirChartBundles(FHIR);
  private final ChartCopy copy = Charts.copy(Locale.ENGLISH);

  static List<Locale> languages() {
    return Catalogue.LANGUAGES;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void it_is_valid_without_a_warning_in_every_language(Locale language) {
    var text = bundles.of(labelled(Charts.copy(language), NORMAL));
    assertThat(OutsideEyes.complaints(text)).isEmpty();
    assertThat(OutsideEyes.complaints(text.replace("\"active\"", "\"awake\""))).isNotEmpty();
    assertThat(read(text).getLanguage()).isEqualTo(language.getLanguage());
  }

  @Test
  void one_thing_that_is_said_is_one_flag_as_it_stands_in_the_record() {
    var flags = flags(bundles.of(copy));
    assertThat(flags).hasSameSizeAs(copy.said()).isNotEmpty();
    for (int each = 0; each < flags.size(); each++) {
      var flag = flags.get(each);
      var said = copy.said().get(each);
      assertThat(flag.getIdentifierFirstRep().getSystem()).isEqualTo(Codes.FINDING);
      assertThat(flag.getIdentifierFirstRep().getValue()).isEqualTo(said.name());
      assertThat(flag.getStatus()).isEqualTo(FlagStatus.ACTIVE);
      var code = flag.getCode().getCodingFirstRep();
      assertThat(code.getSystem() + " " + code.getCode() + "|" + code.getVersion())
          .isEqualTo(Codes.SIGNAL + " " + said.rule());
      assertThat(flag.getCode().getText()).isEqualTo(said.sentence());
      assertThat(flag.getPeriod().getStart()).isEqualTo(said.start());
      assertThat(flag.getExtensionByUrl(Codes.FLAG_PRIORITY)).isNotNull();
      assertThat(flag.getText().getDiv().allText())
          .contains(said.sentence(), "What else could explain it:");
    }
  }

  @Test
  void what_has_ended_is_inactive_since_then() {
    var first = copy.said().get(0);
    var over =
        new Said(
            first.name(),
            first.rule(),
            first.category(),
            first.level(),
            first.sentence(),
            first.explanation(),
            first.start(),
            copy.asOf(),
            first.evidence(),
            first.labels());
    var text = bundles.of(with(copy, List.of(over)));
    assertThat(OutsideEyes.complaints(text)).isEmpty();
    assertThat(flags(text))
        .singleElement()
        .satisfies(
            flag -> {
              assertThat(flag.getStatus()).isEqualTo(FlagStatus.INACTIVE);
              assertThat(flag.getPeriod().getEnd()).isEqualTo(copy.asOf());
            });
  }

  @Test
  void the_client_and_the_evidence_are_references_into_the_record_and_nothing_of_them_is_copied() {
    var bundle = read(bundles.of(copy));
    assertThat(bundle.getType()).isEqualTo(BundleType.COLLECTION);
    assertThat(bundle.getEntry())
        .extracting(entry -> entry.getResource().fhirType())
        .containsOnlyOnce("Device")
        .containsOnly("Device", "Flag");
    for (var flag : flags(bundle)) {
      assertThat(flag.getSubject().getReference())
          .isEqualTo(copy.ehrBase() + "/Patient/" + copy.patient().value());
      assertThat(flag.getSubject().getDisplay()).isNull();
      assertThat(flag.getAuthor().getReference()).isEqualTo(bundle.getEntry().get(0).getFullUrl());
      assertThat(details(flag))
          .isNotEmpty()
          .allMatch(reference -> reference.startsWith(copy.ehrBase() + "/"));
    }
    assertThat(flags(bundle).stream().flatMap(flag -> details(flag).stream()))
        .containsExactlyElementsOf(
            copy.said().stream()
                .flatMap(said -> said.evidence().stream())
                .map(source -> copy.ehrBase() + "/" + source.reference())
                .toList());
  }

  @Test
  void every_flag_carries_the_labels_of_its_evidence_and_the_bundle_the_highest_of_all() {
    var said = labelled(copy, NORMAL).said();
    var restricted = labelled(copy, RESTRICTED, SENSITIVE).said();
    var mixed = Stream.concat(said.stream().limit(1), restricted.stream().skip(1)).toList();
    var bundle = read(bundles.of(with(copy, mixed)));
    var labels = flags(bundle).stream().map(flag -> Marks.labels(flag.getMeta())).toList();
    assertThat(labels.get(0)).isEqualTo(new Labels(List.of(NORMAL)));
    assertThat(labels.subList(1, labels.size()))
        .isNotEmpty()
        .allMatch(new Labels(List.of(RESTRICTED, SENSITIVE))::equals);
    assertThat(Marks.labels(bundle.getMeta()))
        .isEqualTo(new Labels(List.of(RESTRICTED, SENSITIVE)));
  }

  @Test
  void the_same_copy_is_the_same_text_and_the_same_thing_has_the_same_address_in_every_copy() {
    assertThat(bundles.of(Charts.copy(Locale.ENGLISH))).isEqualTo(bundles.of(copy));
    var english = addresses(bundles.of(copy));
    assertThat(addresses(bundles.of(Charts.copy(Locale.GERMAN)))).isEqualTo(english);
    assertThat(english).doesNotHaveDuplicates().allMatch(each -> each.startsWith("urn:uuid:"));
    var elsewhere =
        new ChartCopy(
            copy.patient(), copy.asOf(), copy.language(), "https://other.example/r4", copy.said());
    assertThat(addresses(bundles.of(elsewhere))).doesNotContainAnyElementsOf(english);
  }

  @Test
  void of_a_client_of_whom_nothing_is_said_it_says_nothing() {
    var text = bundles.of(with(copy, List.of()));
    assertThat(OutsideEyes.complaints(text)).isEmpty();
    assertThat(flags(text)).isEmpty();
  }

  private static ChartCopy with(ChartCopy copy, List<Said> said) {
    return new ChartCopy(copy.patient(), copy.asOf(), copy.language(), copy.ehrBase(), said);
  }

  private static ChartCopy labelled(ChartCopy copy, SecurityLabel... labels) {
    return with(
        copy,
        copy.said().stream()
            .map(
                each ->
                    new Said(
                        each.name(),
                        each.rule(),
                        each.category(),
                        each.level(),
                        each.sentence(),
                        each.explanation(),
                        each.start(),
                        each.end(),
                        each.evidence(),
                        new Labels(List.of(labels))))
            .toList());
  }

  private static List<String> details(Flag flag) {
    return flag.getExtensionsByUrl(Codes.FLAG_DETAIL).stream()
        .map(detail -> ((Reference) detail.getValue()).getReference())
        .toList();
  }

  private static List<String> addresses(String text) {
    return read(text).getEntry().stream().map(BundleEntryComponent::getFullUrl).toList();
  }

  private static List<Flag> flags(String text) {
    return flags(read(text));
  }

  private static List<Flag> flags(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(BundleEntryComponent::getResource)
        .filter(Flag.class::isInstance)
        .map(Flag.class::cast)
        .toList();
  }

  private static Bundle read(String text) {
    return FHIR.context().newJsonParser().parseResource(Bundle.class, text);
  }
}
