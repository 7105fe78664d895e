package org.attune.fhir.attendance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.References;
import org.attune.fhir.Tables;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is psychotherapy in this hospital, and by which short word. The rows are
 * alternatives: a service type, a category, a specialty, a location or a practitioner is enough. A
 * Group narrows: where one is set, only its members are in scope, and where nothing else is set,
 * all that is booked for them is.
 */
public final class Scope {

  /** The word where a site's setting gives none. */
  public static final String UNNAMED = "psychotherapy";

  /** The word of a service that several clients attend together. */
  public static final String GROUP = "group";

  /**
   * The word of what does not say what it is, but names records or people: only whoever knows those
   * can tell.
   */
  public static final String AS_BOOKED = "";

  public static final Setting<Map<String, String>> SERVICES = codes("scope.services");
  public static final Setting<Map<String, String>> CATEGORIES = codes("scope.categories");
  public static final Setting<Map<String, String>> SPECIALTIES = codes("scope.specialties");
  public static final Setting<Map<String, String>> LOCATIONS = references("scope.locations");
  public static final Setting<Map<String, String>> PRACTITIONERS =
      references("scope.practitioners");
  public static final Setting<String> MEMBERS_OF = Setting.text("scope.group", "");

  /** All that decides. */
  public static final List<Setting<?>> SETTINGS =
      List.of(SERVICES, CATEGORIES, SPECIALTIES, LOCATIONS, PRACTITIONERS, MEMBERS_OF);

  private final Map<String, String> services;
  private final Map<String, String> categories;
  private final Map<String, String> specialties;
  private final Map<String, String> locations;
  private final Map<String, String> practitioners;
  private final @Nullable Set<PatientId> members;

  private Scope(Settings settings, @Nullable Set<PatientId> members) {
    this.services = settings.get(SERVICES);
    this.categories = settings.get(CATEGORIES);
    this.specialties = settings.get(SPECIALTIES);
    this.locations = settings.get(LOCATIONS);
    this.practitioners = settings.get(PRACTITIONERS);
    this.members = members == null ? null : Set.copyOf(members);
  }

  /**
   * The scope as a site has set it.
   *
   * @param members the members of the site's Group, or null where it names none
   */
  public static Scope of(Settings settings, @Nullable Set<PatientId> members) {
    return new Scope(settings, members);
  }

  /** Whether the site has not said anything, so that nothing is in scope. */
  public boolean isEmpty() {
    return onlyMembersMatter() && members == null;
  }

  /** Whether a client may be looked at. */
  public boolean admits(PatientId patient) {
    return members == null || members.contains(patient);
  }

  /** The service word of an appointment, if it is psychotherapy. */
  Optional<String> word(Appointment appointment) {
    var actors = appointment.getParticipant().stream().map(one -> one.getActor()).toList();
    return word(
        named(services, () -> Coded.keys(appointment.getServiceType()))
            .or(() -> named(categories, () -> Coded.keys(appointment.getServiceCategory())))
            .or(() -> named(specialties, () -> Coded.keys(appointment.getSpecialty())))
            .or(() -> named(locations, () -> names(actors)))
            .or(() -> named(practitioners, () -> names(actors))));
  }

  /** The service word of an encounter, if it is psychotherapy or might be by its appointment. */
  Optional<String> word(Encounter encounter) {
    var concepts = new ArrayList<>(encounter.getType());
    concepts.add(encounter.getServiceType());
    var places = encounter.getLocation().stream().map(one -> one.getLocation()).toList();
    var people = encounter.getParticipant().stream().map(one -> one.getIndividual()).toList();
    var word =
        word(
            named(services, () -> Coded.keys(concepts))
                .or(() -> named(categories, () -> Coded.keys(concepts)))
                .or(() -> named(specialties, () -> Coded.keys(concepts)))
                .or(() -> named(locations, () -> names(places)))
                .or(() -> named(practitioners, () -> names(people))));
    return word.isEmpty() && encounter.hasAppointment() && saysNothing(encounter.getServiceType())
        ? Optional.of(AS_BOOKED)
        : word;
  }

  /**
   * The service word of a communication, if it says by itself that it is psychotherapy: all that is
   * booked for the members of a Group may be, but hardly every call that they have.
   */
  Optional<String> word(Communication told) {
    var concepts =
        Stream.of(told.getCategory(), List.of(told.getTopic()), told.getReasonCode())
            .flatMap(List::stream)
            .toList();
    var people = Stream.concat(Stream.of(told.getSender()), told.getRecipient().stream()).toList();
    return named(services, () -> Coded.keys(concepts))
        .or(() -> named(categories, () -> Coded.keys(concepts)))
        .or(() -> named(specialties, () -> Coded.keys(concepts)))
        .or(() -> named(practitioners, () -> names(people)));
  }

  /** Whether an episode frames a course of psychotherapy; one that does not say so does not. */
  boolean admits(EpisodeOfCare episode) {
    var types = episode.getType();
    var managers = List.of(episode.getCareManager());
    return word(named(services, () -> Coded.keys(types))
            .or(() -> named(categories, () -> Coded.keys(types)))
            .or(() -> named(specialties, () -> Coded.keys(types)))
            .or(() -> named(practitioners, () -> names(managers))))
        .isPresent();
  }

  private Optional<String> word(Optional<String> first) {
    return first.isEmpty() && members != null && onlyMembersMatter() ? Optional.of(UNNAMED) : first;
  }

  private boolean onlyMembersMatter() {
    return Stream.of(services, categories, specialties, locations, practitioners)
        .allMatch(Map::isEmpty);
  }

  private static boolean saysNothing(CodeableConcept concept) {
    return !concept.hasCoding();
  }

  private static Optional<String> named(Map<String, String> table, Supplier<Stream<String>> keys) {
    // Most sites fill one table only.
    return table.isEmpty()
        ? Optional.empty()
        : keys.get().map(table::get).filter(Objects::nonNull).findFirst();
  }

  private static Stream<String> names(List<Reference> references) {
    return references.stream()
        .map(Reference::getReference)
        .filter(Objects::nonNull)
        .map(References::name);
  }

  private static Setting<Map<String, String>> codes(String key) {
    return Tables.table(
        key, "codes as system|code=word, separated by commas", text -> Optional.of(word(text)));
  }

  private static Setting<Map<String, String>> references(String key) {
    return Tables.table(
        key, "references as Type/id=word, separated by commas", text -> Optional.of(word(text)));
  }

  private static String word(String text) {
    return text.isEmpty() ? UNNAMED : text;
  }
}
