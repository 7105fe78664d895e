package org.attune.fhir;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Keeps out what comes from units for substance use under 42 CFR Part 2, unless the site lets it
 * in: what the EHR labels so, and what belongs to a unit that the site names.
 */
public final class Part2 {

  /** Whether such records are read too. */
  public static final Setting<Boolean> LET_IN = Setting.yesNo("scope.part-2", false);

  /** What names such a unit: service codes, locations, organizations, practitioners. */
  public static final Setting<List<String>> UNITS = Setting.list("scope.part-2-units", List.of());

  /** Both that decide. */
  public static final List<Setting<?>> SETTINGS = List.of(LET_IN, UNITS);

  private static final String POLICY = "42CFRPart2";

  private final boolean letIn;
  private final Set<String> units;

  public Part2(Settings settings) {
    this.letIn = settings.get(LET_IN);
    this.units = Set.copyOf(settings.get(UNITS));
  }

  /** Whether a resource must not be used. */
  public boolean keepsOut(Resource resource) {
    // A person's own record and word are only used for clients; to note the first would tell who.
    return !letIn
        && !(resource instanceof Patient)
        && !(resource instanceof Consent)
        && (labelled(resource) || ofSuchAUnit(resource));
  }

  // The code alone decides: it stands under more than one URL.
  private static boolean labelled(Resource resource) {
    return resource.getMeta().getSecurity().stream()
        .anyMatch(label -> POLICY.equals(label.getCode()));
  }

  private boolean ofSuchAUnit(Resource resource) {
    boolean saysWhere =
        resource instanceof Appointment
            || resource instanceof Encounter
            || resource instanceof EpisodeOfCare;
    return !units.isEmpty()
        && (resource instanceof Communication message
            ? about(message).anyMatch(units::contains)
            : saysWhere && names(resource).anyMatch(units::contains));
  }

  /** Who took part in it and of what kind it is; nothing of what was said. */
  private static Stream<String> about(Communication message) {
    return Stream.<List<? extends Base>>of(
            List.of(message.getSender(), message.getTopic()),
            message.getRecipient(),
            message.getCategory(),
            message.getReasonCode())
        .flatMap(List::stream)
        .flatMap(Part2::names);
  }

  /** Every code and reference of a resource, and of its parts. */
  private static Stream<String> names(Base part) {
    if (part instanceof CodeableConcept concept) {
      return Coded.keys(List.of(concept));
    }
    if (part instanceof Reference reference) {
      return Stream.ofNullable(reference.getReference()).map(References::name);
    }
    return part.children().stream()
        .map(Property::getValues)
        .flatMap(List::stream)
        .filter(Objects::nonNull)
        .flatMap(Part2::names);
  }
}
