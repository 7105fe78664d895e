package org.attune.fhir.attendance;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Exchange;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Reference;

/**
 * Reads a Communication as something that passed between the client and people of the service: a
 * talk of which the medium says so, or word from the client by whatever medium. What we merely sent
 * is neither, nor is what a machine sent. Never its words.
 */
public final class CommunicationMapper {

  /** Whether to look for talks, and for word from clients, that stand as communications. */
  public static final Setting<Boolean> READ = Setting.yesNo("fhir.communications", false);

  /** Media in which people speak with each other, as {@code system|code}. */
  public static final Setting<List<String>> SPOKEN_MEDIA =
      Setting.list(
          "fhir.spoken-media",
          Stream.of("VERBAL", "FACE", "PHONE", "VIDEOCONF")
              .map(code -> Codes.PARTICIPATION_MODE + "|" + code)
              .toList());

  /** Categories and reasons of what is sent by itself, as {@code system|code}. */
  public static final Setting<List<String>> SENT_BY_ITSELF =
      Setting.list(
          "fhir.sent-by-itself",
          Stream.of("alert", "notification", "reminder")
              .map(code -> Codes.COMMUNICATION_CATEGORY + "|" + code)
              .toList());

  /** All that decides. */
  public static final List<Setting<?>> SETTINGS = List.of(SPOKEN_MEDIA, SENT_BY_ITSELF);

  private static final String PATIENT = "Patient";

  /** Who takes part without being of the service. */
  private static final List<String> NOBODY_OF_OURS = List.of("Device", "RelatedPerson");

  private static final List<String> PEOPLE_OF_OURS = List.of("Practitioner", "PractitionerRole");

  private static final List<String> BELONGS_TO =
      List.of("Appointment", "Encounter", "EpisodeOfCare");

  private final Scope scope;
  private final References references;
  private final Set<String> spokenMedia;
  private final Set<String> sentByItself;

  public CommunicationMapper(Settings settings, Scope scope, References references) {
    this.scope = scope;
    this.references = references;
    this.spokenMedia = Set.copyOf(settings.get(SPOKEN_MEDIA));
    this.sentByItself = Set.copyOf(settings.get(SENT_BY_ITSELF));
  }

  /** What passed between client and service, or why nothing is known to have. */
  public Reading<List<ChartFact>> read(Communication told) {
    boolean spoken = among(spokenMedia, told.getMedium());
    boolean mayCount =
        References.meansA(PATIENT, told.getSender())
            || (spoken && told.getRecipient().stream().anyMatch(CommunicationMapper::isAPatient));
    // Of whom nobody can tell is hardly ever one of ours: no gap is counted.
    return mayCount
            && !byItself(told)
            && !ourOwn(told)
            && references.patient(told.getSubject()) instanceof Reading.Fact<PatientId> client
        ? with(client.value(), told, spoken)
        : new Reading.OutOfScope<>();
  }

  private boolean byItself(Communication told) {
    return among(sentByItself, told.getCategory()) || among(sentByItself, told.getReasonCode());
  }

  /** Whether a code is listed; one without a system is by its bare code. */
  private static boolean among(Set<String> listed, List<CodeableConcept> concepts) {
    return Coded.keys(concepts)
        .filter(key -> key.length() > 1)
        .anyMatch(
            key ->
                key.startsWith("|")
                    ? listed.stream().anyMatch(one -> one.endsWith(key))
                    : listed.contains(key));
  }

  private static boolean ourOwn(Communication told) {
    return told.hasExtension(Codes.AS_WRITTEN)
        || told.getIdentifier().stream().anyMatch(one -> Codes.FINDING.equals(one.getSystem()));
  }

  private Reading<List<ChartFact>> with(PatientId client, Communication told, boolean spoken) {
    boolean fromClient = is(client, told.getSender());
    boolean withClient =
        fromClient || (spoken && told.getRecipient().stream().anyMatch(one -> is(client, one)));
    return withClient && nobodyElses(client, told) && somebodyOfOurs(client, told)
        ? byStatus(client, told, spoken)
        : new Reading.OutOfScope<>();
  }

