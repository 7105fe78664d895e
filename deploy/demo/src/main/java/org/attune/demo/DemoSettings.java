package org.attune.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of the stand-in hospital: what psychotherapy is there, and its own codes. */
final class DemoSettings {

  private static final String HOSPITAL = "https://hospital.example/fhir";

  /** By which id the hospital knows Attune. */
  static final String CLIENT = "attune";

  /** Where the hospital stands. */
  static final String ZONE = "Europe/Amsterdam";

  private DemoSettings() {}

  /** All of them as a file of properties has them, which the replay takes, too. */
  static List<String> lines(LocalDate today) {
    return all(today).entrySet().stream()
        .map(setting -> "attune." + setting.getKey() + "=" + setting.getValue())
        .toList();
  }

  /**
   * All of them.
   *
   * @param today the day as of which the caseload is told
   */
  private static Map<String, String> all(LocalDate today) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "scope.services",
        HOSPITAL
            + "/CodeSystem/service|psychotherapy-individual=individual,"
            + HOSPITAL
            + "/CodeSystem/service|psychotherapy-group=group");
    settings.put("fhir.cancelled-at-extension", HOSPITAL + "/StructureDefinition/cancelled-at");
    settings.put(
        "fhir.cancellation-codes",
        HOSPITAL
            + "/CodeSystem/cancellation|own-reason=OWN_REASON,"
            + HOSPITAL
            + "/CodeSystem/cancellation|asked-no-answer=RATHER_NOT_SAY,"
            + HOSPITAL
            + "/CodeSystem/cancellation|work-or-care=WORK_OR_CARE,"
            + HOSPITAL
            + "/CodeSystem/cancellation|illness=LIFE_EVENT");
    settings.put("fhir.communications", "true");
    settings.put("client-voice.recipient", "Practitioner/therapist-01");
    settings.put("client-voice.second-recipient", "Practitioner/therapist-02");
    settings.put("safety.recipient", "Practitioner/therapist-01");
    settings.put("safety.second-recipient", "Practitioner/therapist-02");
    settings.put("safety.from", fortnightBefore(today).toString());
    settings.put("unit.lead", "Practitioner/therapist-01");
    settings.put("consultation.recipient", "Practitioner/therapist-01");
    settings.put("closure-ahead.rule", "true");
    settings.put("closure-ahead.in-a-row", "0");
    settings.put("closure-ahead.misses", "6");
    settings.put("hospital.zone", ZONE);
    settings.put("mode", "live");
    // A caseload that tells of years must be seen at once.
    settings.put("going-live.evidence-days", "3650");
    settings.put("going-live.days", "0");
    return settings;
  }

  /** Otherwise nothing of a caseload that is read for the first time would be handed over. */
  private static Instant fortnightBefore(LocalDate today) {
    return today.minusDays(14).atStartOfDay(ZoneId.of(ZONE)).toInstant();
  }
}
