package org.attune.validation;

import ca.uhn.fhir.context.FhirContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.attune.fhir.attendance.Scope;
import org.attune.fhir.chart.Mappers;
import org.attune.fhir.chart.ResourceReader;
import org.attune.instruments.Instruments;
import org.attune.settings.GivenSettings;
import org.attune.therapy.Reading;
import org.attune.therapy.ScaleScore;

/** Resources as a hospital writes them, read by the product's own reader. */
final class Forms {

  private static final String SERVICE = "https://hospital.example/fhir/CodeSystem/service|therapy";
  private static final int LARGEST = 1 << 20;
  private static final List<String> PHQ_9 =
      List.of(
          "/44250-9",
          "/44255-8",
          "/44259-0",
          "/44254-1",
          "/44251-7",
          "/44258-2",
          "/44252-5",
          "/44253-3",
          "/44260-8");

  private final ResourceReader reader;

  Forms() {
    var settings = new GivenSettings(Map.of("scope.services", SERVICE + "=individual"));
    reader =
        new ResourceReader(
            FhirContext.forR4Cached(),
            new Mappers(
                settings,
                Scope.of(settings, null),
                new Instruments(),
                ZoneId.of("Europe/Vienna"),
                List.of("https://hospital.example/fhir")),
            LARGEST);
  }

  /** Takes one number beside the one that is right. */
  interface Check {
    Object add(String what, double ours, double right, double allowed);
  }

  /** PHQ-9 forms whose totals are known; a dash is an item that was not answered. */
  void vectors(Check check) {
    for (var vector :
        Map.of(
                "000000000", 0.0,
                "333333333", 27.0,
                "012301230", 12.0,
                "111111111", 9.0,
                "2222222--", 18.0,
                "-10000000", 1.125,
                "333333---", Double.NaN)
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .toList()) {
      double ours = total(vector.getKey());
      boolean none = Double.isNaN(vector.getValue());
      check.add(
          "PHQ-9 answered " + vector.getKey() + (none ? ": no score at all (1 = none)" : ""),
          none ? (Double.isNaN(ours) ? 1 : 0) : ours,
          none ? 1 : vector.getValue(),
          1e-4);
    }
  }

  private double total(String answers) {
    return reading(phq(answers, "completed")) instanceof Reading.Fact<?> fact
            && fact.value() instanceof List<?> facts
            && facts.get(0) instanceof ScaleScore score
        ? score.total()
        : Double.NaN;
  }

  private Reading<?> reading(String json) {
    return reader.read(json).reading();
  }

  /** Whether a form is a fact as it stands and is taken back when it was entered in error. */
  boolean withdrawn(String answers) {
    return reading(phq(answers, "completed")) instanceof Reading.Fact
        && reading(phq(answers, "entered-in-error")) instanceof Reading.Withdrawn;
  }

  /** The same of an hour. */
  boolean withdrawnHour(String status) {
    return reading(appointment(status)) instanceof Reading.Fact
        && reading(appointment("entered-in-error")) instanceof Reading.Withdrawn;
  }

  private static String phq(String answers, String status) {
    var items = new StringBuilder();
    for (int item = 0; item < answers.length(); item++) {
      if (answers.charAt(item) != '-') {
        items
            .append(items.length() == 0 ? "" : ",")
            .append("{\"linkId\":\"")
            .append(PHQ_9.get(item))
            .append("\",\"answer\":[{\"valueInteger\":")
            .append(answers.charAt(item))
            .append("}]}");
      }
    }
    return "{\"resourceType\":\"QuestionnaireResponse\",\"id\":\"r1\",\"meta\":{\"versionId\":\"1\"},"
        + "\"questionnaire\":\"https://attune.org/fhir/Questionnaire/phq-9|1.0.0\",\"status\":\""
        + status
        + "\",\"subject\":{\"reference\":\"Patient/p1\"},\"source\":{\"reference\":\"Patient/p1\"},"
        + "\"authored\":\"2026-03-02T08:50:00+01:00\",\"item\":["
        + items
        + "]}";
  }

  private static String appointment(String status) {
    return "{\"resourceType\":\"Appointment\",\"id\":\"a1\",\"meta\":{\"versionId\":\"1\"},\"status\":\""
        + status
        + "\",\"serviceType\":[{\"coding\":[{\"system\":"
        + "\"https://hospital.example/fhir/CodeSystem/service\",\"code\":\"therapy\"}]}],"
        + "\"start\":\"2026-03-02T09:00:00+01:00\",\"end\":\"2026-03-02T09:50:00+01:00\","
        + "\"participant\":[{\"actor\":{\"reference\":\"Patient/p1\"},\"status\":\"accepted\"},"
        + "{\"actor\":{\"reference\":\"Practitioner/t1\"},\"status\":\"accepted\"}]}";
  }
}
