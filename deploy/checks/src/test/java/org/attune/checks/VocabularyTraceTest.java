package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.checks.Vocabulary.Concept;
import org.attune.therapy.Marker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that the product set out to hold is left out silently: every concept is published and
 * says where it lives, and whatever it names is there.
 */
class VocabularyTraceTest {

  private static final List<String> SYSTEMS =
      List.of(
          "sign", "driver", "alliance-concept", "goal-concept", "stage", "response", "safeguard");

  private static final String NOWHERE_ELSE = "vocabulary-only";

  /** Theory, awareness and background; drivers besides; two proxies that records seldom hold. */
  private static final Set<String> WORDS_ALONE = Set.of("b24", "c10", "c11", "px-1", "px-2");

  private static final Pattern DRIVER = Pattern.compile("drv-[0-9]{2}");

  private static Stream<String> numbered(String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> String.format(Locale.ROOT, "%s%02d", prefix, number));
  }

  @Test
  void every_sign_is_published() {
    var expected =
        Stream.of(
                numbered("b", 24),
                numbered("c", 11),
                numbered("e", 11),
                numbered("r", 8),
                numbered("g", 7),
                numbered("v", 5),
                IntStream.rangeClosed(1, 7).mapToObj(number -> "px-" + number))
            .flatMap(ids -> ids)
            .toList();
    assertThat(Vocabulary.concepts("sign").keySet()).containsExactlyElementsOf(expected);
    assertThat(expected).hasSize(66 + 7);
  }

  @ParameterizedTest
  @CsvSource({
    "driver, drv-, 35",
    "alliance-concept, all-, 18",
    "goal-concept, gol-, 16",
    "response, st-, 50",
    "safeguard, sf-, 20"
  })
  void every_numbered_concept_is_published(String system, String prefix, int count) {
    assertThat(Vocabulary.concepts(system).keySet())
        .containsExactlyElementsOf(numbered(prefix, count).toList());
  }

  @Test
  void the_six_stages_are_published() {
    assertThat(Vocabulary.concepts("stage").keySet())
        .containsExactly(
            "precontemplation",
            "contemplation",
            "preparation",
            "action",
            "maintenance",
            "termination");
  }

  @Test
  void all_25_detectors_are_published_and_each_is_somebodys_home() {
    var signals = Vocabulary.concepts("signal").keySet();
    assertThat(signals).hasSize(25);
    assertThat(signals).containsAll(detectors());
    assertThat(signals.stream().map(id -> "detector:" + id)).isSubsetOf(homes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sign",
        "driver",
        "alliance-concept",
        "goal-concept",
        "stage",
        "response",
        "safeguard"
      })
  void every_concept_is_explained_and_has_a_home(String system) {
    assertThat(Vocabulary.concepts(system).values())
        .allSatisfy(
            concept -> {
              assertThat(concept.display()).isNotBlank();
              assertThat(concept.definition()).isNotBlank();
              assertThat(concept.homes()).as(concept.code()).isNotEmpty().doesNotHaveDuplicates();
            });
  }

  @Test
  void only_what_cannot_or_must_not_be_worked_out_is_vocabulary_alone() {
    for (String system : SYSTEMS) {
      for (Concept concept : Vocabulary.concepts(system).values()) {
        if (concept.homes().contains(NOWHERE_ELSE)) {
          assertThat(concept.homes()).as(concept.code()).hasSize(1);
          assertThat(system.equals("driver") || WORDS_ALONE.contains(concept.code()))
              .as(concept.code())
              .isTrue();
        }
      }
    }
  }

  @Test
  void every_response_lives_in_its_own_text_and_every_safeguard_in_something_that_runs() {
    Vocabulary.concepts("response")
        .forEach((code, each) -> assertThat(each.homes()).contains("response:" + code));
    assertThat(Vocabulary.concepts("safeguard").values())
        .allSatisfy(each -> assertThat(each.homes()).doesNotContain(NOWHERE_ELSE));
  }

  @Test
  void every_home_is_there() {
    assertThat(homes()).hasSizeGreaterThan(150);
    assertThat(missing()).as("homes that nothing in the product answers to").isEmpty();
  }

  @Test
  void every_marker_of_the_therapists_form_is_a_sign_that_lives_there() {
    var markers =
        Arrays.stream(Marker.values())
            .map(marker -> "item:session-note/marker." + marker.sign())
            .collect(Collectors.toCollection(TreeSet::new));
    var signs = Vocabulary.concepts("sign");
    for (Marker marker : Marker.values()) {
      assertThat(Objects.requireNonNull(signs.get(marker.sign())).homes())
          .contains("item:session-note/marker." + marker.sign());
    }
    assertThat(
            signs.values().stream()
                .flatMap(sign -> sign.homes().stream())
                .filter(home -> home.startsWith("item:session-note/marker.")))
        .isSubsetOf(markers);
  }

  @Test
  void no_detector_knows_a_driver() throws IOException {
    try (var sources =
        Files.walk(Vocabulary.ROOT.resolve("ejb/src/main/java/org/attune/detection"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(source))
            .as(source.getFileName().toString())
            .doesNotContainPattern(DRIVER);
      }
    }
  }

  private static Set<String> homes() {
    return SYSTEMS.stream()
        .flatMap(system -> Vocabulary.concepts(system).values().stream())
        .flatMap(concept -> concept.homes().stream())
        .filter(home -> !home.equals(NOWHERE_ELSE))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> missing() {
    var there = new TreeSet<String>();
    detectors().forEach(id -> there.add("detector:" + id));
    Vocabulary.items().forEach(item -> there.add("item:" + item));
    responses().forEach(code -> there.add("response:" + code));
    sources().forEach(name -> there.add("rule:" + name));
    var missing = new TreeSet<>(homes());
    missing.removeAll(there);
    return missing;
  }

  /** The ids of the detectors the compiler made; each is its class's name. */
  private static Set<String> detectors() {
    return new ClassFileImporter()
        .importPath(Vocabulary.ROOT.resolve("ejb/target/classes")).stream()
            .filter(type -> type.isAssignableTo("org.attune.detection.Detector"))
            .filter(type -> !type.isInterface())
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The codes of the responses that have their texts in the catalogue. */
  private static Set<String> responses() {
    var file =
        Vocabulary.ROOT.resolve("ejb/src/main/resources/org/attune/catalogue/responses.properties");
    if (!Files.exists(file)) {
      return Set.of();
    }
    var texts = new Properties();
    try {
      texts.load(new StringReader(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return numbered("st-", 50)
        .filter(code -> texts.containsKey(code + ".name"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of every class and test in the source trees. */
  private static Set<String> sources() {
    var names = new TreeSet<String>();
    for (String tree : List.of("ejb/src", "fhir-mappings/src", "web/src", "deploy/checks/src")) {
      try (var files = Files.walk(Vocabulary.ROOT.resolve(tree))) {
        files
            .map(file -> Objects.requireNonNull(file.getFileName()).toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return names;
  }
}
