package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.LenientErrorHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.client.JsonText;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.attune.therapy.ScaleScore;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records that others made, clean and broken: none may throw, each ends as one of four readings.
 */
class OutsideRecordsTest {

  private static final Set<String> READ_BY_US =
      Set.of(
          "Appointment",
          "Encounter",
          "EpisodeOfCare",
          "Patient",
          "QuestionnaireResponse",
          "Goal",
          "CarePlan");

  private final ResourceReader reader = Sandbox.reader(Sandbox.mappers());

  static Stream<Path> files() throws IOException, URISyntaxException {
    URL folder =
        Objects.requireNonNull(OutsideRecordsTest.class.getResource("/org/attune/fhir/outside"));
    try (Stream<Path> all = Files.walk(Path.of(folder.toURI()))) {
      return all.filter(path -> path.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void an_outside_file_ends_as_facts_or_as_a_gap(Path file) {
    readAll(text(file)).forEach(entry -> assertThat(entry.reading()).isNotNull());
  }

  @Test
  void every_example_of_the_standard_ends_as_facts_a_gap_withdrawn_or_out_of_scope()
      throws IOException, URISyntaxException {
    var seen = new TreeMap<String, Integer>();
    try (FileSystem examples = examples();
        Stream<Path> all = Files.walk(examples.getPath("/json"))) {
      all.filter(path -> path.toString().endsWith(".json"))
          .map(OutsideRecordsTest::text)
          .flatMap(text -> Stream.concat(Stream.of(read(text)), inScope(text)))
          .forEach(entry -> seen.merge(kind(entry), 1, Integer::sum));
    }
    // Shows that the corpus is not empty and that the mappers, not only the parser, were met.
    assertThat(seen).containsKeys("Fact", "OutOfScope", "Gap NO_ID", "Gap STATUS_UNKNOWN");
    assertThat(seen.get("Fact")).isGreaterThan(50);
    assertThat(seen.values().stream().mapToInt(n -> n).sum()).isGreaterThan(4_700);
  }

  @Test
  void the_clean_depression_form_of_US_Core_is_scored() {
    var text = text(files("QuestionnaireResponse-phq-9-example.json"));
    var score = Sandbox.fact(read(text).reading(), ScaleScore.class);
    assertThat(score.instrument().value()).isEqualTo("phq-9");
    assertThat(score.total()).isBetween(0.0, 27.0);
  }

  @Test
  void a_whole_patient_of_synthea_is_read_entry_by_entry() {
    var kinds = new EnumMap<GapReason, Integer>(GapReason.class);
    var facts = new TreeMap<String, Integer>();
    for (ChartEntry entry :
        readAll(text(files("Alberto_Atencio_fc712d1f-5a2e-4407-9c55-a2a2bad623c2.json")))) {
      if (entry.reading() instanceof Reading.Gap<List<ChartFact>> gap) {
        kinds.merge(gap.reason(), 1, Integer::sum);
      } else if (entry.reading() instanceof Reading.Fact<List<ChartFact>> fact) {
        fact.value().forEach(one -> facts.merge(one.getClass().getSimpleName(), 1, Integer::sum));
      }
    }
    assertThat(facts).containsEntry("Client", 1);
    assertThat(kinds).doesNotContainKey(GapReason.UNREADABLE);
  }

  private ChartEntry read(String text) {
    return Sandbox.read(reader, text);
  }

  // The same record once more as one of our clinic's, with an id: so that its mapper reads it, too.
  private Stream<ChartEntry> inScope(String text) {
    if (!READ_BY_US.contains(type(text))) {
      return Stream.empty();
    }
    var lenient = new LenientErrorHandler(false);
    lenient.disableAllErrors();
    var parser = Sandbox.CONTEXT.newJsonParser();
    parser.setParserErrorHandler(lenient);
    Resource resource;
    try {
      resource = (Resource) parser.parseResource(text);
    } catch (RuntimeException unreadable) {
      return Stream.empty();
    }
    resource.setId("in-scope");
    if (resource instanceof Appointment appointment) {
      appointment
          .addServiceType()
          .addCoding()
          .setSystem(SiteSettings.SERVICE)
          .setCode("psychotherapy-individual");
    } else if (resource instanceof Encounter encounter) {
      encounter
          .getServiceType()
          .addCoding()
          .setSystem(SiteSettings.SERVICE)
          .setCode("psychotherapy-individual");
    } else if (resource instanceof EpisodeOfCare episode) {
      episode
          .addType()
          .addCoding()
          .setSystem(SiteSettings.SERVICE)
          .setCode("psychotherapy-individual");
    } else {
      return Stream.of(read(parser.encodeResourceToString(resource)));
    }
    return Stream.of(read(Sandbox.CONTEXT.newJsonParser().encodeResourceToString(resource)));
  }

  private static String kind(ChartEntry entry) {
    return entry.reading() instanceof Reading.Gap<List<ChartFact>> gap
        ? "Gap " + gap.reason()
        : entry.reading().getClass().getSimpleName();
  }

  /** The text itself as one resource, and every entry where it is a bundle. */
  private List<ChartEntry> readAll(String text) {
    try {
      var entries = JsonText.members(text).get("entry");
      if (entries == null) {
        return List.of(read(text));
      }
      return JsonText.elements(entries).stream()
          .map(OutsideRecordsTest::resourceOf)
          .map(this::read)
          .toList();
    } catch (JsonText.Unbalanced broken) {
      return List.of(read(text));
    }
  }

  private static String type(String text) {
    try {
      return JsonText.string(JsonText.members(text).getOrDefault("resourceType", ""));
    } catch (JsonText.Unbalanced broken) {
      return "";
    }
  }

  private static String resourceOf(String entry) {
    try {
      return JsonText.members(entry).getOrDefault("resource", "{}");
    } catch (JsonText.Unbalanced broken) {
      return entry;
    }
  }

  private static Path files(String name) {
    try {
      return files().filter(path -> path.endsWith(name)).findFirst().orElseThrow();
    } catch (IOException | URISyntaxException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static FileSystem examples() throws IOException, URISyntaxException {
    URL index = Objects.requireNonNull(OutsideRecordsTest.class.getResource("/spec-json.txt"));
    return FileSystems.newFileSystem(
        URI.create(index.toURI().toString().replaceFirst("!/.*", "")), Map.of());
  }

  private static String text(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
