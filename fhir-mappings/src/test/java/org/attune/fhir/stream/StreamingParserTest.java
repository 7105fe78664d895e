package org.attune.fhir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.attune.fhir.Sandbox;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingParserTest {

  private static final Set<String> TYPES =
      Set.of(
          "Appointment",
          "CarePlan",
          "Communication",
          "Consent",
          "Encounter",
          "EpisodeOfCare",
          "Goal",
          "Observation",
          "Patient",
          "QuestionnaireResponse",
          "Task");

  private static final String BOOKED =
      """
      {"resourceType":"Appointment","id":"1","meta":{"versionId":"2"},"status":"booked",
       "start":"2026-03-02T09:00:00+01:00","participant":[{"status":"accepted"}]}\
      """;

  private final StreamingParser withoutPages =
      new StreamingParser(
          Sandbox.CONTEXT,
          TYPES,
          TYPES.stream().collect(Collectors.toMap(type -> type, type -> Set.of("text"))),
          100);

  private final StreamingParser parser = new StreamingParser(Sandbox.CONTEXT, TYPES, Map.of(), 100);

  @Test
  void it_makes_the_same_objects_as_HAPI_of_every_example_of_the_standard_that_it_reads()
      throws IOException, URISyntaxException {
    var read = new TreeSet<String>();
    URL index = Objects.requireNonNull(StreamingParserTest.class.getResource("/spec-json.txt"));
    var jar = URI.create(index.toURI().toString().replaceFirst("!/.*", ""));
    try (var examples = FileSystems.newFileSystem(jar, Map.of());
        var all = Files.walk(examples.getPath("/json"))) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        var text = text(file);
        withoutPages
            .read(text)
            .ifPresent(
                streamed -> {
                  assertThat(told(streamed)).as(file.toString()).isEqualTo(told(parsed(text)));
                  read.add(streamed.fhirType());
                });
      }
    }
    // Or the comparison would be of nothing.
    assertThat(read).isEqualTo(new TreeSet<>(TYPES));
  }

  @Test
  void an_id_carries_its_type_and_version_as_HAPI_gives_them() {
    var streamed = parser.read(BOOKED).orElseThrow();
    var parsed = FhirR4.parse(Sandbox.CONTEXT, BOOKED).orElseThrow();
    assertThat(streamed.getIdElement().getValue())
        .isEqualTo("Appointment/1/_history/2")
        .isEqualTo(parsed.getIdElement().getValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"1\",\"resourceType\":\"Appointment\"}",
        "{\"resourceType\":\"Flag\",\"id\":\"1\"}",
        "{\"resourceType\":\"Appointment\",\"id\":\"a/b\"}",
        "{\"resourceType\":\"Appointment\",\"id\":\"1\",\"id\":\"2\"}",
        "{\"resourceType\":\"Appointment\",\"status\":\"booked\",\"status\":\"noshow\"}",
        "{\"resourceType\":\"Appointment\",\"status\":\"not-a-status\"}",
        "{\"resourceType\":\"Appointment\",\"_status\":{\"id\":\"1\"}}",
        "{\"resourceType\":\"Appointment\",\"status\":null}",
        "{\"resourceType\":\"Appointment\",\"status\":[\"booked\"]}",
        "{\"resourceType\":\"Appointment\",\"start\":\"2026-02-30T09:00:00Z\"}",
        "{\"resourceType\":\"Appointment\",\"minutesDuration\":\"50\"}",
        "{\"resourceType\":\"Appointment\",\"minutesDuration\":-0}",
        "{\"resourceType\":\"Appointment\",\"minutesDuration\":5e1}",
        "{\"resourceType\":\"Appointment\",\"unheardOf\":1}",
        "{\"resourceType\":\"Appointment\",\"contained\":[]}",
        "{\"resourceType\":\"Appointment\",\"modifierExtension\":[{\"url\":\"u\"}]}",
        "{\"resourceType\":\"Appointment\",\"extension\":[{\"valueCode\":\"a\",\"url\":\"u\"}]}",
        "{\"resourceType\":\"Appointment\",\"extension\":[{\"url\":\"u\",\"valueCode\":\"a\","
            + "\"extension\":[]}]}",
        "{\"resourceType\":\"Appointment\",\"description\":\"\"}",
        "{\"resourceType\":\"Appointment\"} {}",
        "{\"resourceType\":\"Appointment\"",
        "{'resourceType':'Appointment'}",
        "[]",
        ""
      })
  void it_leaves_to_HAPI_what_is_not_as_the_standard_has_it(String text) {
    assertThat(parser.read(text)).isEmpty();
  }

  @Test
  void it_goes_no_deeper_than_it_is_told() {
    var deep = new StringBuilder("{\"resourceType\":\"QuestionnaireResponse\",\"item\":[");
    deep.append("{\"item\":[".repeat(60)).append("]}".repeat(60)).append("]}");
    assertThat(parser.read(deep.toString())).isEmpty();
  }

  @Test
  void what_nobody_reads_is_gone_through_and_not_kept() {
    var text =
        """
        {"resourceType":"Patient","id":"1","text":{"status":"generated","div":"<div>x</div>"},
         "name":[{"family":"Doe","given":["J"]}],"active":true}\
        """;
    var blind =
        new StreamingParser(Sandbox.CONTEXT, TYPES, Map.of("Patient", Set.of("text", "name")), 100);
    assertThat(written(blind.read(text).orElseThrow()))
        .isEqualTo("{\"resourceType\":\"Patient\",\"id\":\"1\",\"active\":true}");
    assertThat(blind.read(text.replace("[\"J\"]", "\"J\""))).isEmpty();
  }

  /** Every value of an object and of its parts, with its type and its place. */
  private static String told(Base part) {
    var text = new StringBuilder(part.fhirType());
    if (part.isPrimitive()) {
      text.append('=').append(part.primitiveValue());
    }
    for (Property property : part.children()) {
      for (Base value : property.getValues()) {
        if (value != null && !value.isEmpty()) {
          text.append(' ').append(property.getName()).append('(').append(told(value)).append(')');
        }
      }
    }
    return text.toString();
  }

  private static String written(Resource resource) {
    return Sandbox.CONTEXT.newJsonParser().encodeResourceToString(resource);
  }

  private static Resource parsed(String text) {
    var parsed = FhirR4.parse(Sandbox.CONTEXT, text).orElseThrow();
    if (parsed instanceof DomainResource record) {
      record.setText(null);
    }
    return parsed;
  }

  private static String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
