package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.therapy.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a record, it tells the same streamed as parsed by HAPI. */
class StreamedAsParsedTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String META =
      "\"meta\":{\"versionId\":\"7\",\"lastUpdated\":\"2026-03-02T10:00:00.123+01:00\",\"security\":"
          + "[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"PSY\","
          + "\"display\":\"psychiatry\"}]},\"text\":{\"status\":\"generated\",\"div\":\"<div"
          + " xmlns=\\\"http://www.w3.org/1999/xhtml\\\">A page</div>\"},";

  private static final String SERVICE =
      "{\"coding\":[{\"system\":\"https://hospital.example/fhir/CodeSystem/service\",\"code\":"
          + "\"psychotherapy-individual\",\"display\":\"One to one\"}],\"text\":\"One to one\"}";

  private static final String CLIENT = "{\"reference\":\"Patient/p1\",\"display\":\"A name\"}";
  private static final String THERAPIST = "{\"reference\":\"Practitioner/t1\"}";

  static final List<String> RECORDS =
      List.of(
          record(
              "Appointment",
              "\"status\":\"cancelled\",\"cancelationReason\":{\"coding\":[{\"system\":"
                  + "\"http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason\","
                  + "\"code\":\"pat-lt\"}]},\"serviceType\":["
                  + SERVICE
                  + "],\"start\":\"2026-03-31T09:00:00+02:00\",\"end\":\"2026-03-31T09:50:00+02:00\","
                  + "\"minutesDuration\":50,\"created\":\"2026-02-23T10:00:00Z\",\"extension\":[{"
                  + "\"url\":\"https://hospital.example/fhir/StructureDefinition/cancelled-at\","
                  + "\"valueDateTime\":\"2026-03-29T08:00:00+02:00\"}],\"participant\":[{\"actor\":"
                  + CLIENT
                  + ",\"status\":\"accepted\"},{\"actor\":"
                  + THERAPIST
                  + ",\"status\":\"accepted\"}]"),
          record(
              "Encounter",
              "\"status\":\"finished\",\"class\":{\"system\":"
                  + "\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"VR\"},"
                  + "\"serviceType\":"
                  + SERVICE
                  + ",\"subject\":"
                  + CLIENT
                  + ",\"participant\":[{\"type\":[{\"coding\":[{\"system\":"
                  + "\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\",\"code\":"
                  + "\"PPRF\"}]}],\"individual\":"
                  + THERAPIST
                  + "}],\"appointment\":[{\"reference\":\"Appointment/a1\"}],\"period\":{\"start\":"
                  + "\"2026-03-02T09:02:00+01:00\",\"end\":\"2026-03-02T09:52:00+01:00\"}"),
          record(
              "EpisodeOfCare",
              "\"status\":\"finished\",\"type\":["
                  + SERVICE
                  + "],\"patient\":"
                  + CLIENT
                  + ",\"period\":{\"start\":\"2026-01-05\",\"end\":\"2026-06\"}"),
          record(
              "Patient",
              "\"identifier\":[{\"system\":\"urn:x\",\"value\":\"1\"}],\"name\":[{\"family\":\"N\"}],"
                  + "\"birthDate\":\"1980-01-01\",\"deceasedDateTime\":\"2026-05-01\",\"link\":[{"
                  + "\"other\":{\"reference\":\"Patient/p2\"},\"type\":\"replaced-by\"}]"),
          record(
              "Consent",
              "\"status\":\"active\",\"scope\":{\"coding\":[{\"code\":\"patient-privacy\"}]},"
                  + "\"category\":[{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"59284-0\"}]"
                  + "}],\"patient\":"
                  + CLIENT
                  + ",\"provision\":{\"type\":\"deny\",\"period\":{\"start\":\"2026-01-01\"}}"),
          record(
              "QuestionnaireResponse",
              "\"questionnaire\":\"https://attune.org/fhir/Questionnaire/srs-scores|1.0.0\","
                  + "\"status\":\"completed\",\"subject\":"
                  + CLIENT
                  + ",\"source\":"
                  + CLIENT
                  + ",\"authored\":\"2026-03-02T08:50:00+01:00\",\"item\":[{\"linkId\":"
                  + "\"relationship\",\"answer\":[{\"valueDecimal\":8.10}]},{\"linkId\":\"goals\","
                  + "\"answer\":[{\"valueInteger\":8}]},{\"linkId\":\"approach\",\"answer\":[{"
                  + "\"valueCoding\":{\"extension\":[{\"url\":"
                  + "\"http://hl7.org/fhir/StructureDefinition/ordinalValue\",\"valueDecimal\":9}],"
                  + "\"code\":\"nine\"}}]},{\"linkId\":\"overall\",\"text\":\"Overall\",\"answer\":[{"
                  + "\"valueString\":\"7.5\"}]}]"),
          record(
              "QuestionnaireResponse",
              "\"questionnaire\":\"https://attune.org/fhir/Questionnaire/goal-form|1.0.0\","
                  + "\"status\":\"completed\",\"subject\":"
                  + CLIENT
                  + ",\"authored\":\"2026-03-02T08:50:00+01:00\",\"item\":[{\"linkId\":\"goal\","
                  + "\"item\":[{\"linkId\":\"goal.which\",\"answer\":[{\"valueReference\":{"
                  + "\"reference\":\"Goal/g1\"}}]},{\"linkId\":\"goal.agreed\",\"answer\":[{"
                  + "\"valueBoolean\":true}]},{\"linkId\":\"goal.reviewed-on\",\"answer\":[{"
                  + "\"valueDate\":\"2026-03-01\"}]},{\"linkId\":\"goal.weight\",\"answer\":[{"
                  + "\"valueInteger\":2}]}]}]"),
          record(
              "Observation",
              "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":"
                  + "\"44261-6\"}]},\"subject\":"
                  + CLIENT
                  + ",\"effectiveDateTime\":\"2026-03-02T08:50:00+01:00\",\"valueQuantity\":{"
                  + "\"value\":12.0,\"unit\":\"{score}\"},\"performer\":["
                  + THERAPIST
                  + "],\"note\":[{\"text\":\"words\"}]"),
          record(
              "Observation",
              "\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":"
                  + "\"107332-9\"}]},\"subject\":"
                  + CLIENT
                  + ",\"focus\":[{\"reference\":\"Goal/g1\"}],\"effectiveDateTime\":"
                  + "\"2026-03-02T08:50:00+01:00\",\"valueCodeableConcept\":{\"coding\":[{\"system\":"
                  + "\"http://loinc.org\",\"code\":\"LA34483-0\",\"display\":\"words\"}]},\"performer\":["
                  + THERAPIST
                  + "]"),
          record(
              "Goal",
              "\"lifecycleStatus\":\"active\",\"extension\":[{\"url\":"
                  + "\"http://hl7.org/fhir/StructureDefinition/goal-acceptance\",\"extension\":[{"
                  + "\"url\":\"individual\",\"valueReference\":"
                  + CLIENT
                  + "},{\"url\":\"status\",\"valueCode\":\"agree\"},{\"url\":\"priority\","
                  + "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"urn:p\",\"code\":\"high\"}]}}]}],"
                  + "\"achievementStatus\":{"
                  + "\"coding\":[{\"code\":\"improving\"}]},\"description\":{\"coding\":[{\"system\":"
                  + "\"http://snomed.info/sct\",\"code\":\"1\",\"display\":\"words\"}],\"text\":\"words\"},"
                  + "\"subject\":"
                  + CLIENT
                  + ",\"startDate\":\"2026-01-31\",\"statusDate\":\"2026-02-01\",\"expressedBy\":"
                  + CLIENT
                  + ",\"addresses\":[{\"reference\":\"Condition/c1\"}],\"outcomeReference\":[{"
                  + "\"reference\":\"Observation/o1\"}],\"target\":[{\"measure\":{\"coding\":[{\"system\":"
                  + "\"http://loinc.org\",\"code\":\"107332-9\"}]},\"detailQuantity\":{\"value\":4.50},"
                  + "\"dueDate\":\"2026-06-30\"},{\"detailInteger\":4,\"dueDuration\":{\"value\":6,"
                  + "\"system\":\"http://unitsofmeasure.org\",\"code\":\"wk\"}}],\"note\":[{\"text\":"
                  + "\"words\"}]"),
          record(
              "CarePlan",
              "\"status\":\"active\",\"intent\":\"plan\",\"subject\":"
                  + CLIENT
                  + ",\"goal\":[{\"reference\":\"Goal/g1/_history/2\"}],\"identifier\":[{\"system\":"
                  + "\"https://attune.org/fhir/care-plan\",\"value\":\"1\"}],\"title\":\"words\","
                  + "\"description\":\"words\",\"note\":[{\"text\":\"words\"}],\"period\":{\"start\":"
                  + "\"2026-01-05\",\"end\":\"2026-06-30T12:00:00+02:00\"},\"category\":[{\"coding\":[{"
                  + "\"system\":\"http://snomed.info/sct\",\"code\":\"2\"}],\"text\":\"words\"}],"
                  + "\"partOf\":[{\"reference\":\"CarePlan/c1\"}],\"basedOn\":[{\"reference\":"
                  + "\"CarePlan/c2\"}],\"activity\":[{\"detail\":{\"status\":\"scheduled\","
                  + "\"doNotPerform\":false,\"goal\":[{\"reference\":\"Goal/g1\"}],\"description\":"
                  + "\"words\"}}]"),
          record(
              "Task",
              "\"status\":\"completed\",\"intent\":\"order\",\"code\":{\"coding\":[{\"system\":"
                  + "\"https://attune.org/fhir/CodeSystem/response\",\"code\":\"st-06\"}]},"
                  + "\"description\":\"words\",\"for\":"
                  + CLIENT
                  + ",\"lastModified\":\"2026-03-02T08:50:00+01:00\",\"reasonCode\":{\"coding\":[{"
                  + "\"system\":\"https://attune.org/fhir/CodeSystem/signal\",\"code\":"
                  + "\"alliance-drop\"}]},\"owner\":"
                  + THERAPIST),
          record(
              "Communication",
              "\"status\":\"completed\",\"category\":[{\"coding\":[{\"system\":"
                  + "\"http://terminology.hl7.org/CodeSystem/communication-category\",\"code\":"
                  + "\"instruction\"}],\"text\":\"words\"}],\"medium\":[{\"coding\":[{\"system\":"
                  + "\"http://terminology.hl7.org/CodeSystem/v3-ParticipationMode\",\"code\":"
                  + "\"PHONE\"}]}],\"subject\":"
                  + CLIENT
                  + ",\"topic\":"
                  + SERVICE
                  + ",\"encounter\":{\"reference\":\"Encounter/e1\"},\"sent\":"
                  + "\"2026-03-02T08:50:00+01:00\",\"received\":\"2026-03-02T08:51:00+01:00\","
                  + "\"recipient\":["
                  + CLIENT
                  + "],\"sender\":"
                  + THERAPIST
                  + ",\"payload\":[{\"contentString\":\"words\"}],\"note\":[{\"text\":\"words\"}]"));

  private static final List<String> STRANGE =
      List.of(
          "null",
          "\"\"",
          "\" \"",
          "\"x\"",
          "\"booked\"",
          "\"2026-02-30T09:00:00Z\"",
          "\"2026-03-02\"",
          "\"2026-03-02T09:00:00\"",
          "\"2026-03-02T09:00:00.1234567891Z\"",
          "\"#in\"",
          "\"Patient/p1\"",
          "\"https://hospital.example/fhir/Patient/p1\"",
          "\"urn:uuid:1\"",
          "0",
          "-0",
          "1.50",
          "-0.0",
          "1e3",
          "99999999999999999999",
          "true",
          "[]",
          "{}",
          "[null]",
          "[{}]",
          "[\"x\"]",
          "{\"extension\":[]}",
          "{\"extension\":{}}",
          "{\"reference\":\"Patient/p9\"}",
          "{\"url\":\"u\",\"valueCode\":\"c\"}",
          "{\"resourceType\":\"Patient\"}",
          "[[[[1]]]]");

  private static final List<String> NAMES =
      List.of(
          "id",
          "extension",
          "modifierExtension",
          "implicitRules",
          "language",
          "contained",
          "text",
          "_status",
          "_start",
          "fhir_comments",
          "unheardOf",
          "status",
          "meta",
          "subject",
          "item",
          "valueString",
          "valueCoding",
          "deceasedBoolean",
          "resourceType");

  private final ResourceReader reader = Sandbox.reader(Sandbox.mappers());
  private final ResourceReader withUnits =
      Sandbox.reader(
          Sandbox.mappers(
              SiteSettings.hospital().with("scope.part-2-units", "Practitioner/t1"), null));

  private static String record(String type, String members) {
    return "{\"resourceType\":\"" + type + "\",\"id\":\"r-1\"," + META + members + "}";
  }

  static List<String> written() {
    return RECORDS;
  }

  @ParameterizedTest
  @MethodSource("written")
  void a_record_as_hospitals_write_it_tells_something(String record) {
    assertThat(Sandbox.read(reader, record).reading()).isInstanceOf(Reading.Fact.class);
    assertThat(Sandbox.read(withUnits, record)).isNotNull();
  }

  @Property(tries = 3_000)
  void a_record_with_anything_wrong_in_it_tells_the_same(
      @ForAll("records") String record, @ForAll long seed) {
    var random = new Random(seed);
    var text = record;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      text = changed(text, random);
    }
    Sandbox.read(reader, text);
    Sandbox.read(withUnits, text);
  }

  @Property(tries = 1_000)
  void a_text_that_is_cut_or_garbled_tells_the_same(
      @ForAll("records") String record, @ForAll long seed) {
    var random = new Random(seed);
    var text = new StringBuilder(record);
    switch (random.nextInt(4)) {
      case 0 -> text.setLength(random.nextInt(text.length()));
      case 1 -> text.deleteCharAt(random.nextInt(text.length()));
      case 2 ->
          text.insert(
              random.nextInt(text.length()), "{}[]\",:\\0\u0000e-".charAt(random.nextInt(12)));
      default -> text.append("{} ]x\n".charAt(random.nextInt(6)));
    }
    Sandbox.read(reader, text.toString());
  }

  @Test
  void nesting_is_measured_alike_wherever_it_is() {
    for (int depth = 90; depth < 110; depth++) {
      var items =
          "{\"item\":[".repeat(depth / 2) + (depth % 2 == 0 ? "" : "{}") + "]}".repeat(depth / 2);
      Sandbox.read(reader, RECORDS.get(5).replaceFirst("\"item\":\\[", "\"item\":[" + items + ","));
    }
  }

  @Test
  void a_broken_page_in_a_record_does_not_take_the_record_with_it() {
    var broken = RECORDS.get(0).replace("A page", "A <b>page");
    assertThat(Sandbox.read(reader, broken).reading()).isInstanceOf(Reading.Fact.class);
    var elsewhere =
        broken.replace("\"status\":\"cancelled\"", "\"status\":\"cancelled\",\"unheardOf\":1");
    assertThat(Sandbox.read(reader, elsewhere).reading()).isInstanceOf(Reading.Fact.class);
  }

  @Provide
  Arbitrary<String> records() {
    return Arbitraries.of(RECORDS);
  }

  private static String changed(String text, Random random) {
    try {
      var root = JSON.readTree(text);
      var parents = new ArrayList<JsonNode>();
      gather(root, parents);
      var parent = parents.get(random.nextInt(parents.size()));
      if (parent instanceof ObjectNode object) {
        return changed(root, object, random);
      }
      if (parent instanceof ArrayNode array) {
        change(array, random);
      }
      return root.toString();
    } catch (JsonProcessingException alreadyBroken) {
      return text;
    }
  }

  private static void gather(JsonNode node, List<JsonNode> parents) {
    if (node.isContainerNode()) {
      parents.add(node);
      node.forEach(child -> gather(child, parents));
    }
  }

  private static String changed(JsonNode root, ObjectNode object, Random random)
      throws JsonProcessingException {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    var name =
        names.isEmpty() || random.nextInt(6) == 0
            ? NAMES.get(random.nextInt(NAMES.size()))
            : names.get(random.nextInt(names.size()));
    var value = object.get(name);
    switch (random.nextInt(7)) {
      case 0 -> object.remove(name);
      case 1, 2 -> object.set(name, strange(random));
      case 3 -> {
        if (value != null) {
          object.set(name, JSON.createArrayNode().add(value));
        }
      }
      case 4 -> {
        if (value instanceof ArrayNode array && !array.isEmpty()) {
          object.set(name, array.get(0));
        }
      }
      case 5 -> {
        Collections.shuffle(names, random);
        names.forEach(each -> object.set(each, object.remove(each)));
      }
      default -> {
        return doubled(root, object, name, random);
      }
    }
    return root.toString();
  }

  /** The same member twice, which no tree can hold. */
  private static String doubled(JsonNode root, ObjectNode object, String name, Random random)
      throws JsonProcessingException {
    object.set("DOUBLED", strange(random));
    return root.toString().replace("DOUBLED", name);
  }

  private static void change(ArrayNode array, Random random) throws JsonProcessingException {
    switch (random.nextInt(3)) {
      case 0 -> array.add(strange(random));
      case 1 -> array.removeAll();
      default -> {
        if (!array.isEmpty()) {
          array.add(array.get(0));
        }
      }
    }
  }

  private static JsonNode strange(Random random) throws JsonProcessingException {
    return JSON.readTree(STRANGE.get(random.nextInt(STRANGE.size())));
  }
}