  /**
   * Whether somebody is named to whom the client spoke; what they said to a machine, to a mailbox
   * of the clinic or to nobody in particular is word that they left.
   */
  private boolean isATalk(PatientId client, Communication told) {
    return !is(client, told.getSender())
        || told.getRecipient().stream()
            .anyMatch(one -> PEOPLE_OF_OURS.stream().anyMatch(it -> References.meansA(it, one)));
  }

  private boolean is(PatientId client, Reference party) {
    return references.to(PATIENT, party).filter(one -> one.id().equals(client.value())).isPresent();
  }

  private static boolean isAPatient(Reference party) {
    return References.meansA(PATIENT, party);
  }

  /** What goes to several clients at once is no talk with one of them. */
  private boolean nobodyElses(PatientId client, Communication told) {
    return parties(told)
        .filter(party -> !is(client, party))
        .noneMatch(party -> isAPatient(party) || References.meansA("Group", party));
  }

  /** Whether the other side may be of the service: it is not known to be nobody of ours. */
  private boolean somebodyOfOurs(PatientId client, Communication told) {
    var others =
        is(client, told.getSender())
            ? told.getRecipient().stream().filter(one -> !is(client, one)).toList()
            : Stream.of(told.getSender()).filter(one -> !one.isEmpty()).toList();
    return others.isEmpty() || !others.stream().allMatch(CommunicationMapper::isNobodyOfOurs);
  }

  private static boolean isNobodyOfOurs(Reference party) {
    return NOBODY_OF_OURS.stream().anyMatch(type -> References.meansA(type, party));
  }

  private static Stream<Reference> parties(Communication told) {
    return Stream.concat(Stream.of(told.getSender()), told.getRecipient().stream());
  }

  private Reading<List<ChartFact>> byStatus(PatientId client, Communication told, boolean spoken) {
    if (told.getStatus() == null) {
      return new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    }
    return switch (told.getStatus()) {
      case COMPLETED -> at(told).then(at -> fact(client, told, spoken, at));
      case PREPARATION, INPROGRESS, ONHOLD -> new Reading.OutOfScope<>();
      case NOTDONE, STOPPED, ENTEREDINERROR -> new Reading.Withdrawn<>();
      case UNKNOWN, NULL -> new Reading.Gap<>(GapReason.STATUS_UNKNOWN);
    };
  }

  /** When it was sent, else when it arrived; a moment that is not exact is not replaced. */
  private static Reading<Instant> at(Communication told) {
    if (!told.hasSentElement()) {
      return Times.exact(told.getReceivedElement());
    }
    var received = Times.exactOrNull(told.getReceivedElement());
    return Times.exact(told.getSentElement())
        .then(
            sent ->
                received != null && received.isBefore(sent)
                    ? new Reading.Gap<>(GapReason.TIME_IMPOSSIBLE)
                    : new Reading.Fact<>(sent));
  }

  private Reading<List<ChartFact>> fact(
      PatientId client, Communication told, boolean spoken, Instant at) {
    var named =
        Stream.of(
                List.of(told.getEncounter()), told.getBasedOn(), told.getPartOf(), told.getAbout())
            .flatMap(List::stream)
            .toList();
    return new Reading.Fact<>(
        List.of(
            new Exchange(
                References.source(told),
                client,
                scope.word(told).orElse(Scope.AS_BOOKED),
                at,
                spoken && isATalk(client, told),
                references.toEach(named).stream()
                    .filter(one -> BELONGS_TO.contains(one.type()))
                    .toList(),
                parties(told)
                    .flatMap(party -> references.therapist(party).stream())
                    .distinct()
                    .toList(),
                Marks.labels(told.getMeta()))));
  }
}
