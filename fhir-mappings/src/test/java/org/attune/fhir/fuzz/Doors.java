package org.attune.fhir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.chart.Mappers;
import org.attune.fhir.chart.ResourceReader;
import org.attune.fhir.client.ClientDoors;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.JsonText;
import org.attune.fhir.client.Page;
import org.hl7.fhir.r4.model.Resource;

/** Every way by which foreign text comes in. */
final class Doors {

  private static final int LARGEST = 1_000_000;

  private static final Mappers MAPPERS =
      Sandbox.mappers(
          SiteSettings.hospital()
              .with("scope.part-2-units", "Location/x")
              .with("fhir.consent-codes", "http://loinc.org|59284-0")
              .with("scope.court-ordered", "http://example.org|court"),
          WhatMayBeRead.MEMBERS);

  private static final ResourceReader READER =
      new ResourceReader(Sandbox.CONTEXT, MAPPERS, LARGEST);

  private static final Set<String> MAPPED =
      Set.of(
          "Appointment",
          "Encounter",
          "EpisodeOfCare",
          "Patient",
          "Consent",
          "Observation",
          "Goal",
          "CarePlan",
          "Task",
          "Communication");

  private static final Set<String> FORMS =
      Set.of(
          "client-check-in",
          "session-note",
          "goal-form",
          "readiness-ruler",
          "step-review",
          "tele-check",
          "phq-9",
          "gad-7",
          "srs-scores",
          "others");

  /** A resource, as each of the mappers gets it. */
  static final Door.Entrance READ = Doors::read;

  private Doors() {}

  /** All of them, by name. */
  static List<Door> all() {
    return Stream.of(
            MAPPED.stream().sorted().map(type -> new Door(type, List.of(type), READ)),
            FORMS.stream()
                .sorted()
                .map(form -> "QuestionnaireResponse-" + form)
                .map(form -> new Door(form, List.of(form), READ)),
            Stream.of(
                new Door("Page", List.of("Bundle"), Doors::page),
                new Door("SmartConfiguration", List.of("smart"), ClientDoors::smartConfiguration),
                new Door("Token", List.of("token"), ClientDoors::token),
                new Door(
                    "Answers",
                    List.of("Bundle", "CapabilityStatement", "Flag", "Appointment", "Subscription"),
                    Answers::everythingIsAnsweredWith)))
        .flatMap(each -> each)
        .toList();
  }

  /** The one of a name. */
  static Door named(String name) {
    return all().stream().filter(door -> door.name().equals(name)).findFirst().orElseThrow();
  }

  private static void read(String text) {
    mapped(text);
    var entry = READER.read(text);
    WhatMayBeRead.holdsFor(entry, text);
    assertThat(READER.read(text)).isEqualTo(entry);
  }

  // Without the net below the mappers: what it would catch is a fault all the same.
  private static void mapped(String text) {
    if (text.length() <= LARGEST && !FhirR4.chokes(text)) {
      FhirR4.parse(Sandbox.CONTEXT, text).ifPresent(Doors::mapped);
    }
  }

  private static void mapped(Resource resource) {
    assertThat(MAPPERS.read(resource)).isNotNull();
  }

  private static void page(String text) {
    Page page;
    try {
      page = Page.of(text).orElse(null);
    } catch (JsonText.Unbalanced broken) {
      assertThat(broken.getMessage())
          .isEqualTo("the brackets or quotes of a JSON text do not close");
      return;
    }
    if (page != null) {
      for (Page.Entry one : page.entries()) {
        ChartEntry entry = READER.read(one.resource());
        WhatMayBeRead.holdsFor(entry, one.resource());
      }
    }
  }
}
