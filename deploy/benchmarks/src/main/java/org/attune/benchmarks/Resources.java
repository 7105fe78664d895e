package org.attune.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Appointments, encounters and filled forms as a hospital writes them. */
final class Resources {

  static final String SERVICE =
      "https://hospital.example/fhir/CodeSystem/service|psychotherapy-individual";

  static final String GROUP_SERVICE =
      "https://hospital.example/fhir/CodeSystem/service|psychotherapy-group";

  private static final int EACH = 200;

  private Resources() {}

  static List<String> texts() {
    var texts = new ArrayList<String>();
    for (int i = 0; i < EACH; i++) {
      texts.add(appointment(i));
      texts.add(encounter(i));
      texts.add(phq(i));
    }
    return List.copyOf(texts);
  }

  private static String meta(int i) {
    return "\"id\":\"r"
        + i
        + "\",\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"2026-03-02T10:00:00+01:00\"},";
  }

  private static String serviceType() {
    return "{\"coding\":[{\"system\":\"https://hospital.example/fhir/CodeSystem/service\","
        + "\"code\":\"psychotherapy-individual\",\"display\":\"Individual psychotherapy\"}]}";
  }

  private static String appointment(int i) {
    var status = List.of("fulfilled", "noshow", "cancelled", "booked").get(i % 4);
    var reason =
        status.equals("cancelled")
            ? "\"cancelationReason\":{\"coding\":[{\"system\":"
                + "\"http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason\","
                + "\"code\":\"pat-lt\"}]},"
            : "";
    return "{\"resourceType\":\"Appointment\","
        + meta(i)
        + "\"status\":\""
        + status
        + "\","
        + reason
        + "\"serviceType\":["
        + serviceType()
        + "],\"start\":\"2026-03-02T09:00:00+01:00\",\"end\":\"2026-03-02T09:50:00+01:00\","
        + "\"created\":\"2026-02-23T10:00:00+01:00\",\"participant\":[{\"actor\":{\"reference\":"
        + "\"Patient/p"
        + i % 60
        + "\"},\"status\":\"accepted\"},{\"actor\":{\"reference\":\"Practitioner/t"
        + i % 5
        + "\"},\"status\":\"accepted\"}]}";
  }

  private static String encounter(int i) {
    return "{\"resourceType\":\"Encounter\","
        + meta(i)
        + "\"status\":\"finished\",\"class\":{\"system\":"
        + "\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"},\"serviceType\":"
        + serviceType()
        + ",\"subject\":{\"reference\":\"Patient/p"
        + i % 60
        + "\"},\"participant\":[{\"individual\":{\"reference\":\"Practitioner/t"
        + i % 5
        + "\"}}],\"appointment\":[{\"reference\":\"Appointment/r"
        + i
        + "\"}],\"period\":{\"start\":\"2026-03-02T09:02:00+01:00\","
        + "\"end\":\"2026-03-02T09:52:00+01:00\"}}";
  }

  private static String phq(int i) {
    var items = new StringBuilder();
    var links =
        List.of(
            "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3",
            "44260-8");
    var answers = List.of("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9");
    for (int item = 0; item < links.size(); item++) {
      int value = (i + item) % 4;
      items
          .append(item == 0 ? "" : ",")
          .append("{\"linkId\":\"/")
          .append(links.get(item))
          .append("\",\"answer\":[{\"valueCoding\":{\"extension\":[{\"url\":")
          .append("\"http://hl7.org/fhir/StructureDefinition/ordinalValue\",\"valueDecimal\":")
          .append(value)
          .append("}],\"system\":\"http://loinc.org\",\"code\":\"")
          .append(answers.get(value))
          .append("\"}}]}");
    }
    return "{\"resourceType\":\"QuestionnaireResponse\","
        + meta(i)
        + "\"questionnaire\":\"https://attune.org/fhir/Questionnaire/phq-9|1.0.0\","
        + "\"status\":\"completed\",\"subject\":{\"reference\":\"Patient/p"
        + i % 60
        + "\"},\"source\":{\"reference\":\"Patient/p"
        + i % 60
        + "\"},\"authored\":\"2026-03-02T08:50:00+01:00\",\"item\":["
        + items
        + "]}";
  }
}
