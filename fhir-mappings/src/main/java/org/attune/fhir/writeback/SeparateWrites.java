package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record after the other and then their Provenance, where the EHR keeps no transaction
 * whole. What is missing after a failure is found by looking, and added when it is tried again.
 */
@ApplicationScoped
public class SeparateWrites {

  /** A record and a Provenance of the same transaction may differ by as much. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(1);

  private static final Set<Integer> NO_SUCH_THING = Set.of(404, 405, 501);

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Capabilities capabilities;

  @Inject
  public SeparateWrites(EhrClient ehr, FhirR4 fhir, Capabilities capabilities) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.capabilities = capabilities;
  }

  /**
   * What came of it.
   *
   * @param main where the first record stands now; null where the EHR did not say, so that only a
   *     look can tell
   * @param failure what the EHR answered instead, or null
   * @param told whether the record tells of it, if it was written
   */
  record Result(@Nullable Source main, @Nullable Answer failure, Attribution told) {}

  /** Writes them all, then their Provenance; stops at the first that is not taken. */
  Result write(Step.Write write) throws EhrUnavailable {
    Map<String, String> given = new HashMap<>();
    List<Source> placed = new ArrayList<>();
    for (DomainResource resource : write.resources()) {
      given.forEach((from, to) -> pointTo(resource, from, to));
      var answer = send(resource);
      if (answer.isEmpty()) {
        return new Result(null, null, Attribution.OWED);
      }
      if (!answer.get().ok()) {
        learn(resource, answer.get());
        return new Result(null, answer.get(), Attribution.OWED);
      }
      var place = placed(resource, answer.get());
      if (place.isEmpty()) {
        return new Result(null, null, Attribution.OWED);
      }
      given.put(Transactions.address(resource), place.get().reference());
      placed.add(place.get());
    }
    return new Result(placed.get(0), null, tell(placed, write.provenance()));
  }

  private void learn(DomainResource resource, Answer answer) {
    if (NO_SUCH_THING.contains(answer.status())) {
      if (Transactions.isNew(resource)) {
        capabilities.cannotAdd(resource.fhirType());
      } else if (answer.status() != 404) {
        capabilities.cannotChange(resource.fhirType());
      }
    } else if (answer.status() == 403 && Transactions.isNew(resource)) {
      capabilities.cannotAdd(resource.fhirType());
    }
  }

  /** Sends a record; empty when no answer came. */
  private Optional<Answer> send(DomainResource resource) {
    try {
      if (!Transactions.isNew(resource)) {
        var version = resource.getMeta().getVersionId();
        return Optional.of(ehr.put(Transactions.address(resource), resource, version));
      }
      var fresh = resource.copy();
      fresh.setId((String) null);
      return Optional.of(ehr.post(resource.fhirType(), fresh, ifNoneExist(resource)));
    } catch (EhrUnavailable noAnswer) {
      return Optional.empty();
    }
  }

  private static @Nullable String ifNoneExist(DomainResource resource) {
    return resource.getNamedProperty("identifier").getValues().stream()
        .filter(Identifier.class::isInstance)
        .map(Identifier.class::cast)
        .map(one -> "identifier=" + Queries.token(one.getSystem(), one.getValue()))
        .findFirst()
        .orElse(null);
  }

  private void pointTo(DomainResource resource, String from, String to) {
    fhir.context().newTerser().getAllResourceReferences(resource).stream()
        .map(found -> found.getResourceReference())
        .filter(reference -> from.equals(reference.getReferenceElement().getValue()))
        .forEach(reference -> reference.setReference(to));
  }

  /** Where it stands now: as the EHR says, in a header or in the record that it sends back. */
  private Optional<Source> placed(DomainResource sent, Answer answer) {
    var back = fhir.parse(answer.body()).filter(one -> one.fhirType().equals(sent.fhirType()));
    var id = back.map(Resource::getIdElement).orElseGet(() -> new IdType(answer.location()));
    if (id.hasIdPart()) {
      var version =
          back.map(one -> one.getMeta().getVersionId())
              .orElseGet(() -> new IdType(answer.location()).getVersionIdPart());
      return Optional.of(new Source(sent.fhirType(), id.getIdPart(), version));
    }
    return Transactions.isNew(sent)
        ? Optional.empty()
        : Optional.of(new Source(sent.fhirType(), sent.getIdElement().getIdPart(), null));
  }

