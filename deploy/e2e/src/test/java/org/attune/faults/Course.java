package org.attune.faults;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.sandbox.caseload.Caseload;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the hospital writes down, wave by wave: a few clients whose stories must be noticed, and a
 * few of whom nothing must be said. A wave arrives in parts, between one round and the next.
 *
 * @param waves one after the other
 */
public record Course(List<Wave> waves) {

  /** Where the hospital stands. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  static final LocalDate TODAY = LocalDate.of(2026, 4, 6);

  private static final String HOSPITAL = "https://hospital.example/fhir";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As of which days it is told; what is dated later arrives with a later wave. */
  private static final List<LocalDate> DAYS =
      List.of(TODAY.minusDays(30), TODAY.minusDays(9), TODAY);

  private static final int TOUCHED = 25;

  private static final Set<String> TOLD =
      Set.of(
          "voice-not-helped",
          "voice-harmed",
          "srs-37-to-31",
          "srs-low-for-three",
          "srs-repaired",
          "srs-low-but-rising",
          "three-no-shows",
          "access-reasons",
          "phq-jump",
          "phq-worse-once",
          "long-wait");

  /**
   * Changes that arrive on one day.
   *
   * @param day which
   * @param parts what arrives between one round and the next
   */
  public record Wave(LocalDate day, List<List<ObjectNode>> parts) {}

  static Course told() {
    var caseload = new Caseload(7, TODAY, ZONE, 200);
    var stories = caseload.stories();
    var numbers =
        IntStream.range(0, stories.size())
            .filter(index -> TOLD.contains(stories.get(index).name()))
            .map(index -> index + 1)
            .toArray();
    var waves = new ArrayList<Wave>();
    for (int wave = 0; wave < DAYS.size(); wave++) {
      var parts = List.of(new ArrayList<ObjectNode>(), new ArrayList<ObjectNode>());
      if (wave == 0) {
        json(caseload.premises().stream()).forEach(parts.get(0)::add);
      }
      for (int number : numbers) {
        json(caseload.chart(number).stream())
            .filter(arrivesWith(wave))
            .forEach(parts.get(wave == 0 ? number % 2 : 0)::add);
      }
      if (wave > 0) {
        // Written once more as it was: a change that changes nothing. Clients whose records came
        // later than the day itself would rightly be told of, for a while.
        parts.get(0).stream().limit(TOUCHED).forEach(parts.get(1)::add);
      }
      waves.add(new Wave(DAYS.get(wave), List.copyOf(parts)));
    }
    return new Course(waves);
  }

  /** Resources as they travel. */
  public static Stream<ObjectNode> json(Stream<? extends Resource> all) {
    var parser = FhirContext.forR4Cached().newJsonParser();
    return all.map(
        resource -> {
          try {
            return (ObjectNode) JSON.readTree(parser.encodeResourceToString(resource));
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }

  private static Predicate<ObjectNode> arrivesWith(int wave) {
    return resource -> {
      var moment = moment(resource);
      boolean later = wave > 0 && moment.compareTo(DAYS.get(wave - 1).toString()) >= 0;
      boolean notYet = wave + 1 < DAYS.size() && moment.compareTo(DAYS.get(wave).toString()) >= 0;
      return (wave == 0 || later) && !notYet;
    };
  }

  /** When a resource was written, as far as it says; empty for what was always there. */
  private static String moment(JsonNode resource) {
    return switch (resource.path("resourceType").asText()) {
      case "Appointment" -> resource.path("start").asText();
      case "Encounter" -> resource.path("period").path("start").asText();
      case "QuestionnaireResponse" -> resource.path("authored").asText();
      case "Observation" -> resource.path("effectiveDateTime").asText();
      case "Task" -> resource.path("authoredOn").asText();
      case "Communication" -> resource.path("sent").asText();
      default -> "";
    };
  }

  /** What such a site has set, without the prefix. */
  public static Map<String, String> settings() {
    var codes = HOSPITAL + "/CodeSystem/";
    var settings = new HashMap<String, String>();
    settings.putAll(
        Map.of(
            "scope.services",
            codes
                + "service|psychotherapy-individual=individual,"
                + codes
                + "service|psychotherapy-group=group",
            "fhir.cancelled-at-extension",
            HOSPITAL + "/StructureDefinition/cancelled-at",
            "fhir.cancellation-codes",
            codes
                + "cancellation|own-reason=OWN_REASON,"
                + codes
                + "cancellation|asked-no-answer=RATHER_NOT_SAY,"
                + codes
                + "cancellation|work-or-care=WORK_OR_CARE,"
                + codes
                + "cancellation|illness=LIFE_EVENT",
            "client-voice.recipient",
            "Practitioner/therapist-01",
            "client-voice.second-recipient",
            "Practitioner/therapist-02",
            "safety.recipient",
            "Practitioner/therapist-01",
            "safety.second-recipient",
            "Practitioner/therapist-02",
            "unit.lead",
            "Practitioner/therapist-01",
            "ehr.page-size",
            "40",
            "ehr.timeout-seconds",
            "1"));
    settings.put("mode", "live");
    // After the rounds of a wave and on the same day.
    settings.put("reconcile.at", "05:30");
    // What goes live here has no history that would have to stay silent.
    settings.put("going-live.days", "0");
    settings.put("going-live.evidence-days", "3650");
    return settings;
  }
}
