package org.attune.sandbox.server;

import ca.uhn.fhir.jpa.searchparam.registry.SearchParamRegistryImpl;
import ca.uhn.fhir.rest.server.util.ResourceSearchParams;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Offers and indexes a handful of search parameters for each resource type: every index row costs
 * time when a resource is written, and a hospital of a few thousand resources needs few.
 */
final class FewSearchParameters extends SearchParamRegistryImpl {

  /** The types this hospital knows; HAPI itself needs the last ones. */
  static final List<String> SUPPORTED_TYPES =
      List.of(
          "Appointment",
          "AuditEvent",
          "Bundle",
          "CarePlan",
          "CareTeam",
          "Communication",
          "Condition",
          "Consent",
          "DetectedIssue",
          "Device",
          "Encounter",
          "EpisodeOfCare",
          "Flag",
          "Goal",
          "Group",
          "HealthcareService",
          "Location",
          "Observation",
          "Organization",
          "Patient",
          "Practitioner",
          "PractitionerRole",
          "Provenance",
          "Questionnaire",
          "QuestionnaireResponse",
          "RelatedPerson",
          "ServiceRequest",
          "Task",
          "CodeSystem",
          "ConceptMap",
          "OperationDefinition",
          "OperationOutcome",
          "SearchParameter",
          "StructureDefinition",
          "Subscription",
          "ValueSet");

  private static final Set<String> EVERYWHERE =
      Set.of("_id", "_lastUpdated", "_tag", "_security", "_profile", "identifier", "patient");

  private static final Map<String, Set<String>> MORE =
      Map.ofEntries(
          Map.entry("Appointment", Set.of("actor", "date", "status", "service-type")),
          Map.entry("CarePlan", Set.of("subject", "status")),
          Map.entry("CareTeam", Set.of("subject", "status")),
          Map.entry("Communication", Set.of("subject", "sent", "status")),
          Map.entry("Device", Set.of("device-name")),
          Map.entry("Encounter", Set.of("subject", "appointment", "date", "status")),
          Map.entry("EpisodeOfCare", Set.of("status")),
          Map.entry("Flag", Set.of("subject", "author", "date")),
          Map.entry("Goal", Set.of("subject", "lifecycle-status")),
          Map.entry("Group", Set.of("member")),
          Map.entry("Observation", Set.of("subject", "code", "date")),
          Map.entry(
              "Patient", Set.of("active", "birthdate", "deceased", "family", "given", "name")),
          Map.entry("Practitioner", Set.of("active", "family")),
          Map.entry("PractitionerRole", Set.of("active", "organization", "practitioner")),
          Map.entry("Provenance", Set.of("target", "agent", "recorded")),
          Map.entry("Questionnaire", Set.of("url", "version", "status")),
          Map.entry("QuestionnaireResponse", Set.of("questionnaire", "authored", "encounter")),
          Map.entry("Task", Set.of("focus", "owner", "status", "code")));

  /** What HAPI looks up for its own housekeeping: left whole. */
  private static final Set<String> WHOLE =
      Set.of(
          "CodeSystem",
          "ConceptMap",
          "OperationDefinition",
          "SearchParameter",
          "StructureDefinition",
          "Subscription",
          "ValueSet");

  private final Map<String, ResourceSearchParams> few = new ConcurrentHashMap<>();

  @Override
  public ResourceSearchParams getActiveSearchParams(
      String type, SearchParamLookupContextEnum context) {
    if (WHOLE.contains(type)) {
      return super.getActiveSearchParams(type, context);
    }
    var known = few.get(type);
    if (known != null) {
      return known;
    }
    var all = super.getActiveSearchParams(type, context);
    var kept = new ResourceSearchParams(type);
    for (var name : all.getSearchParamNames()) {
      if (EVERYWHERE.contains(name) || MORE.getOrDefault(type, Set.of()).contains(name)) {
        kept.put(name, all.get(name));
      }
    }
    few.put(type, kept);
    return kept;
  }
}
