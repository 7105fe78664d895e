package org.attune.fhir.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes texts out of bytes: the first byte chooses a seed, the rest are changes to its tree, so
 * that what comes out is mostly JSON, and mostly of FHIR's shape. Bytes that begin with 255 are the
 * text itself. The same bytes always make the same text.
 */
final class Morphing {

  /** Text of a person's; it must never come out on the other side. */
  static final String WORDS = "Änne Zebra";

  private static final int RAW = 255;
  private static final int MOST_CHANGES = 24;
  private static final int LONGEST = 400_000;

  /** A tree that has grown so large is changed no further: its text is cut anyway. */
  /** Deeper trees are for the giants; each change may double the depth. */
  private static final int DEEPEST = 400;

  private static final int MOST_PLACES = 4_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(100_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(NODES)
          .build();

  private static final List<String> STRINGS =
      List.of(
          "",
          " ",
          WORDS,
          "0",
          "-1",
          "7,5",
          "1e400",
          "NaN",
          "9999-12-31",
          "2026",
          "2026-02",
          "2026-02-30",
          "2026-03-02",
          "2026-03-02T10:00:00Z",
          "2026-03-02T25:00:00Z",
          "0000-00-00T00:00:00Z",
          "2026-03-02T10:00:00+19:00",
          "2026-03-02T10:00:00.123456789123Z",
          "+999999999-12-31T23:59:59-18:00",
          "1900-01-01T00:00:00Z",
          "#a",
          "#",
          "Patient/",
          "Patient/p1/_history/2",
          "Patient?identifier=x",
          "Patient/p4",
          "/Patient/p1",
          "//",
          "urn:uuid:0b9a3f6e-6c5e-4b5e-9d57-1f64b6a5a001",
          "https://hospital.example/fhir/Patient/p2",
          "https://elsewhere.example/fhir/Patient/p9",
          "Patient/" + "x".repeat(300),
          "x".repeat(300),
          "\u0000",
          "Patient/a\u0000b",
          "\uD800",
          "true",
          "|",
          "a|b|c",
          "entered-in-error",
          "completed",
          "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
          "http://hl7.org/fhir/StructureDefinition/ordinalValue",
          "http://terminology.hl7.org/CodeSystem/data-absent-reason");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "4",
          "10",
          "11",
          "40",
          "-1",
          "0.5",
          "27",
          "28",
          "2147483648",
          "-2147483649",
          "9223372036854775808",
          "1e400",
          "-1e400",
          "1e-400",
          "1e99999",
          "7.0000001",
          "0.30000000000000004");

  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "{}",
          "[]",
          "[null]",
          "true",
          "{\"extension\":[{\"url\":\"x\",\"valueString\":\"Änne Zebra\"}]}",
          "{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\",\"valueCode\":\"unknown\"}]}",
          "{\"reference\":\"#a\"}",
          "{\"reference\":\"Patient/p1\",\"identifier\":{\"value\":\"Änne Zebra\"}}",
          "{\"display\":\"Änne Zebra\"}",
          "{\"coding\":[{\"code\":\"x\"},{}]}",
          "[{\"resourceType\":\"Patient\"}]",
          "[{\"resourceType\":\"Questionnaire\",\"derivedFrom\":[null]}]",
          "[{\"resourceType\":\"Questionnaire\",\"id\":\"a\",\"url\":\"https://attune.org/fhir/Questionnaire/phq-9\"}]",
          "{\"start\":\"2026-03-02T10:00:00Z\",\"end\":\"2026-03-01T10:00:00Z\"}",
          "{\"value\":1e400}",
          "{\"value\":3,\"comparator\":\"<\"}");

  private final List<JsonNode> seeds = new ArrayList<>();
  private final List<String> names;
  private final List<JsonNode> values = new ArrayList<>();

  Morphing(List<String> texts) {
    var known = new TreeSet<String>();
    var strings = new TreeMap<String, JsonNode>();
    for (String text : texts) {
      var tree = tree(text);
      seeds.add(tree);
      for (Slot slot : Slot.of(tree)) {
        if (slot.name() != null) {
          known.add(slot.name());
        }
        if (slot.value().isTextual()) {
          strings.put(slot.value().textValue(), slot.value());
        }
      }
    }
    for (String name : List.copyOf(known)) {
      known.add("_" + name);
    }
    known.addAll(List.of("contained", "modifierExtension", "implicitRules", "extension", "value"));
    names = List.copyOf(known);
    STRINGS.forEach(text -> values.add(NODES.textNode(text)));
    NUMBERS.forEach(text -> values.add(NODES.numberNode(new BigDecimal(text))));
    FRAGMENTS.forEach(text -> values.add(tree(text)));
    values.addAll(strings.values());
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException noJson) {
      return NODES.textNode(text);
    }
  }

  /** The text that these bytes make. */
  String text(byte[] bytes) {
    var program = new Program(bytes);
    int first = program.next();
    if (first == RAW || seeds.isEmpty()) {
      return new String(program.rest(), StandardCharsets.UTF_8);
    }
    // In a list, so that the whole can be changed as any part can.
    var top = NODES.arrayNode().add(seeds.get(first % seeds.size()).deepCopy());
    int cut = 0;
    for (int i = 0; i < MOST_CHANGES && program.more(); i++) {
      int what = program.next() % 13;
      if (what == 12) {
        cut = program.next() + 1;
      } else {
        change(top, what, program);
      }
    }
    var text = top.isEmpty() ? "" : written(top.get(0));
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST);
    }
    return cut == 0 ? text : struck(text, cut, program);
  }

  private static String written(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException deeperThanCanBeWritten) {
      return "[".repeat(2_000);
    }
  }

  // What no tree can show: a text that is broken.
  private static String struck(String text, int cut, Program program) {
    int at = (int) ((long) text.length() * program.next() / 256);
    return switch (cut % 4) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      case 2 -> text.substring(0, at) + "\"{}[],:\\\u0000".charAt(cut % 9) + text.substring(at);
      default -> text.substring(0, at) + text.substring(0, at) + text.substring(at);
    };
  }

  private void change(JsonNode top, int what, Program program) {
    var slots = Slot.of(top);
    if (slots.isEmpty() || slots.size() > MOST_PLACES || depth(top) > DEEPEST) {
      return;
    }
    var slot = slots.get(program.two() % slots.size());
    switch (what) {
      case 0 -> slot.remove();
      case 1, 2 -> slot.put(value(program));
      case 3 -> slot.put(slots.get(program.two() % slots.size()).value().deepCopy());
      case 4 -> slot.put(anySlot(program).value().deepCopy());
      case 5 -> graft(slot, program);
      case 6 -> slot.repeat(1 << (program.next() % 7));
      case 7 -> slot.put(NODES.arrayNode().add(slot.value()));
      case 8 -> slot.put(otherKind(slot.value()));
      case 9 -> slot.put(rewritten(slot.value(), program));
      case 10 -> rename(slot, program);
      default -> slot.put(nested(slot, program.next() % 120));
    }
  }

  private static int depth(JsonNode tree) {
    int deepest = 0;
    for (JsonNode part : tree) {
      deepest = Math.max(deepest, depth(part));
    }
    return deepest + 1;
  }

  private JsonNode value(Program program) {
    return values.get(program.two() % values.size()).deepCopy();
  }

  private Slot anySlot(Program program) {
    var slots = Slot.of(NODES.arrayNode().add(seeds.get(program.next() % seeds.size())));
    return slots.get(program.two() % slots.size());
  }

  private void graft(Slot slot, Program program) {
    if (slot.value() instanceof ObjectNode object) {
      var other = anySlot(program);
      var name = other.name();
      object.set(
          name == null ? names.get(program.two() % names.size()) : name, other.value().deepCopy());
    } else if (slot.parent() instanceof ObjectNode object) {
      object.set(names.get(program.two() % names.size()), value(program));
    }
  }

  private void rename(Slot slot, Program program) {
    if (slot.parent() instanceof ObjectNode object) {
      var value = slot.value();
      slot.remove();
      object.set(names.get(program.two() % names.size()), value);
    }
  }

  private static JsonNode otherKind(JsonNode value) {
    if (value.isTextual()) {
      try {
        return NODES.numberNode(new BigDecimal(value.textValue()));
      } catch (NumberFormatException noNumber) {
        return NODES.booleanNode(true);
      }
    }
    return value.isContainerNode()
        ? value.isEmpty() ? NODES.nullNode() : value.elements().next().deepCopy()
        : NODES.textNode(value.asText());
  }

  private JsonNode rewritten(JsonNode value, Program program) {
    if (!value.isTextual()) {
      return value.isNumber()
          ? NODES.numberNode(value.decimalValue().add(BigDecimal.valueOf(program.next() - 128)))
          : value(program);
    }
    var text = value.textValue();
    int at = text.isEmpty() ? 0 : program.next() % text.length();
    var other = STRINGS.get(program.next() % STRINGS.size());
    return NODES.textNode(
        program.next() % 2 == 0
            ? text.substring(0, at) + other
            : text.substring(0, at) + (char) program.two() + text.substring(at));
  }

  private static JsonNode nested(Slot slot, int deep) {
    var value = slot.value();
    for (int i = 0; i < deep; i++) {
      var outer = NODES.objectNode();
      outer.set(slot.name() == null ? "item" : slot.name(), value);
      value = NODES.arrayNode().add(outer);
    }
    return value;
  }

  /** Bytes, one after the other; zero when they are at an end. */
  private static final class Program {

    private final byte[] bytes;
    private int at;

    Program(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return at < bytes.length;
    }

    int next() {
      return more() ? bytes[at++] & 0xFF : 0;
    }

    int two() {
      return next() << 8 | next();
    }

    byte[] rest() {
      return java.util.Arrays.copyOfRange(bytes, at, bytes.length);
    }
  }
}
