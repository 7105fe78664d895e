package org.attune.fhir.patient;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.fhir.Coded;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/**
 * Reads from a consent whether it denies what Attune does. A denial that names neither purpose nor
 * actor is meant for everybody, so for us too; one that names some is meant for us where the site
 * says that these are ours.
 */
public final class ConsentMapper {

  /** Whether to look for consents at all. */
  public static final Setting<Boolean> READ = Setting.yesNo("fhir.consents", true);

  /** Categories, purposes, classes and codes that mean what Attune does. */
  public static final Setting<List<String>> CODES = Setting.list("fhir.consent-codes", List.of());

  /** Actors that mean Attune, such as its Device or its Organization. */
  public static final Setting<List<String>> ACTORS = Setting.list("fhir.consent-actors", List.of());

  /** All that decides. */
  public static final List<Setting<?>> SETTINGS = List.of(READ, CODES, ACTORS);

  /** Consents to other things: to take part in research, and what to do should one be unable. */
  private static final Set<String> OTHER_SCOPES = Set.of("research", "adr");

  private static final Set<String> OPT_OUT = Set.of("OPTOUT", "OPTOUTE");

  private final References references;
  private final ZoneId zone;
  private final Set<String> codes;
  private final Set<String> actors;

  public ConsentMapper(Settings settings, References references, ZoneId zone) {
    this.references = references;
    this.zone = zone;
    this.codes = Set.copyOf(settings.get(CODES));
    this.actors = Set.copyOf(settings.get(ACTORS));
  }

  /** The objection that a consent holds, if it holds one. */
  public Reading<List<ChartFact>> read(Consent consent) {
    boolean other =
        consent.getScope().getCoding().stream()
            .anyMatch(code -> OTHER_SCOPES.contains(String.valueOf(code.getCode())));
    if (consent.getStatus() != ConsentState.ACTIVE || other) {
      return new Reading.OutOfScope<>();
    }
    var denials = denials(consent).toList();
    return denials.isEmpty()
        ? new Reading.OutOfScope<>()
        : references
            .patient(consent.getPatient())
            .then(patient -> new Reading.Fact<>(objections(consent, patient, denials)));
  }

  private List<ChartFact> objections(Consent consent, PatientId patient, List<Period> denials) {
    return denials.stream()
        .<ChartFact>map(
            period ->
                new Objection(
                    References.source(consent),
                    patient,
                    Times.firstMoment(period.getStartElement(), zone),
                    Times.lastMoment(period.getEndElement(), zone),
                    Marks.labels(consent.getMeta())))
        .toList();
  }

  /** For how long each denial that means us holds. */
  private Stream<Period> denials(Consent consent) {
    var root = consent.getProvision();
    boolean category = Coded.keys(consent.getCategory()).anyMatch(codes::contains);
    boolean optedOut =
        consent.getPolicyRule().getCoding().stream()
            .anyMatch(code -> OPT_OUT.contains(String.valueOf(code.getCode())));
    boolean denies = root.getType() == ConsentProvisionType.DENY;
    if ((denies || (optedOut && !root.hasType())) && (category || meansUs(root))) {
      return Stream.of(root.getPeriod());
    }
    return root.getProvision().stream()
        .filter(one -> one.getType() == ConsentProvisionType.DENY && meansUs(one))
        .map(one -> one.hasPeriod() ? one.getPeriod() : root.getPeriod());
  }

  private boolean meansUs(ProvisionComponent provision) {
    var named =
        Stream.of(
                provision.getPurpose().stream(),
                provision.getClass_().stream(),
                provision.getSecurityLabel().stream(),
                provision.getCode().stream().flatMap(concept -> concept.getCoding().stream()))
            .flatMap(each -> each)
            .filter(Coding::hasCode)
            .map(Coded::key)
            .toList();
    boolean actor =
        !provision.hasActor()
            || provision.getActor().stream()
                .map(one -> one.getReference())
                .map(Reference::getReference)
                .filter(Objects::nonNull)
                .map(IdType::new)
                .anyMatch(id -> actors.contains(id.getResourceType() + "/" + id.getIdPart()));
    boolean code = named.isEmpty() || named.stream().anyMatch(codes::contains);
    return actor && code && !provision.hasData();
  }
}