  /**
   * Adds the Provenance of a record that we wrote just now, where that is missing. Where nobody may
   * look for one, it is added only if it is known not to be there.
   *
   * @param before what is known of it
   */
  Attribution complete(Source record, Provenance story, Attribution before) throws EhrUnavailable {
    return complete(record, record, record, story, before);
  }

  /**
   * The same some time after it was written. It names a version only where that is the one which
   * was ours: what stands there now may bear somebody else's mark, which is no deed of ours.
   */
  Attribution completeLate(Source record, Provenance story, Before before) throws EhrUnavailable {
    var stood = before.stood();
    boolean untouched = stood != null && Objects.equals(stood.version(), record.version());
    return complete(
        record,
        Objects.requireNonNullElse(stood, record),
        untouched ? record : ofAnyVersion(record),
        story,
        before.attribution());
  }

  /** The same of what others change, too: its version may be somebody else's by now. */
  Attribution completeShared(Source record, Provenance story, Attribution before)
      throws EhrUnavailable {
    return complete(record, record, ofAnyVersion(record), story, before);
  }

  private static Source ofAnyVersion(Source record) {
    return new Source(record.type(), record.id(), null);
  }

  private Attribution complete(
      Source record, Source ours, Source target, Provenance story, Attribution before)
      throws EhrUnavailable {
    if (!capabilities.adds("Provenance")) {
      return Attribution.NOT_TAKEN;
    }
    return switch (told(record, ours, story)) {
      case YES -> Attribution.TOLD;
      case NO -> tell(List.of(target), story);
      case UNKNOWN ->
          before == Attribution.UNSURE ? Attribution.UNSURE : tell(List.of(target), story);
    };
  }

  /** Whether only a part of a transaction that failed was kept: the record without its story. */
  boolean keptInPart(Source record, Provenance story) throws EhrUnavailable {
    return capabilities.adds("Provenance") && told(record, record, story) != Told.YES;
  }

  /** Whether a Provenance of ours tells of a record as it stands now, or as it was ours. */
  private Told told(Source record, Source ours, Provenance story) throws EhrUnavailable {
    var answer = ehr.get("Provenance?target=" + record.reference());
    if (!answer.ok()) {
      return Told.UNKNOWN;
    }
    var author = story.getAgentFirstRep().getWho().getReference();
    var changed = changed(record);
    boolean any =
        ehr.page(answer).entries().stream()
            .flatMap(entry -> fhir.parse(entry.resource()).stream())
            .filter(Provenance.class::isInstance)
            .map(Provenance.class::cast)
            .filter(one -> author.equals(one.getAgentFirstRep().getWho().getReference()))
            .anyMatch(one -> tells(one, record, changed) || tells(one, ours, Instant.MAX));
    return any ? Told.YES : Told.NO;
  }

  private Instant changed(Source record) throws EhrUnavailable {
    return fhir.parse(ehr.get(record.reference()).body())
        .map(one -> one.getMeta().getLastUpdated())
        .map(Date::toInstant)
        .orElse(Instant.EPOCH);
  }

  /** By the version that it names, else by when both were written, by the EHR's own clock. */
  private static boolean tells(Provenance provenance, Source record, Instant changed) {
    var written = provenance.getMeta().getLastUpdated();
    boolean inTime = written == null || !written.toInstant().isBefore(changed.minus(SAME_MOMENT));
    return provenance.getTarget().stream()
        .map(target -> new IdType(target.getReference()))
        .filter(target -> record.id().equals(target.getIdPart()))
        .filter(target -> record.type().equals(target.getResourceType()))
        .anyMatch(
            target ->
                target.hasVersionIdPart()
                    ? target.getVersionIdPart().equals(record.version())
                    : inTime);
  }

  /** Tells of records that stand there; whatever comes of it, they are written. */
  Attribution tell(List<Source> records, Provenance story) {
    if (!capabilities.adds("Provenance")) {
      return Attribution.NOT_TAKEN;
    }
    var provenance = story.copy();
    provenance.setTarget(
        records.stream().map(one -> new Reference(Provenances.versioned(one))).toList());
    try {
      var answer = ehr.post("Provenance", provenance, null);
      if (answer.ok()) {
        return Attribution.TOLD;
      }
      if (answer.status() != 403 && !NO_SUCH_THING.contains(answer.status())) {
        return Attribution.OWED;
      }
      capabilities.cannotAdd("Provenance");
      return Attribution.NOT_TAKEN;
    } catch (EhrUnavailable noAnswer) {
      return Attribution.UNSURE;
    }
  }
}
