package org.attune.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The vocabulary as it is published, read from its files. */
final class Vocabulary {

  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Path PUBLISHED =
      ROOT.resolve("fhir-mappings/src/main/resources/org/attune/fhir");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A concept with where it lives in the product. */
  record Concept(String code, String display, String definition, List<String> homes) {}

  private Vocabulary() {}

  /** A published code system, as it stands in its file. */
  static JsonNode system(String id) {
    return read(PUBLISHED.resolve("CodeSystem-" + id + ".json"));
  }

  /** The concepts of a code system by code, in their order. */
  static Map<String, Concept> concepts(String system) {
    var concepts = new LinkedHashMap<String, Concept>();
    for (JsonNode concept : system(system).path("concept")) {
      var homes = new ArrayList<String>();
      for (JsonNode property : concept.path("property")) {
        if (property.path("code").asText().equals("home")) {
          homes.add(property.path("valueString").asText());
        }
      }
      var code = concept.path("code").asText();
      concepts.put(
          code,
          new Concept(
              code,
              concept.path("display").asText(),
              concept.path("definition").asText(),
              List.copyOf(homes)));
    }
    return concepts;
  }

  /** Every item of every published form, as {@code form/linkId}. */
  static Set<String> items() {
    var items = new TreeSet<String>();
    forms().forEach((form, questionnaire) -> collect(form, questionnaire, items));
    return items;
  }

  private static Map<String, JsonNode> forms() {
    try (Stream<Path> files = Files.list(PUBLISHED)) {
      var forms = new TreeMap<String, JsonNode>();
      files
          .filter(file -> file.getFileName().toString().startsWith("Questionnaire-"))
          .map(Vocabulary::read)
          .forEach(form -> forms.put(form.path("id").asText(), form));
      return forms;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void collect(String form, JsonNode parent, Set<String> items) {
    for (JsonNode item : parent.path("item")) {
      items.add(form + "/" + item.path("linkId").asText());
      collect(form, item, items);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
