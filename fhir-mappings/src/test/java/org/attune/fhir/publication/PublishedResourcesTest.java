package org.attune.fhir.publication;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.attune.fhir.Codes;
import org.attune.fhir.OutsideEyes;
import org.attune.fhir.Sandbox;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that Attune publishes is FHIR R4, in the eyes of a validator that is not ours. */
class PublishedResourcesTest {

  private final PublishedResources resources = new PublishedResources(new FhirR4());

  static Stream<Path> published() {
    return OutsideEyes.published();
  }

  @ParameterizedTest
  @MethodSource("published")
  void each_is_valid_without_a_warning(Path file) {
    assertThat(OutsideEyes.complaints(OutsideEyes.text(file))).isEmpty();
  }

  @Test
  void the_index_names_every_file_and_no_other() {
    assertThat(PublishedResources.files())
        .as("index.txt beside the resources, one file name a line")
        .containsExactlyInAnyOrderElementsOf(
            published()
                .map(file -> Objects.requireNonNull(file.getFileName()).toString())
                .toList());
  }

  @Test
  void one_is_given_by_type_and_id_and_nothing_else_is_given() {
    assertThat(resources.one("CodeSystem", "sign"))
        .hasValueSatisfying(
            sign ->
                assertThat(
                        Sandbox.CONTEXT
                            .newJsonParser()
                            .parseResource(CodeSystem.class, sign)
                            .getUrl())
                    .isEqualTo(Codes.ATTUNE + "/CodeSystem/sign"));
    assertThat(resources.one("CodeSystem", "nonsense")).isEmpty();
    assertThat(resources.one("../index", "txt")).isEmpty();
    assertThat(resources.one("CodeSystem", "../../../META-INF/beans")).isEmpty();
  }

  @Test
  void all_of_it_is_one_valid_collection() {
    var all = Sandbox.CONTEXT.newJsonParser().parseResource(Bundle.class, resources.all());
    assertThat(all.getType()).isEqualTo(BundleType.COLLECTION);
    assertThat(all.getEntry()).hasSize(PublishedResources.files().size());
    assertThat(all.getEntry())
        .allSatisfy(
            entry ->
                assertThat(((MetadataResource) entry.getResource()).getUrl())
                    .isEqualTo(entry.getFullUrl()));
  }

  @Test
  void the_kit_is_one_transaction_that_updates_each_by_its_url() {
    var kit = Sandbox.CONTEXT.newJsonParser().parseResource(Bundle.class, resources.kit());
    assertThat(kit.getType()).isEqualTo(BundleType.TRANSACTION);
    assertThat(kit.getEntry()).hasSize(PublishedResources.files().size());
    assertThat(kit.getEntry())
        .allSatisfy(
            entry -> {
              var resource = (MetadataResource) entry.getResource();
              // Without an id of its own the parser takes the name of the entry.
              assertThat(resource.getId()).isEqualTo(entry.getFullUrl());
              assertThat(entry.getFullUrl()).startsWith("urn:uuid:");
              assertThat(entry.getRequest().getMethod()).isEqualTo(HTTPVerb.PUT);
              assertThat(entry.getRequest().getUrl())
                  .isEqualTo(resource.fhirType() + "?url=" + resource.getUrl());
            });
    assertThat(kit.getEntry()).extracting(BundleEntryComponent::getFullUrl).doesNotHaveDuplicates();
    // Each entry is validated by itself; one is enough to see that its frame is sound.
    var frame = kit.copy();
    frame.setEntry(frame.getEntry().subList(0, 1)).getEntryFirstRep().getResource().setId("");
    assertThat(
            OutsideEyes.complaints(Sandbox.CONTEXT.newJsonParser().encodeResourceToString(frame)))
        .isEmpty();
  }

  @Test
  void the_kit_holds_what_is_published_to_the_letter() {
    var parser = Sandbox.CONTEXT.newJsonParser();
    var kit = parser.parseResource(Bundle.class, resources.kit());
    for (var entry : kit.getEntry()) {
      var resource = (MetadataResource) entry.getResource();
      var id = resource.getUrl().substring(resource.getUrl().lastIndexOf('/') + 1);
      var published =
          (MetadataResource)
              parser.parseResource(resources.one(resource.fhirType(), id).orElseThrow());
      published.setId((String) null);
      resource.setId((String) null);
      assertThat(parser.encodeResourceToString(resource))
          .isEqualTo(parser.encodeResourceToString(published));
    }
  }

  @Test
  void the_validator_finds_what_is_wrong() {
    var sign = OutsideEyes.text(file("CodeSystem-sign.json"));
    assertThat(OutsideEyes.complaints(sign.replace("\"draft\"", "\"ready\""))).isNotEmpty();
    assertThat(OutsideEyes.complaints(sign.replace("\"b02\"", "\"b01\""))).isNotEmpty();
    var map = OutsideEyes.text(file("ConceptMap-cancellation-reason.json"));
    assertThat(OutsideEyes.complaints(map.replace("\"transport\"", "\"nowhere\""))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"as-written", "total-score"})
  void an_extension_stands_on_the_one_it_derives_from(String extension) {
    var definition =
        Sandbox.CONTEXT
            .newJsonParser()
            .parseResource(
                StructureDefinition.class,
                OutsideEyes.text(file("StructureDefinition-" + extension + ".json")));
    var whole =
        OutsideEyes.SUPPORT.generateSnapshot(
            new ValidationSupportContext(OutsideEyes.SUPPORT),
            definition,
            definition.getUrl(),
            null,
            null);
    assertThat(((StructureDefinition) Objects.requireNonNull(whole)).getSnapshot().getElement())
        .hasSizeGreaterThan(definition.getDifferential().getElement().size());
  }

  private static Path file(String name) {
    return published().filter(file -> file.endsWith(name)).findFirst().orElseThrow();
  }
}
